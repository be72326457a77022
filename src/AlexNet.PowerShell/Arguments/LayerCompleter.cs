using System.Collections;
using AlexNet.Engine.Architectures;

namespace AlexNet.PowerShell.Arguments;

/// <summary>Offers the layers of the network that the command names, or of the default one.</summary>
public sealed class LayerCompleter : NameCompleter
{
    private protected override IEnumerable<(string Name, string About)> Names(IDictionary bound) =>
        LayerInfo.Of(NetworkOfCommand.Get(bound)).Select(layer => (layer.Name, layer.ToString()));
}
