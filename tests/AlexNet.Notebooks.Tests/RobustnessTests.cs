using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using AlexNet.Notebooks.Connections;
using AlexNet.Notebooks.Messages;

namespace AlexNet.Notebooks.Tests;

public sealed class RobustnessTests(KernelFixture kernel) : IClassFixture<KernelFixture>
{
    private FrontEnd FrontEnd => kernel.FrontEnd;

    [Fact]
    public void A_wrongly_signed_cell_is_not_run()
    {
        FrontEnd.Run("$signed = 'no'");
        var frames = WireFormat.Write([], "execute_request", "s", null, new JsonObject { ["code"] = "$signed = 'yes'" }, new MessageSigner("another key"));
        FrontEnd.SendFrames(Channel.Shell, frames);
        Assert.Equal("no", FrontEnd.Run("$signed").Shown[0].Data("text/plain"));
        Assert.Contains("signature is wrong", kernel.Log.ToString());
    }

    [Fact]
    public void Malformed_messages_leave_it_serving()
    {
        var random = new Random(2012);
        var signer = new MessageSigner(kernel.Connection.Key);
        string[] types = ["execute_request", "complete_request", "inspect_request", "is_complete_request", "history_request", "comm_open", "comm_msg", "nonsense_request", "interrupt_request"];
        for (int i = 0; i < 5000; i++)
        {
            var channel = (Channel)new[] { (int)Channel.Shell, (int)Channel.Control, (int)Channel.Stdin }[random.Next(3)];
            var content = RandomContent(random);
            var frames = WireFormat.Write([], types[random.Next(types.Length)], "s", null, content, signer);
            // Half of them are signed rightly, and wrong only in what they say; the rest is damaged.
            if (random.Next(2) == 0)
                frames = Damage(frames, random);
            else if (random.Next(4) == 0)
                frames = WireFormatTests.Sign(signer, Noise(random), Noise(random));
            FrontEnd.SendFrames(channel, frames);
        }
        // The answers to those that could be understood come first.
        string id = FrontEnd.Send(Channel.Shell, "kernel_info_request", []);
        while (FrontEnd.Receive(Channel.Shell).Parent != id)
        {
        }
        Assert.Equal("42", FrontEnd.Run("6 * 7").Shown[0].Data("text/plain"));
        Assert.True(FrontEnd.HeartBeats());
        while (FrontEnd.TryReceive(Channel.Control, TimeSpan.FromMilliseconds(100)) is not null)
        {
        }
    }

    [Fact]
    public void A_thousand_cells_leave_no_threads_handles_or_memory_behind()
    {
        Run(200);
        var (threads, handles, bytes) = Measure();
        Run(1000);
        var after = Measure();
        Assert.True(after.Threads <= threads + 8, $"{threads} threads became {after.Threads}.");
        Assert.True(after.Handles <= handles + 16, $"{handles} handles became {after.Handles}.");
        Assert.True(after.Bytes <= bytes + (16 << 20), $"{bytes:N0} bytes became {after.Bytes:N0}.");

        void Run(int cells)
        {
            for (int i = 0; i < cells; i++)
                Assert.Equal("ok", FrontEnd.Run(i % 3 == 0 ? $"{i} + 1" : i % 3 == 1 ? $"Write-Host {i}" : "[pscustomobject]@{ A = 1 }").Status);
        }
    }

    private static (int Threads, int Handles, long Bytes) Measure()
    {
        using var process = Process.GetCurrentProcess();
        int handles = OperatingSystem.IsLinux() ? Directory.GetFiles("/proc/self/fd").Length : process.HandleCount;
        return (process.Threads.Count, handles, GC.GetTotalMemory(forceFullCollection: true));
    }

    private static JsonObject RandomContent(Random random)
    {
        var content = new JsonObject();
        foreach (string name in new[] { "code", "cursor_pos", "silent", "store_history", "user_expressions", "hist_access_type", "n", "pattern", "comm_id", "value", "detail_level" })
            content[name] = random.Next(8) switch
            {
                0 => null,
                1 => random.Next() - int.MaxValue / 2,
                2 => 1e300,
                3 => random.Next(2) == 0,
                4 => new JsonArray(1, "x", null),
                5 => new JsonObject { ["a"] = "[", ["b"] = 1 },
                6 => "tail",
                _ => "$" + Encoding.Latin1.GetString(Noise(random)),
            };
        // Nothing that runs for long or writes anywhere: a text in quotes that may never close, or no text at all.
        if (content["code"] is JsonValue code && code.TryGetValue(out string? text))
            content["code"] = "'" + text.Replace("'", "");
        return content;
    }

    private static List<byte[]> Damage(List<byte[]> frames, Random random)
    {
        int at = random.Next(frames.Count);
        switch (random.Next(5))
        {
            case 0:
                frames.RemoveAt(at);
                break;
            case 1:
                frames[at] = frames[at].Length > 0 ? [.. frames[at][..random.Next(frames[at].Length)]] : [1];
                break;
            case 2:
                frames[at] = Noise(random);
                break;
            case 3:
                frames.InsertRange(at, Enumerable.Repeat(Noise(random), random.Next(1, 80)));
                break;
            default:
                frames = [.. frames.OrderBy(_ => random.Next())];
                break;
        }
        return frames;
    }

    private static byte[] Noise(Random random)
    {
        byte[] noise = new byte[random.Next(1, 300)];
        random.NextBytes(noise);
        return noise;
    }
}
