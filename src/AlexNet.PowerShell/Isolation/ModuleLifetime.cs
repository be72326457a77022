using System.Management.Automation;
using AlexNet.PowerShell.Notebooks;

namespace AlexNet.PowerShell.Isolation;

/// <summary>What PowerShell calls when the module is imported into a runspace, and when it is removed from one.</summary>
public sealed class ModuleLifetime : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnImport()
    {
        Dependencies.Install();
        NotebookFormatters.Register();
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => Dependencies.Remove();
}
