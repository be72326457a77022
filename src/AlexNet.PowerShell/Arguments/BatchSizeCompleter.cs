using System.Collections;

namespace AlexNet.PowerShell.Arguments;

/// <summary>Offers <c>auto</c> and some sizes of batches.</summary>
public sealed class BatchSizeCompleter : NameCompleter
{
    private protected override IEnumerable<(string Name, string About)> Names(IDictionary bound) =>
    [
        (BatchSizeAttribute.Automatic, "the module chooses"),
        ("1", "each photo as soon as it is decoded"),
        .. new[] { 4, 8, 16, 32, 64 }.Select(size => ($"{size}", $"{size} photos together")),
    ];
}
