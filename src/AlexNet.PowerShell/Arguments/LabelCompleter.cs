using System.Collections;
using AlexNet.Engine.Models.Labels;

namespace AlexNet.PowerShell.Arguments;

/// <summary>Offers the classes of the model that the command names, or ImageNet's. What is typed may be a pattern: <c>*terrier</c>.</summary>
public sealed class LabelCompleter : NameCompleter
{
    private protected override IEnumerable<(string Name, string About)> Names(IDictionary bound) =>
        (NetworkOfCommand.ModelOf(bound)?.Labels ?? ImageNetLabels.All).Items.Select(LabelInfo.Of).GroupBy(label => label.Name).Select(labels => (labels.Key, string.Join("; ", labels.Select(About))));

    private static string About(LabelInfo label) => string.Join(", ", [$"{label.Index}", .. label.Synset is { } synset ? [synset] : Array.Empty<string>(), .. label.OtherNames]);
}
