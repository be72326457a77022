using AlexNet.Engine.Evaluation.Comparison;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Inference.Planning;
using AlexNet.Engine.Models;
using AlexNet.Imaging;
using AlexNet.Imaging.Views;
using AlexNet.PowerShell.Photos;

namespace AlexNet.PowerShell.Comparing;

/// <summary>
/// Compares two models on photos. The door between the cmdlet and the decoder of photos, whose types are in the module's own load context.
/// </summary>
internal sealed class PhotoComparer : IDisposable
{
    private readonly ModelComparer _comparer;
    private readonly Preprocessor _reference;
    private readonly Preprocessor _other;

    /// <summary>Packs the weights of both models.</summary>
    public PhotoComparer(Model reference, Model other, Func<Model, PlanOptions> plan, int threads)
    {
        _reference = Of(reference);
        _other = Of(other);
        _comparer = new ModelComparer(reference, other, plan, threads);

        static Preprocessor Of(Model model) => new(model.Preprocessing, model.Architecture.Input.Height);
    }

    /// <summary>Compares the models on a photo.</summary>
    /// <exception cref="Errors.Failure">The photo cannot be read, or a model answers what is no number; the photo does not count.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public void Compare(PhotoFile photo, CancellationToken stop)
    {
        try
        {
            _reference.Load(photo.Path, _comparer.ReferenceInput, stop);
            _other.Load(photo.Path, _comparer.OtherInput, stop);
            _comparer.Compare(photo.Path, stop);
        }
        catch (Exception exception) when (exception is ImageException or NotFiniteException)
        {
            throw PhotoErrors.Of(photo.Path, exception);
        }
    }

    /// <summary>What has come of the photos.</summary>
    public ModelComparison ToComparison() => _comparer.ToComparison();

    /// <inheritdoc/>
    public void Dispose() => _comparer.Dispose();
}
