using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Inspection;

/// <summary>
/// The matrix that im2col makes of a convolution's input: a column for each output place with all that its window sees, [channel][row][column] of the
/// kernel. The convolution is then one product, of weights x this matrix. It is not stored here: each value is looked up where it comes from.
/// </summary>
public sealed class PatchMatrix
{
    private readonly Convolution _layer;
    private readonly MapShape _input, _output;
    private readonly float[] _values;
    private readonly int _firstChannel;

    /// <summary>Lays the matrix over an input.</summary>
    /// <param name="layer">The convolution.</param>
    /// <param name="input">Shape of its input.</param>
    /// <param name="values">[channels][height][width].</param>
    /// <param name="group">Which of the convolution's groups.</param>
    public PatchMatrix(Convolution layer, MapShape input, float[] values, int group = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.LongLength, input.Count, nameof(values));
        ArgumentOutOfRangeException.ThrowIfNegative(group);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(group, layer.Groups);
        (_layer, _input, _values, _output) = (layer, input, values, layer.OutputShape(input));
        _firstChannel = input.Channels / layer.Groups * group;
    }

    /// <summary>Channels of a group x kernel x kernel: 363 for the paper's conv1.</summary>
    public int Rows => _layer.PatchLength(_input);

    /// <summary>Places of an output map: 3025 for the paper's conv1.</summary>
    public int Columns => _output.Plane;

    /// <summary>Values of all groups' matrices.</summary>
    public long Count => (long)Rows * Columns * _layer.Groups;

    /// <summary>A value.</summary>
    public float this[int row, int column] => Place(row, column) is >= 0 and var place ? _values[place] : 0;

    /// <summary>One column: what the window of an output place sees.</summary>
    public float[] Column(int column) => [.. Enumerable.Range(0, Rows).Select(row => this[row, column])];

    /// <summary>How often each place of an input map stands in the matrix, [height][width]: as often as windows see it.</summary>
    public int[] Copies()
    {
        var copies = new int[_input.Plane];
        var window = _layer.Kernel * _layer.Kernel;
        for (var column = 0; column < Columns; column++)
            for (var row = 0; row < window; row++)
                if (Place(row, column) is >= 0 and var place) copies[place % _input.Plane]++;
        return copies;
    }

    /// <summary>Where a value comes from; below 0 for padding.</summary>
    private int Place(int row, int column)
    {
        var window = _layer.Kernel * _layer.Kernel;
        var y = column / _output.Width * _layer.Stride - _layer.Padding + row % window / _layer.Kernel;
        var x = column % _output.Width * _layer.Stride - _layer.Padding + row % _layer.Kernel;
        if (y < 0 || y >= _input.Height || x < 0 || x >= _input.Width) return -1;
        return ((_firstChannel + row / window) * _input.Height + y) * _input.Width + x;
    }
}
