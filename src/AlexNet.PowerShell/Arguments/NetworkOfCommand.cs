using System.Collections;
using System.Management.Automation;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Models;
using AlexNet.PowerShell.Models;

namespace AlexNet.PowerShell.Arguments;

/// <summary>The network that a command under completion names, as far as that is known without opening a file.</summary>
internal static class NetworkOfCommand
{
    /// <summary>The network of -Model or -Architecture, or the default one.</summary>
    public static Architecture Get(IDictionary bound)
    {
        var given = bound["Model"] ?? bound["Architecture"];
        if ((given as PSObject)?.BaseObject is Model wrapped) return wrapped.Architecture;
        if (given is Model model) return model.Architecture;
        return given?.ToString() is { } name && BuiltInModels.Has(name) ? KnownArchitectures.Get(name) : KnownArchitectures.Get(BuiltInModels.Default);
    }
}
