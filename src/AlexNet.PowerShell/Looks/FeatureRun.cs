using System.Management.Automation;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Inference.Planning;
using AlexNet.Engine.Inspection;
using AlexNet.Engine.Models;
using AlexNet.Imaging.Views;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Photos;

namespace AlexNet.PowerShell.Looks;

/// <summary>
/// Photos through a network up to one layer. The door between the cmdlets and what reads photos, whose types are in the module's own load context.
/// </summary>
internal sealed class FeatureRun : IDisposable
{
    private readonly Model _model;
    private readonly LayerReader _reader;
    private readonly Preprocessor _preprocessor;

    /// <summary>Packs the weights up to the layer.</summary>
    /// <exception cref="Failure">The network has no such layer.</exception>
    public FeatureRun(Model model, string layer, int threads = 0, PlanOptions? options = null)
    {
        RequireLayer(model, layer);
        (_model, _reader, _preprocessor) = (model, new LayerReader(model, layer, threads, options), Of(model));
    }

    /// <summary>What turns photos into a model's input.</summary>
    public static Preprocessor Of(Model model) => new(model.Preprocessing, model.Architecture.Input.Height);

    /// <summary>Refuses a layer that a network has not.</summary>
    /// <exception cref="Failure">It has not.</exception>
    public static void RequireLayer(Model model, string layer)
    {
        var names = model.Architecture.Layers.Select(each => each.Name).ToList();
        if (!names.Contains(layer, StringComparer.OrdinalIgnoreCase))
            throw new Failure(ErrorIds.LayerNotFound, ErrorCategory.InvalidArgument, layer, $"The network '{model.Architecture.Name}' has no layer '{layer}'.", $"Its layers are {string.Join(", ", names)}.");
    }

    /// <summary>A layer's outputs for a photo.</summary>
    /// <param name="photo">The photo.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="Failure">The photo cannot be used, or an output is not a number.</exception>
    public LayerOutput Read(PhotoInput photo, CancellationToken stop)
    {
        var values = Guard(photo, () =>
        {
            photo.Load(_preprocessor, _reader.Input, stop);
            return _reader.Read(stop);
        });
        return new LayerOutput { Path = photo.Name, PSPath = photo.PSPath, Model = _model.Name, Layer = _reader.Layer, Kind = _reader.Kind, Shape = _reader.Shape, Values = values };
    }

    /// <summary>One output of a convolution, taken apart.</summary>
    /// <exception cref="Failure">The layer is no convolution, has no such output, or the photo cannot be used.</exception>
    public static OutputPixel Explain(Model model, string layer, PhotoInput photo, int map, int row, int column, CancellationToken stop)
    {
        RequireLayer(model, layer);
        var index = LayerReader.IndexOf(model.Architecture, layer);
        var input = new float[model.Architecture.Input.Count];
        if (index == 0) Guard(photo, () => photo.Load(Of(model), input, stop));
        else
        {
            using var before = new FeatureRun(model, model.Architecture.Layers[index - 1].Name);
            input = before.Read(photo, stop).Values;
        }
        try
        {
            return OutputPixel.Of(model, layer, input, map, row, column);
        }
        catch (ArgumentException exception)
        {
            throw new Failure(ErrorIds.OutputNotFound, ErrorCategory.InvalidArgument, layer, $"{exception.Message.Split(" (Parameter", 2)[0]}.", "Get-AlexNetLayer lists the layers and their shapes.", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    /// <summary>What goes wrong with a photo, in PowerShell's terms.</summary>
    public static T Guard<T>(PhotoInput photo, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (NotFiniteException exception)
        {
            throw new Failure(ErrorIds.OutputNotFinite, ErrorCategory.InvalidResult, photo.Name, $"'{photo.Name}': {exception.Message}.", "Try another model.", exception);
        }
        catch (IOException exception)
        {
            throw PhotoErrors.Of(photo.Name, exception);
        }
    }

    private static void Guard(PhotoInput photo, Action work) => Guard(photo, () =>
    {
        work();
        return true;
    });
}
