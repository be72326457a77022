using System.Collections;
using AlexNet.PowerShell.Models;

namespace AlexNet.PowerShell.Arguments;

/// <summary>Offers the installed models.</summary>
public sealed class InstalledModelCompleter : NameCompleter
{
    private protected override IEnumerable<(string Name, string About)> Names(IDictionary bound) => InstalledModels.Names.Select(name => (name, name));
}
