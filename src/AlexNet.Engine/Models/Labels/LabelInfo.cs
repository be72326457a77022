namespace AlexNet.Engine.Models.Labels;

/// <summary>A class of a model described in plain values that print, sort and serialise.</summary>
/// <param name="Index">The output's index; the only sure key, since names may occur twice.</param>
/// <param name="Name">The name that predictions have.</param>
/// <param name="Synset">WordNet id such as <c>n02123045</c>, where there is one.</param>
/// <param name="OtherNames">What WordNet calls it besides; none where it does not say.</param>
public sealed record LabelInfo(int Index, string Name, string? Synset, IReadOnlyList<string> OtherNames)
{
    /// <inheritdoc cref="LabelInfo" path="/param[@name='OtherNames']"/>
    public IReadOnlyList<string> OtherNames { get; init => field = Indexable.List(value); } = Indexable.List(OtherNames);

    /// <summary>Describes a label.</summary>
    public static LabelInfo Of(Label label) =>
        new(label.Index, label.Name, label.Synset, label.Synset is { } synset ? [.. ImageNetLabels.NamesOf(synset).Where(name => name != label.Name)] : []);

    /// <summary>All its names.</summary>
    public IEnumerable<string> AllNames() => OtherNames.Prepend(Name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
