using System.Collections;
using AlexNet.PowerShell.Models;

namespace AlexNet.PowerShell.Arguments;

/// <summary>Offers the built-in networks, the model that ships, and those installed.</summary>
public sealed class ModelNameCompleter : NameCompleter
{
    private protected override IEnumerable<(string Name, string About)> Names(IDictionary bound) =>
        [.. ArchitectureCompleter.All(), .. ShippedModel.IsThere ? [(ShippedModel.Name, ShippedModel.About)] : Array.Empty<(string, string)>(), .. InstalledModels.Choices()];
}
