using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;

namespace AlexNet.Engine.Inspection.Saliency;

/// <summary>
/// A grey square moves over the image, and the network is asked at every place (Zeiler and Fergus 2013, section 4.2). A pixel's value is how far the probability of the
/// class falls, in the mean over the places of the square that cover it.
/// </summary>
internal sealed class Occlusion : Explainer
{
    private const int Batch = 16;
    private const float MidGrey = 127.5f;

    private readonly Model _model;
    private readonly int _window, _stride;
    private readonly InferenceSession _session;
    private readonly float[] _image, _grey;
    private float[] _probabilities = [];

    public Occlusion(Model model, int window, int stride, int threads)
    {
        (_model, _window, _stride) = (model, window, stride);
        _session = new InferenceSession(InferencePlan.For(model), Batch, threads);
        _image = new float[model.Architecture.Input.Count];
        _grey = Grey(model.Preprocessing);
    }

    /// <inheritdoc/>
    public override Span<float> Input => _image;

    /// <inheritdoc/>
    public override int Width => _model.Architecture.Input.Width;

    /// <inheritdoc/>
    public override float[] Answer(CancellationToken cancellation)
    {
        _image.CopyTo(_session.Input(0));
        _session.Run(1, cancellation);
        return _probabilities = _session.Probabilities(0).ToArray();
    }

    /// <inheritdoc/>
    public override float[] Map(int classIndex, CancellationToken cancellation)
    {
        var side = Width;
        var starts = Starts(side);
        (int Left, int Top)[] places = [.. starts.SelectMany(top => starts.Select(left => (left, top)))];
        var falls = new double[side * side];
        var covers = new int[side * side];
        foreach (var batch in places.Chunk(Batch))
        {
            for (var i = 0; i < batch.Length; i++) Cover(_session.Input(i), batch[i].Left, batch[i].Top);
            _session.Run(batch.Length, cancellation);
            for (var i = 0; i < batch.Length; i++)
            {
                var fall = (double)_probabilities[classIndex] - _session.Probabilities(i)[classIndex];
                for (var y = batch[i].Top; y < batch[i].Top + _window; y++)
                    for (var place = y * side + batch[i].Left; place < y * side + batch[i].Left + _window; place++)
                    {
                        falls[place] += fall;
                        covers[place]++;
                    }
            }
        }
        return [.. falls.Zip(covers, (fall, count) => (float)(fall / count))];
    }

    /// <inheritdoc/>
    public override void Dispose() => _session.Dispose();

    /// <summary>Where the square begins along a side: every stride, and at last at the edge.</summary>
    private List<int> Starts(int side)
    {
        var last = side - _window;
        var starts = Enumerable.Range(0, last / _stride + 1).Select(i => i * _stride).ToList();
        if (starts[^1] < last) starts.Add(last);
        return starts;
    }

    private void Cover(Span<float> target, int left, int top)
    {
        _image.CopyTo(target);
        for (var channel = 0; channel < _grey.Length; channel++)
            for (var y = top; y < top + _window; y++)
                target.Slice((channel * Width + y) * Width + left, _window).Fill(_grey[channel]);
    }

    /// <summary>Grey as the network's input has it; less a mean image, that is the mean image itself.</summary>
    private static float[] Grey(Preprocessing preprocessing) => preprocessing.MeanImage is not null
        ? new float[preprocessing.Mean.Count]
        : [.. preprocessing.Mean.Zip(preprocessing.Std, (mean, std) => (MidGrey * preprocessing.Scale - mean) / std)];
}
