using System.Collections;
using AlexNet.Models.Catalogue;
using AlexNet.PowerShell.Models;

namespace AlexNet.PowerShell.Arguments;

/// <summary>Offers the installed models.</summary>
public sealed class InstalledModelCompleter : NameCompleter
{
    private protected override IEnumerable<(string Name, string About)> Names(IDictionary bound) => InstalledModels.Choices().Where(choice => choice.Name != ModelCatalogue.ImageNet);
}
