using System.Management.Automation;

namespace AlexNet.PowerShell.Isolation;

/// <summary>What PowerShell calls when the module is imported into a runspace, and when it is removed from one.</summary>
public sealed class ModuleLifetime : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnImport() => Dependencies.Install();

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => Dependencies.Remove();
}
