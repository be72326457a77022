using AlexNet.Engine.Inference;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Inspection;

/// <summary>Sums up the outputs of every layer over images that go through a network: one forward pass an image, all layers at once.</summary>
public sealed class ActivationCounter(Model model)
{
    private readonly List<Sums> _layers = [];

    /// <summary>Images seen.</summary>
    public int Photos { get; private set; }

    /// <summary>Runs a session's first image and counts its layers.</summary>
    /// <param name="session">A session of the model, its input filled.</param>
    /// <param name="cancellation">Ends it; the image then counts for nothing.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="NotFiniteException">The answer is not a number.</exception>
    public void Run(InferenceSession session, CancellationToken cancellation = default)
    {
        var image = new List<Sums>();
        session.Run(1, cancellation, (layer, _, shape, values) => image.Add(Sums.Of(layer, shape, values)));
        Photos++;
        if (_layers.Count == 0) _layers.AddRange(image);
        else
            foreach (var (sums, more) in _layers.Zip(image)) sums.Add(more);
    }

    /// <summary>What it came to, a layer each, in order.</summary>
    public IReadOnlyList<LayerActivation> Layers => [.. _layers.Select((sums, index) => sums.ToActivation(model.Name, FullName(index), Photos))];

    /// <summary>A layer's name with those of the nonlinearity and dropout that were applied before its outputs were seen.</summary>
    private string FullName(int index)
    {
        var layers = model.Architecture.Layers;
        var place = LayerReader.IndexOf(model.Architecture, _layers[index].Layer);
        var next = index + 1 < _layers.Count ? LayerReader.IndexOf(model.Architecture, _layers[index + 1].Layer) : layers.Count;
        return string.Join('+', layers.Skip(place).Take(next - place).Where((layer, i) => i == 0 || layer is Activation or Dropout { TestFactor: not 1 }).Select(layer => layer.Name));
    }

    /// <summary>Of one layer.</summary>
    private sealed class Sums(string layer, MapShape shape)
    {
        private readonly bool[] _isAlive = new bool[shape.Channels];
        private float _minimum = float.PositiveInfinity, _maximum = float.NegativeInfinity;
        private double _sum, _squares;
        private long _zeros, _count;

        public string Layer { get; } = layer;

        public static Sums Of(string layer, MapShape shape, ReadOnlySpan<float> values)
        {
            var sums = new Sums(layer, shape) { _count = values.Length };
            for (var channel = 0; channel < shape.Channels; channel++)
                foreach (var value in values.Slice(channel * shape.Plane, shape.Plane))
                {
                    if (value == 0) sums._zeros++;
                    else sums._isAlive[channel] = true;
                    (sums._minimum, sums._maximum) = (Math.Min(sums._minimum, value), Math.Max(sums._maximum, value));
                    sums._sum += value;
                    sums._squares += (double)value * value;
                }
            return sums;
        }

        public void Add(Sums other)
        {
            for (var i = 0; i < _isAlive.Length; i++) _isAlive[i] |= other._isAlive[i];
            (_minimum, _maximum) = (Math.Min(_minimum, other._minimum), Math.Max(_maximum, other._maximum));
            (_sum, _squares, _zeros, _count) = (_sum + other._sum, _squares + other._squares, _zeros + other._zeros, _count + other._count);
        }

        public LayerActivation ToActivation(string model, string name, int photos) => new()
        {
            Model = model,
            Layer = name,
            Shape = shape.ToString(),
            Photos = photos,
            Minimum = _minimum,
            Maximum = _maximum,
            Mean = _sum / _count,
            StandardDeviation = Math.Sqrt(Math.Max(0, _squares / _count - _sum / _count * (_sum / _count))),
            ZeroShare = (double)_zeros / _count,
            Maps = shape.Channels,
            Dead = [.. Enumerable.Range(0, shape.Channels).Where(map => !_isAlive[map])],
        };
    }
}
