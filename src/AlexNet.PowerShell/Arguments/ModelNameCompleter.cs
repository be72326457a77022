using System.Collections;
using AlexNet.PowerShell.Models;

namespace AlexNet.PowerShell.Arguments;

/// <summary>Offers the built-in models, then those installed.</summary>
public sealed class ModelNameCompleter : NameCompleter
{
    private protected override IEnumerable<(string Name, string About)> Names(IDictionary bound) => ArchitectureCompleter.All().Concat(InstalledModels.Choices());
}
