using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AlexNet.Engine.Devices.Processes;

/// <summary>
/// How a device's process is started. The worker is a small program beside the engine's assembly, which needs a <c>dotnet</c> with this version of the runtime;
/// where PowerShell brought its own runtime and there is no other, another PowerShell without profile and prompt runs the same code.
/// </summary>
internal static class WorkerProgram
{
    private const string FileName = "AlexNet.Worker.dll";
    private const string RuntimeFolder = "shared/Microsoft.NETCore.App";

    /// <summary>The command that starts a worker for a pipe.</summary>
    /// <exception cref="FileNotFoundException">The worker is not where it should be, or there is nothing to run it.</exception>
    public static ProcessStartInfo Command(string pipeName)
    {
        var engine = typeof(WorkerProgram).Assembly.Location;
        var worker = Path.Combine(Path.GetDirectoryName(engine) is { Length: > 0 } folder ? folder : AppContext.BaseDirectory, FileName);
        if (!File.Exists(worker)) throw new FileNotFoundException($"'{worker}' is missing; build or install the module again, or use devices of kind {DeviceKind.Thread}");
        if (Dotnet() is { } dotnet) return With(dotnet, "exec", worker, pipeName);
        if (PowerShell() is { } shell)
        {
            var command = $"Add-Type -LiteralPath '{engine.Replace("'", "''")}'; exit [{typeof(DeviceWorker).FullName}]::Run('{pipeName}')";
            return With(shell, "-NoProfile", "-NoLogo", "-NonInteractive", "-Command", command);
        }
        throw new FileNotFoundException($"found no 'dotnet' with a .NET {Environment.Version.Major} runtime to start a device's process with; install it, or use devices of kind {DeviceKind.Thread}");
    }

    private static ProcessStartInfo With(string program, params IReadOnlyList<string> arguments) => new(program, arguments)
    {
        UseShellExecute = false,
        CreateNoWindow = true,
        // The terminal's input is not the worker's to read, and its output none of the user's.
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    /// <summary>The program that started this runtime, else one from the usual places that has a runtime of this version.</summary>
    private static string? Dotnet()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        // .../shared/Microsoft.NETCore.App/10.0.0/ -> ...
        var own = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        string?[] folders =
        [
            own,
            Environment.GetEnvironmentVariable("DOTNET_ROOT"),
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
            OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "dotnet") : "/usr/share/dotnet",
            "/usr/lib/dotnet",
            "/usr/local/share/dotnet",
        ];
        return folders.Where(folder => !string.IsNullOrWhiteSpace(folder)).Select(folder => Path.Combine(folder!, name)).FirstOrDefault(HasRuntime);
    }

    private static bool HasRuntime(string dotnet)
    {
        if (!File.Exists(dotnet)) return false;
        var target = File.ResolveLinkTarget(dotnet, returnFinalTarget: true)?.FullName ?? dotnet;
        var runtimes = Path.Combine(Path.GetDirectoryName(target)!, RuntimeFolder);
        return Directory.Exists(runtimes) && Directory.EnumerateDirectories(runtimes, $"{Environment.Version.Major}.*").Any();
    }

    private static string? PowerShell() =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path).Equals("pwsh", StringComparison.OrdinalIgnoreCase) ? path : null;
}
