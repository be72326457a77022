using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AlexNet.Notebooks.Kernel;

namespace AlexNet.Notebooks.Tests;

/// <summary>Which process a kernel follows.</summary>
public class ParentProcessTests
{
    [Theory]
    [InlineData(null, "vs/workbench/api/node/extensionHostProcess", true)]
    [InlineData(null, "vs/platform/terminal/node/ptyHostMain", false)]
    [InlineData(null, null, false)]
    [InlineData("1", "vs/workbench/api/node/extensionHostProcess", false)]
    public void It_is_the_one_that_is_named_or_the_editor_that_began_it(string? jupyter, string? editor, bool isWatched)
    {
        if (OperatingSystem.IsWindows()) return; // where no process is given another parent
        var gone = false;
        using var parent = ParentProcess.Watch(name => name == ParentProcess.Variable ? jupyter : name == ParentProcess.EditorVariable ? editor : null, () => Volatile.Write(ref gone, true));
        Assert.Equal(isWatched, parent is not null);
        // It looks twice a second, and the process that began this one is there.
        if (isWatched) Thread.Sleep(1200);
        Assert.False(Volatile.Read(ref gone));
    }

    [Fact]
    public void A_kernel_of_an_editor_that_is_killed_ends()
    {
        if (OperatingSystem.IsWindows()) return;
        var connection = Path.Combine(Path.GetTempPath(), $"alexnet-kernel-{Guid.NewGuid():N}.json");
        var ports = KernelFixture.FreePorts();
        File.WriteAllText(connection,
            $$"""{"ip":"127.0.0.1","transport":"tcp","shell_port":{{ports.ShellPort}},"iopub_port":{{ports.IoPubPort}},"stdin_port":{{ports.StdinPort}},"control_port":{{ports.ControlPort}},"hb_port":{{ports.HeartbeatPort}},"key":"k","signature_scheme":"hmac-sha256"}""");
        // The editor: a shell that starts the kernel, says its number and waits.
        var shell = Path.Combine(KernelFixture.Repository, "src", "AlexNet.Shell", "bin", "Release", "net10.0", "AlexNet.Shell.dll");
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"dotnet '{shell}' kernel start --connection-file '{connection}' > /dev/null 2>&1 & echo $!; wait"]) { RedirectStandardOutput = true };
        start.Environment[ParentProcess.EditorVariable] = "vs/workbench/api/node/extensionHostProcess";
        start.Environment.Remove(ParentProcess.Variable);
        using var editor = Process.Start(start)!;
        using var kernel = Process.GetProcessById(int.Parse(editor.StandardOutput.ReadLine()!));
        try
        {
            Assert.True(SpinWait.SpinUntil(() => Listens(ports.HeartbeatPort), TimeSpan.FromMinutes(1)), "the kernel does not start");
            // What watches begins right after.
            Assert.False(kernel.WaitForExit(2000), "the kernel ends though the editor is there");
            editor.Kill();
            Assert.True(kernel.WaitForExit(20_000), "the kernel outlives the editor");
        }
        finally
        {
            if (!kernel.HasExited) kernel.Kill();
            File.Delete(connection);
        }

        static bool Listens(int port)
        {
            using var client = new TcpClient();
            try
            {
                client.Connect(IPAddress.Loopback, port);
                return true;
            }
            catch (SocketException)
            {
                Thread.Sleep(100);
                return false;
            }
        }
    }
}
