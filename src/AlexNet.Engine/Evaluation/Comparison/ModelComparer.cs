using AlexNet.Engine.Inference;
using AlexNet.Engine.Inference.Planning;
using AlexNet.Engine.Models;

namespace AlexNet.Engine.Evaluation.Comparison;

/// <summary>
/// Compares two models layer by layer: each runs the same photo, brought to its own input by its own preprocessing, and the outputs of layers of the same name
/// and shape are held against each other.
/// </summary>
/// <remarks>Not thread-safe: one photo at a time.</remarks>
public sealed class ModelComparer : IDisposable
{
    private const int Answers = 5;

    private readonly LayerOutputs _reference;
    private readonly LayerOutputs _other;
    private readonly bool _haveSameLabels;
    private readonly Dictionary<string, Extremes> _layers = [];
    private int _photos;
    private int _sameFirst;
    private double _sharedAnswers;

    /// <summary>Packs the weights of both models, if nobody has.</summary>
    /// <param name="reference">The model that the other is measured by.</param>
    /// <param name="other">The other model.</param>
    /// <param name="plan">What must compute the convolutions of a model; null for the defaults.</param>
    /// <param name="threads">Threads that compute; 0 for one a core.</param>
    public ModelComparer(Model reference, Model other, Func<Model, PlanOptions>? plan = null, int threads = 0)
    {
        plan ??= _ => PlanOptions.Default;
        _reference = new LayerOutputs(reference, plan(reference), threads);
        _other = new LayerOutputs(other, plan(other), threads);
        _haveSameLabels = reference.Labels.Items.SequenceEqual(other.Labels.Items);
    }

    /// <summary>The place of the photo as the reference model takes it, [3][height][width], to be filled before <see cref="Compare"/>.</summary>
    public Span<float> ReferenceInput => _reference.Image;

    /// <summary>The place of the photo as the other model takes it.</summary>
    public Span<float> OtherInput => _other.Image;

    /// <summary>Runs the photo through both networks and counts its differences.</summary>
    /// <param name="photo">Its name.</param>
    /// <param name="cancellation">Ends it within milliseconds; the photo then does not count.</param>
    /// <exception cref="NotFiniteException">A model's answer is not a number; the photo does not count.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Compare(string photo, CancellationToken cancellation = default)
    {
        _reference.Run(cancellation);
        _other.Run(cancellation);
        foreach (var layer in _reference.Names)
        {
            if (_reference.Shape(layer) != _other.Shape(layer)) continue;
            if (!_layers.TryGetValue(layer, out var extremes)) _layers[layer] = extremes = new Extremes();
            extremes.Add(_reference.Values(layer), _other.Values(layer), photo);
        }
        CountAnswers();
    }

    /// <summary>What has come of the photos so far.</summary>
    /// <exception cref="InvalidOperationException">No photo was compared.</exception>
    public ModelComparison ToComparison()
    {
        if (_photos == 0) throw new InvalidOperationException("no photo was compared");
        return new ModelComparison
        {
            ReferenceModel = _reference.Model.Name,
            DifferenceModel = _other.Model.Name,
            Photos = _photos,
            Top1Agreement = (double)_sameFirst / _photos,
            Top5Agreement = _sharedAnswers / _photos,
            Layers = [.. _reference.Names.Union(_other.Names).Select(Difference)],
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reference.Dispose();
        _other.Dispose();
    }

    private LayerDifference Difference(string layer)
    {
        var extremes = _layers.GetValueOrDefault(layer);
        return new LayerDifference
        {
            Layer = layer,
            Shape = _reference.Shape(layer)?.ToString(),
            OtherShape = _other.Shape(layer)?.ToString(),
            Largest = extremes?.Difference,
            Relative = extremes is null ? null : extremes.Difference == 0 ? 0 : extremes.Difference / extremes.Magnitude,
            Photo = extremes?.Photo,
        };
    }

    private void CountAnswers()
    {
        _photos++;
        var first = Keys(_reference);
        var second = Keys(_other);
        if (first[0] == second[0]) _sameFirst++;
        _sharedAnswers += (double)first.Intersect(second).Count() / first.Count;
    }

    /// <summary>What tells the likeliest classes apart: the index where both models have the same labels, else WordNet's id or the name.</summary>
    private List<string> Keys(LayerOutputs outputs)
    {
        var answers = TopPredictions.Of(outputs.Probabilities, outputs.Model.Labels, Answers);
        return [.. answers.Select(answer => _haveSameLabels ? $"{answer.ClassIndex}" : answer.Synset ?? answer.Label)];
    }

    /// <summary>The largest difference and magnitude of a layer so far.</summary>
    private sealed class Extremes
    {
        public float Difference { get; private set; }

        public float Magnitude { get; private set; }

        public string? Photo { get; private set; }

        public void Add(ReadOnlySpan<float> reference, ReadOnlySpan<float> other, string photo)
        {
            for (var i = 0; i < reference.Length; i++)
            {
                Magnitude = Math.Max(Magnitude, Math.Abs(reference[i]));
                var difference = Math.Abs(reference[i] - other[i]);
                if (!(difference > Difference)) continue;
                (Difference, Photo) = (difference, photo);
            }
        }
    }
}
