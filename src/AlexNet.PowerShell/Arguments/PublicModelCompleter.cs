using System.Collections;
using AlexNet.PowerShell.Catalogue;

namespace AlexNet.PowerShell.Arguments;

/// <summary>Offers the models of the catalogue.</summary>
public sealed class PublicModelCompleter : NameCompleter
{
    private protected override IEnumerable<(string Name, string About)> Names(IDictionary bound) =>
        PublicModels.Open().Models.Select(model => (model.Name, $"{model.Title}, {model.Bytes / 1e6:0} MB"));
}
