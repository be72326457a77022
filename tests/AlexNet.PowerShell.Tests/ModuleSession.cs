using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;

namespace AlexNet.PowerShell.Tests;

/// <summary>A runspace of its own with the built module imported.</summary>
internal sealed class ModuleSession : IDisposable
{
    private readonly Runspace _runspace;

    // What somebody measured, installed or chose on this machine must not change what is tested.
    static ModuleSession()
    {
        Environment.SetEnvironmentVariable("ALEXNET_CACHE", CacheFolder);
        Environment.SetEnvironmentVariable("ALEXNET_CONFIG", ConfigFolder);
        Environment.SetEnvironmentVariable("ALEXNET_MODEL_CACHE", null);
    }

    public ModuleSession(PSHost? host = null)
    {
        var state = InitialSessionState.CreateDefault2();
        _runspace = host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(host, state);
        _runspace.Open();
        Run($"Import-Module '{Path.Combine(Root, "AlexNet.psd1")}'");
        // A small network for speed: the same layers, a smaller input.
        Run("$model = New-AlexNetModel -Architecture paper -FullyConnectedWidth 64 -ClassCount 10 -InputSize 83 -Initialization Formula");
    }

    /// <summary>The checkout: the folder of the manifest.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Where the module keeps what it measures; whoever makes the folder removes it.</summary>
    public static string CacheFolder { get; } = Path.Combine(Path.GetTempPath(), $"alexnet-cache-{Environment.ProcessId}");

    /// <summary>Where the module keeps what the user chose; whoever makes the folder removes it.</summary>
    public static string ConfigFolder { get; } = Path.Combine(Path.GetTempPath(), $"alexnet-config-{Environment.ProcessId}");

    public static string Samples => Path.Combine(Root, "samples");

    /// <summary>Output and non-terminating errors.</summary>
    public (IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> Errors) Run(string script)
    {
        using var shell = System.Management.Automation.PowerShell.Create(_runspace);
        var output = shell.AddScript(script).Invoke();
        return ([.. output], [.. shell.Streams.Error]);
    }

    /// <summary>A pipeline of this runspace that has not been started.</summary>
    public System.Management.Automation.PowerShell Create(string script) =>
        System.Management.Automation.PowerShell.Create(_runspace).AddScript(script);

    public void Dispose() => _runspace.Dispose();

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AlexNet.psd1"))) folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("no AlexNet.psd1 above the tests");
        return folder;
    }
}
