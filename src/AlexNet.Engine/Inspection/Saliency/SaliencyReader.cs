using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;

namespace AlexNet.Engine.Inspection.Saliency;

/// <summary>Finds where on an image a network looks when it says a class. The first answer is the class, unless another is asked about.</summary>
/// <remarks>Not thread-safe. The gradients are of the class's logit, before softmax, as the papers have them: softmax would mix in what lowers the other classes.</remarks>
public sealed class SaliencyReader : IDisposable
{
    private readonly Model _model;
    private readonly SaliencyOptions _options;
    private readonly Explainer _explainer;

    /// <summary>Makes a network ready.</summary>
    /// <param name="model">The model, of any variant and weight precision.</param>
    /// <param name="options">The method and what it needs to know.</param>
    /// <param name="threads">Threads to use; 0 for one a core.</param>
    /// <exception cref="ArgumentException">The options do not fit the network; the message says which, and what is needed.</exception>
    public SaliencyReader(Model model, SaliencyOptions options, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate(model.Architecture);
        (_model, _options) = (model, options);
        threads = threads == 0 ? Environment.ProcessorCount : threads;
        _explainer = options.Method switch
        {
            SaliencyMethod.GradCam => new GradCam(model, options.LayerIndex(model.Architecture), threads),
            SaliencyMethod.Occlusion => new Occlusion(model, options.Window, options.Stride, threads),
            _ => new InputGradient(model, isGuided: options.Method == SaliencyMethod.GuidedBackprop, threads),
        };
    }

    /// <summary>The place of the input image, [channels][height][width], to be filled before <see cref="Read"/>.</summary>
    public Span<float> Input => _explainer.Input;

    /// <summary>The map for the input.</summary>
    /// <param name="classIndex">Index of the class to ask about; null for the likeliest.</param>
    /// <param name="cancellation">Ends it within milliseconds.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="NotFiniteException">An answer or a value of the map is not a number.</exception>
    public SaliencyMap Read(int? classIndex = null, CancellationToken cancellation = default)
    {
        if (classIndex is { } index)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(classIndex));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _model.Labels.Count, nameof(classIndex));
        }
        var probabilities = _explainer.Answer(cancellation);
        var answer = TopPredictions.Of(probabilities, _model.Labels, 1)[0];
        if (classIndex is { } wanted && wanted != answer.ClassIndex)
            answer = new Prediction(0, wanted, _model.Labels[wanted].Name, _model.Labels[wanted].Synset, probabilities[wanted]);
        var map = _explainer.Map(answer.ClassIndex, cancellation);
        if (!Tensors.TensorCheck.AllFinite(map)) throw NotFiniteException.For(_model, 0, _explainer.Input, map, _explainer.Layer);
        return SaliencyMap.Of(_model.Name, _options.Method, answer, _explainer.Layer, _explainer.Width, map);
    }

    /// <inheritdoc/>
    public void Dispose() => _explainer.Dispose();
}
