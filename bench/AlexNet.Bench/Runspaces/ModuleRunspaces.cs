using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace AlexNet.Bench.Runspaces;

/// <summary>Runspaces of this process with the built module, which classify at once, as those of ForEach-Object -Parallel and Start-ThreadJob do.</summary>
internal sealed class ModuleRunspaces : IDisposable
{
    // The model that ships: all runspaces name it, and share what is opened first.
    private const string Script = "param([string[]] $photos) ($photos | Invoke-AlexNetClassify -Model caltech101 -ErrorAction Stop).Label";

    private readonly Runspace[] _runspaces;

    public ModuleRunspaces(int count)
    {
        _runspaces = [.. Enumerable.Range(0, count).Select(_ => RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2()))];
        foreach (var runspace in _runspaces)
        {
            runspace.Open();
            using var shell = PowerShell.Create(runspace);
            shell.AddCommand("Import-Module").AddArgument(Path.Combine(Repository.Root, "AlexNet.psd1")).Invoke();
            if (shell.HadErrors) throw new InvalidOperationException($"the module is not imported: {shell.Streams.Error[0]}");
        }
    }

    /// <summary>The label of each photo; every runspace takes as many neighbours as every other.</summary>
    public string[] Classify(IReadOnlyList<string> photos)
    {
        var share = (photos.Count + _runspaces.Length - 1) / _runspaces.Length;
        var running = photos.Chunk(share).Select((part, index) =>
        {
            var shell = PowerShell.Create(_runspaces[index]).AddScript(Script).AddArgument(part);
            return (Shell: shell, Result: shell.BeginInvoke());
        }).ToList();
        var labels = new List<string>();
        foreach (var (shell, result) in running)
        {
            labels.AddRange(shell.EndInvoke(result).Select(label => (string)label.BaseObject));
            shell.Dispose();
        }
        return [.. labels];
    }

    public void Dispose()
    {
        foreach (var runspace in _runspaces) runspace.Dispose();
    }
}
