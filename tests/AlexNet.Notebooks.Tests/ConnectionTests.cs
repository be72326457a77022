using System.Text.Json;
using AlexNet.Notebooks.Connections;

namespace AlexNet.Notebooks.Tests;

public sealed class ConnectionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alexnet kernel ");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_connection_file_is_read()
    {
        var info = ConnectionInfo.Read(File(KernelFixture.FreePorts()));
        Assert.Equal(("a key of the tests", "127.0.0.1"), (info.Key, info.Ip));
    }

    [Fact]
    public void What_would_open_this_machine_to_others_is_refused()
    {
        var good = KernelFixture.FreePorts();
        Refused(good with { Ip = "0.0.0.0" }, "not this machine's own");
        Refused(good with { Ip = "192.168.1.7" }, "not this machine's own");
        Refused(good with { Ip = "*" }, "not this machine's own");
        Refused(good with { Key = "" }, "no key");
        Refused(good with { Transport = "ipc" }, "tcp");
        Refused(good with { SignatureScheme = "hmac-md5" }, "hmac-md5");
        Refused(good with { ShellPort = 0 }, "ports");
        Refused(good with { ShellPort = good.ControlPort }, "ports");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"shell_port\":\"many\"}")]
    public void A_broken_file_is_one_error(string content)
    {
        string path = Path.Combine(_folder.FullName, "broken.json");
        System.IO.File.WriteAllText(path, content);
        Assert.Contains(path, Assert.Throws<ConnectionException>(() => ConnectionInfo.Read(path)).Message);
        Assert.Contains("no connection file", Assert.Throws<ConnectionException>(() => ConnectionInfo.Read(path + ".missing")).Message);
    }

    private void Refused(ConnectionInfo info, string reason) => Assert.Contains(reason, Assert.Throws<ConnectionException>(() => ConnectionInfo.Read(File(info))).Message);

    private string File(ConnectionInfo info)
    {
        string path = Path.Combine(_folder.FullName, "kernel.json");
        System.IO.File.WriteAllText(path, JsonSerializer.Serialize(info));
        return path;
    }
}
