using AlexNet.Engine.Models;

namespace AlexNet.Engine.Training.Transfer;

/// <summary>
/// Softmax regression as a function of the last layer's weights and biases, one behind the other: the mean cross entropy of all examples plus half the weight decay
/// times the sum of the weights' squares. Biases are not decayed. Convex. Inputs count from their mean over the examples, which moves nothing but the biases, and makes the function rounder:
/// outputs of a ReLU are all on one side of 0.
/// </summary>
internal sealed class LastLayerObjective : IDisposable
{
    // Few enough that a batch takes milliseconds and cancellation is heard at once.
    private const int BatchSize = 128;

    private readonly FeatureRows _examples;
    private readonly TrainingSession _session;
    private readonly GradientSum _gradients;
    private readonly CancellationToken _cancellation;
    private readonly float[] _mean;

    /// <param name="model">With a last layer for the examples' classes.</param>
    /// <param name="examples">What that layer reads.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="cancellation">Ends an evaluation.</param>
    public LastLayerObjective(Model model, FeatureRows examples, int threads, CancellationToken cancellation)
    {
        (_examples, _cancellation) = (examples, cancellation);
        _session = new TrainingSession(model, new TrainingOptions { FirstLayer = LastLayer.Of(model.Architecture).Name, BatchSize = BatchSize, Threads = threads });
        _gradients = new GradientSum(Parameters.Select(tensor => (tensor.Name, tensor.Length)));
        WeightCount = checked((int)Parameters.First().Length);
        (_mean, MeanSquare) = MeanAndSquare(examples);
    }

    /// <summary>Mean, over the examples, of the sum of the squares of the inputs less their means.</summary>
    public double MeanSquare { get; }

    /// <summary>Weights; the biases come after them.</summary>
    public int WeightCount { get; }

    /// <summary>Weights and biases.</summary>
    public int Length => checked((int)_gradients.Length);

    /// <summary>Share of a weight's square, halved, that is added.</summary>
    public double WeightDecay { get; set; }

    /// <summary>The value and the gradient.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public double Evaluate(ReadOnlySpan<float> x, Span<float> gradient)
    {
        Put(x);
        gradient.Clear();
        var loss = 0.0;
        _gradients.Into(gradient, () =>
        {
            foreach (var (first, count) in _examples.Batches(BatchSize))
            {
                _cancellation.ThrowIfCancellationRequested();
                _gradients.Share = (float)count / _examples.Count;
                loss += _session.Run(0, 0, _examples.Rows(first, count), _examples.Targets(first, count), _gradients).Loss * count / _examples.Count;
            }
        });
        var weights = x[..WeightCount];
        for (var i = WeightCount; i < x.Length; i++) Vectors.Add(-gradient[i], _mean, RowOf(gradient, i));
        Vectors.Add((float)WeightDecay, weights, gradient[..WeightCount]);
        return loss + WeightDecay / 2 * Vectors.Dot(weights, weights);
    }

    /// <summary>How the last layer does on other examples.</summary>
    public StepResult Measure(ReadOnlySpan<float> x, FeatureRows examples)
    {
        Put(x);
        return Measure(_session, examples, BatchSize, _cancellation);
    }

    /// <summary>The model with these weights in its last layer.</summary>
    public Model ToModel(ReadOnlySpan<float> x)
    {
        Put(x);
        return _session.ToModel();
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    /// <summary>How a session does on examples, a batch at a time.</summary>
    internal static StepResult Measure(TrainingSession session, FeatureRows examples, int batchSize, CancellationToken cancellation)
    {
        var (loss, correct1, correct5) = (0.0, 0, 0);
        foreach (var (first, count) in examples.Batches(batchSize))
        {
            cancellation.ThrowIfCancellationRequested();
            var found = session.Evaluate(examples.Rows(first, count), examples.Targets(first, count));
            loss += found.Loss * count / examples.Count;
            (correct1, correct5) = (correct1 + found.Correct1, correct5 + found.Correct5);
        }
        return new StepResult(loss, correct1, correct5, examples.Count);
    }

    private IEnumerable<TrainingTensor> Parameters => _session.State.Where(tensor => _session.Architecture.Parameters.Any(parameter => parameter.Name == tensor.Name));

    /// <summary>W (x - mean) + b = W x + (b - W mean).</summary>
    private void Put(ReadOnlySpan<float> x)
    {
        Span<float> weights = Parameters.First().Values, biases = Parameters.Last().Values;
        x[..WeightCount].CopyTo(weights);
        for (var i = 0; i < biases.Length; i++) biases[i] = (float)(x[WeightCount + i] - Vectors.Dot(weights.Slice(i * _mean.Length, _mean.Length), _mean));
    }

    /// <summary>The weights of the output of which element <paramref name="bias"/> is the bias.</summary>
    private Span<float> RowOf(Span<float> gradient, int bias) => gradient.Slice((bias - WeightCount) * _mean.Length, _mean.Length);

    private static (float[] Mean, double MeanSquare) MeanAndSquare(FeatureRows rows)
    {
        var (mean, centred, square) = (new float[rows.Length], new float[rows.Length], 0.0);
        for (var i = 0; i < rows.Count; i++) Vectors.Add(1f / rows.Count, rows.Row(i), mean);
        for (var i = 0; i < rows.Count; i++)
        {
            rows.Row(i).CopyTo(centred);
            Vectors.Add(-1, mean, centred);
            square += Vectors.Dot(centred, centred) / rows.Count;
        }
        return (mean, square);
    }
}
