namespace AlexNet.Models.Formats.Named;

/// <summary>
/// A parameter's name taken apart: the layer, and whether it is the bias. Programs agree on little more: <c>features.0.weight</c> (PyTorch), <c>conv1_w</c>,
/// <c>conv1/weights:0</c> (TensorFlow), <c>conv1_w_0</c> (ONNX, Caffe2), <c>fc8b</c>.
/// </summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="IsBias">Bias, else weight.</param>
internal readonly record struct ParameterName(string Layer, bool IsBias)
{
    // Longer words first: "bias" ends no weight, but "b" ends much.
    private static readonly (string Word, bool IsBias)[] Roles =
        [("weights", false), ("weight", false), ("kernel", false), ("biases", true), ("bias", true), ("w", false), ("b", true)];

    /// <summary>Takes a name apart; null when it says neither weight nor bias.</summary>
    public static ParameterName? Parse(string name)
    {
        var stem = name.EndsWith(":0", StringComparison.Ordinal) || name.EndsWith("_0", StringComparison.Ordinal) ? name[..^2] : name;
        foreach (var (word, isBias) in Roles)
        {
            if (!stem.EndsWith(word, StringComparison.OrdinalIgnoreCase)) continue;
            var layer = stem[..^word.Length].TrimEnd('.', '_', '/', '-', ' ');
            return layer.Length > 0 ? new ParameterName(layer, isBias) : null;
        }
        return null;
    }
}

/// <summary>Orders names as people count: <c>features.3</c> before <c>features.10</c>, <c>conv2a</c> before <c>conv2b</c>.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    public static readonly NaturalOrder Instance = new();

    /// <inheritdoc/>
    public int Compare(string? left, string? right)
    {
        ReadOnlySpan<char> a = left, b = right;
        while (a.Length > 0 && b.Length > 0)
        {
            var (first, second) = (Digits(a), Digits(b));
            var difference = first > 0 && second > 0 ? CompareNumbers(a[..first], b[..second]) : a[0].CompareTo(b[0]);
            if (difference != 0) return difference;
            a = a[Math.Max(1, first)..];
            b = b[Math.Max(1, second)..];
        }
        return a.Length.CompareTo(b.Length);
    }

    private static int CompareNumbers(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        a = a.TrimStart('0');
        b = b.TrimStart('0');
        return a.Length != b.Length ? a.Length.CompareTo(b.Length) : a.SequenceCompareTo(b);
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count])) count++;
        return count;
    }
}
