using System.Collections;
using System.Management.Automation;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Models;
using AlexNet.PowerShell.Models;

namespace AlexNet.PowerShell.Arguments;

/// <summary>Offers the layers of the network that the command names, or of the default one.</summary>
public sealed class LayerCompleter : NameCompleter
{
    private protected override IEnumerable<(string Name, string About)> Names(IDictionary bound) =>
        LayerInfo.Of(NetworkOf(bound)).Select(layer => (layer.Name, layer.ToString()));

    private static Architecture NetworkOf(IDictionary bound)
    {
        var given = bound["Model"] ?? bound["Architecture"];
        if ((given as PSObject)?.BaseObject is Model wrapped) return wrapped.Architecture;
        if (given is Model model) return model.Architecture;
        return given?.ToString() is { } name && BuiltInModels.Has(name) ? KnownArchitectures.Get(name) : KnownArchitectures.Get(BuiltInModels.Default);
    }
}
