namespace AlexNet.Engine.Models;

/// <summary>What one output of the network stands for.</summary>
/// <param name="Index">The output's index; the only sure key, since names may occur twice (ImageNet has two cranes).</param>
/// <param name="Name">The name people read.</param>
/// <param name="Synset">WordNet id such as <c>n02123045</c>, where there is one.</param>
public sealed record Label(int Index, string Name, string? Synset = null)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>The labels of a network's outputs, one for each, in order.</summary>
public sealed class LabelSet
{
    private readonly Label[] _labels;

    /// <summary>Labels of the given names, numbered from 0.</summary>
    public LabelSet(IEnumerable<string> names) : this(names.Select((name, index) => new Label(index, name))) { }

    /// <summary>The given labels.</summary>
    /// <exception cref="ArgumentException">They are not numbered 0, 1, 2, ...</exception>
    public LabelSet(IEnumerable<Label> labels)
    {
        _labels = [.. labels];
        for (var i = 0; i < _labels.Length; i++)
            if (_labels[i].Index != i)
                throw new ArgumentException($"label {i} ('{_labels[i].Name}') has the index {_labels[i].Index}; labels are numbered from 0 without gaps", nameof(labels));
    }

    /// <summary>Number of labels.</summary>
    public int Count => _labels.Length;

    /// <summary>All labels in order.</summary>
    public IReadOnlyList<Label> Items => _labels;

    /// <summary>The label of an output.</summary>
    public Label this[int index] => _labels[index];

    /// <summary>Placeholders <c>class 0</c>, <c>class 1</c>, ... for a network that nobody has named the outputs of.</summary>
    public static LabelSet Numbered(int count) => new(Enumerable.Range(0, count).Select(index => $"class {index}"));
}
