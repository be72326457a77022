using System.Management.Automation;
using AlexNet.Engine.Architectures;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Models;

/// <summary>Finds a variant of the network.</summary>
internal static class ArchitectureByName
{
    /// <summary>The variant of that name, case ignored.</summary>
    /// <exception cref="Failure">There is none.</exception>
    public static Architecture Get(string name) => BuiltInModels.Has(name)
        ? KnownArchitectures.Get(name)
        : throw new Failure(ErrorIds.ArchitectureUnknown, ErrorCategory.InvalidArgument, name, $"There is no architecture '{name}'.", $"Known are {string.Join(", ", KnownArchitectures.Names)}.");
}
