using AlexNet.Engine.Devices;
using AlexNet.Engine.Devices.Timelines;
using AlexNet.Engine.Inference.Planning;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Imaging;
using AlexNet.Imaging.Classification;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Photos;

/// <summary>How the cmdlet was asked to classify.</summary>
internal sealed record ClassifierSettings(int Top, int BatchSize, bool TenView, int DecoderThreads, int ComputeThreads, bool ReducedDecoding, PlanOptions Plan, DeviceOptions? Devices, bool LayerTimes);

/// <summary>
/// The one door between the cmdlet and the classifier, whose types are in the module's own load context: no field or parameter of a cmdlet may name them.
/// Everything here is called by the pipeline's thread, save <see cref="Create"/>.
/// </summary>
internal sealed class ClassifierRun : IDisposable
{
    private readonly PhotoClassifier _classifier;
    private readonly Action<Engine.Inference.Classification> _write;
    private readonly Action<Failure> _fail;

    private ClassifierRun(PhotoClassifier classifier, Action<Engine.Inference.Classification> write, Action<Failure> fail) =>
        (_classifier, _write, _fail) = (classifier, write, fail);

    /// <summary>Packs the weights and starts the threads.</summary>
    /// <param name="model">Who answers.</param>
    /// <param name="settings">How.</param>
    /// <param name="write">Takes each answer, in the order of the photos.</param>
    /// <param name="fail">Takes each photo's failure, in its place.</param>
    /// <exception cref="Failure">The settings do not fit the model.</exception>
    public static ClassifierRun Create(Model model, ClassifierSettings settings, Action<Engine.Inference.Classification> write, Action<Failure> fail)
    {
        var options = new ClassifierOptions
        {
            Top = settings.Top,
            BatchSize = settings.BatchSize,
            TenView = settings.TenView,
            DecoderThreads = settings.DecoderThreads,
            Threads = settings.ComputeThreads,
            Plan = settings.Plan,
            Devices = settings.Devices,
            LayerTimes = settings.LayerTimes,
            Images = ImageOptions.Default with { ReducedDecoding = settings.ReducedDecoding },
        };
        try
        {
            return new ClassifierRun(new PhotoClassifier(model, options), write, fail);
        }
        catch (DeviceException exception)
        {
            throw new Failure(ErrorIds.DeviceFailed, System.Management.Automation.ErrorCategory.DeviceError, exception.Device, $"The {exception.Message}", "Use devices of kind Thread, or see what the message says.", exception);
        }
        catch (ShapeException exception)
        {
            throw new Failure(ErrorIds.NetworkNotPartitionable, System.Management.Automation.ErrorCategory.InvalidArgument, model.Name, exception.Message, "Use fewer devices, or another model.", exception);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            throw new Failure(ErrorIds.ClassificationOptionInvalid, System.Management.Automation.ErrorCategory.InvalidArgument, model.Name, exception.Message, "Change the option that the message names, or use another model.", exception);
        }
    }

    /// <summary>What the devices did; null unless that was asked for.</summary>
    public Timeline? Timeline => _classifier.Timeline;

    /// <summary>How long each layer took, a line each; none unless that was asked for. To be read after <see cref="Finish"/>.</summary>
    public IEnumerable<string> LayerTimes => _classifier.LayerTimes?.Select(time => time.ToString()) ?? [];

    /// <summary>Photos added that have no answer yet.</summary>
    public int Pending => _classifier.Pending;

    /// <summary>Adds a photo. A stream is read later and stays open.</summary>
    public void Add(PhotoInput photo, CancellationToken cancellation) => Add(photo.Content switch
    {
        byte[] bytes => PhotoSource.Bytes(bytes, photo.Name),
        Stream stream => PhotoSource.Stream(stream, photo.Name),
        _ => PhotoSource.File(photo.Name, photo.PSPath),
    }, cancellation);

    /// <summary>Hands over the answers that are left, waiting for them.</summary>
    public void Finish(CancellationToken cancellation)
    {
        foreach (var result in _classifier.TakeAll(cancellation)) HandOver(result);
    }

    /// <inheritdoc/>
    public void Dispose() => _classifier.Dispose();

    private void Add(PhotoSource photo, CancellationToken cancellation)
    {
        while (_classifier.TryTake(out var result)) HandOver(result);
        _classifier.Add(photo, cancellation);
    }

    private void HandOver(PhotoResult result)
    {
        if (result.Classification is { } classification) _write(classification);
        else _fail(PhotoErrors.Of(result.Source.Name, result.Error!));
    }
}
