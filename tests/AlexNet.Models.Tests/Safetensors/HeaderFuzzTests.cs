using System.Buffers.Binary;
using System.Text;
using AlexNet.Engine.Models;

namespace AlexNet.Models.Tests.Safetensors;

/// <summary>10,000 files whose header was damaged at random: each gives a typed error or a whole model, in bounded memory.</summary>
public sealed class HeaderFuzzTests : TemporaryFolder
{
    private const int Cases = 10_000;
    private const long AllocationBound = 1 << 20;

    private static readonly string[] Numbers =
        ["0", "-1", "1e9", "0.5", "2147483647", "2147483648", "4294967296", "9223372036854775807", "9223372036854775808", "18446744073709551616", "1e999", "null", "\"1\"", "[]", "{}"];

    [Fact]
    public void MutatedHeadersGiveAnErrorOrAModel()
    {
        ModelFile.Save(Tiny.Model(), At("sound.safetensors"));
        var sound = File.ReadAllBytes(At("sound.safetensors"));
        var random = new Random(20120930);
        var (models, errors) = (0, 0);
        var path = At("mutated.safetensors");
        for (var i = 0; i < Cases; i++)
        {
            File.WriteAllBytes(path, Mutate(sound, random));
            var before = GC.GetAllocatedBytesForCurrentThread();
            Model? model = null;
            try
            {
                model = ModelFile.Load(path);
            }
            catch (ModelFileException exception)
            {
                Assert.DoesNotContain(exception.Message, char.IsControl);
                Assert.Contains(path, exception.Message);
                errors++;
            }
            catch (Exception exception)
            {
                Assert.Fail($"case {i}: {exception}");
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, AllocationBound);
            if (model is null) continue;
            models++;
            foreach (var weight in model.Weights) Assert.Equal(weight.Length, weight.ToArray().Length);
            Assert.Equal(model.Architecture.Classes, model.Labels.Count);
        }
        // Both must occur often, or the mutations are too coarse or too fine to test anything.
        Assert.InRange(models, Cases / 100, Cases / 2);
        Assert.Equal(Cases, models + errors);
    }

    private static byte[] Mutate(byte[] sound, Random random)
    {
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(sound);
        var header = sound.AsSpan(8, length).ToArray().ToList();
        var data = sound.AsSpan(8 + length).ToArray();
        for (var count = random.Next(1, 4); count > 0; count--) MutateOnce(header, random);
        var claimed = random.Next(8) == 0 ? Length(length, random) : (ulong)header.Count;
        var file = HeaderBytes.File([.. header], data, claimed);
        return random.Next(16) == 0 ? file[..random.Next(file.Length)] : file;
    }

    private static ulong Length(int length, Random random) => random.Next(4) switch
    {
        0 => (ulong)random.NextInt64(),
        1 => 1UL << random.Next(64),
        2 => (ulong)(length + random.Next(-9, 10)),
        _ => ulong.MaxValue - (ulong)random.Next(16),
    };

    private static void MutateOnce(List<byte> header, Random random)
    {
        if (header.Count == 0) return;
        var at = random.Next(header.Count);
        var span = Math.Min(random.Next(1, 40), header.Count - at);
        switch (random.Next(7))
        {
            case 0:
                header[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                header[at] = (byte)random.Next(256);
                break;
            case 2:
                header.Insert(at, (byte)"{}[]\",:\\0 9"[random.Next(11)]);
                break;
            case 3:
                header.RemoveRange(at, span);
                break;
            case 4:
                header.InsertRange(random.Next(header.Count), header.GetRange(at, span));
                break;
            case 5:
                ReplaceNumber(header, at, Numbers[random.Next(Numbers.Length)]);
                break;
            default:
                var moved = header.GetRange(at, span);
                header.RemoveRange(at, span);
                header.InsertRange(random.Next(header.Count + 1), moved);
                break;
        }
    }

    private static void ReplaceNumber(List<byte> header, int at, string number)
    {
        var start = header.FindIndex(at, value => char.IsAsciiDigit((char)value));
        if (start < 0) return;
        var end = start;
        while (end < header.Count && char.IsAsciiDigit((char)header[end])) end++;
        header.RemoveRange(start, end - start);
        header.InsertRange(start, Encoding.ASCII.GetBytes(number));
    }
}
