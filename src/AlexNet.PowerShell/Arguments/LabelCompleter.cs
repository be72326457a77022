using System.Collections;
using AlexNet.Engine.Models.Labels;

namespace AlexNet.PowerShell.Arguments;

/// <summary>Offers the classes of the model that the command names, or ImageNet's. What is typed may be a pattern: <c>*terrier</c>.</summary>
public sealed class LabelCompleter : NameCompleter
{
    private protected override IEnumerable<(string Name, string About)> Names(IDictionary bound)
    {
        var labels = NetworkOfCommand.ModelOf(bound)?.Labels ?? ImageNetLabels.All;
        return labels.Items.Select(LabelInfo.Of).GroupBy(label => label.Name).Select(twins => (twins.Key, string.Join("; ", twins.Select(About))));
    }

    private static string About(LabelInfo label)
    {
        string?[] words = [$"class {label.Index}", label.Synset, .. label.OtherNames];
        return string.Join(", ", words.OfType<string>());
    }
}
