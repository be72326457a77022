using System.Collections;

namespace AlexNet.PowerShell.Arguments;

/// <summary>Offers the values of an enumeration with a line about each; PowerShell by itself would offer the bare names.</summary>
public sealed class ValueCompleter<TEnum> : NameCompleter where TEnum : struct, Enum
{
    private protected override IEnumerable<(string Name, string About)> Names(IDictionary bound) =>
        Enum.GetValues<TEnum>().Select(value => (value.ToString(), ValueWords.About(value)));
}
