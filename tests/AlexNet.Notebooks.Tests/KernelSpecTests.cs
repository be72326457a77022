using System.Text.Json.Nodes;
using AlexNet.Notebooks.Specs;
using AlexNet.Shell.Notebook;

namespace AlexNet.Notebooks.Tests;

public sealed class KernelSpecTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alexnet kernel's ");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Install_writes_replaces_and_uninstall_removes()
    {
        for (int i = 0; i < 2; i++)
            Assert.Equal(0, KernelCommand.Run(["install", "--prefix", _folder.FullName, "--name", "mine"]));
        string kernels = Path.Combine(_folder.FullName, "share", "jupyter", "kernels");
        Assert.Equal(["mine"], Directory.GetFileSystemEntries(kernels).Select(Path.GetFileName));
        var spec = JsonNode.Parse(File.ReadAllText(Path.Combine(kernels, "mine", "kernel.json")))!;
        Assert.Equal(("AlexNet (PowerShell)", "powershell", "message"), (spec["display_name"]!.GetValue<string>(), spec["language"]!.GetValue<string>(), spec["interrupt_mode"]!.GetValue<string>()));
        string[] command = [.. spec["argv"]!.AsArray().Select(word => word!.GetValue<string>())];
        Assert.True(Path.IsPathRooted(command[0]));
        Assert.Equal(["kernel", "start", "--connection-file", "{connection_file}"], command[^4..]);
        Assert.Equal(["kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg"], Directory.GetFiles(Path.Combine(kernels, "mine")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(0, KernelCommand.Run(["uninstall", "--prefix", _folder.FullName, "--name", "mine"]));
        Assert.Equal(1, KernelCommand.Run(["uninstall", "--prefix", _folder.FullName, "--name", "mine"]));
        Assert.Empty(Directory.GetFileSystemEntries(kernels));
    }

    [Fact]
    public void A_folder_that_is_no_kernel_is_left_alone()
    {
        string other = Path.Combine(_folder.FullName, "share", "jupyter", "kernels", "other");
        Directory.CreateDirectory(other);
        Assert.False(KernelSpec.Uninstall(Path.GetDirectoryName(other)!, "other"));
        Assert.True(Directory.Exists(other));
    }

    [Theory]
    [InlineData("'../x' cannot be", "install", "--name", "../x")]
    [InlineData("'..' cannot be", "install", "--name", "..")]
    [InlineData("'a b' cannot be", "install", "--name", "a b")]
    [InlineData("needs a value", "install", "--name")]
    [InlineData("Unknown option", "install", "--system")]
    [InlineData("There is no 'kernel stop'", "stop")]
    [InlineData("needs --connection-file", "start")]
    public void A_wrong_command_line_is_one_line(string reason, params string[] args)
    {
        Assert.Null(KernelArguments.Parse(args, out string error));
        Assert.Contains(reason, error);
        Assert.DoesNotContain('\n', error);
    }
}
