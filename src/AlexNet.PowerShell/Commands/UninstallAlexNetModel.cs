using System.Management.Automation;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Catalogue;
using AlexNet.PowerShell.Models;

namespace AlexNet.PowerShell.Commands;

/// <summary>Removes installed models, and what is left of downloads of them.</summary>
[Cmdlet(VerbsLifecycle.Uninstall, "AlexNetModel", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class UninstallAlexNetModelCommand : AlexNetCmdlet
{
    /// <summary>Names of installed models, and patterns.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(InstalledModelCompleter))]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var pattern in Name)
        {
            var names = WildcardPattern.ContainsWildcardCharacters(pattern)
                ? InstalledModels.Names.Where(WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch)
                : [pattern];
            foreach (var name in names) Try(() => Uninstall(name));
        }
    }

    private void Uninstall(string name)
    {
        var known = PublicModels.NameOf(name);
        var file = InstalledModels.Find(known);
        if (!ShouldProcess(file ?? known, "Remove the installed model")) return;
        ModelInstallation.Uninstall(known);
        if (DefaultModel.Chosen is not { } chosen || (!chosen.Equals(known, StringComparison.OrdinalIgnoreCase) && chosen != file)) return;
        DefaultModel.Reset();
        WriteWarning($"'{known}' was the default model. Now it is '{DefaultModel.Name}': Set-AlexNetDefaultModel chooses another.");
    }
}
