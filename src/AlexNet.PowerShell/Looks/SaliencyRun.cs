using System.Management.Automation;
using AlexNet.Engine.Inspection.Saliency;
using AlexNet.Engine.Models;
using AlexNet.Imaging;
using AlexNet.Imaging.Views;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Photos;

namespace AlexNet.PowerShell.Looks;

/// <summary>Photos through a network and back. The door between the cmdlet and what reads photos, whose types are in the module's own load context.</summary>
internal sealed class SaliencyRun : IDisposable
{
    private readonly SaliencyReader _reader;
    private readonly Preprocessor _preprocessor;
    private readonly int _side;

    /// <summary>Makes the network ready.</summary>
    /// <exception cref="Failure">The options do not fit the network.</exception>
    public SaliencyRun(Model model, SaliencyOptions options, int threads)
    {
        if (options.Layer is { } layer) FeatureRun.RequireLayer(model, layer);
        try
        {
            _reader = new SaliencyReader(model, options, threads);
        }
        catch (ArgumentException exception)
        {
            throw new Failure(ErrorIds.SaliencyOptionInvalid, ErrorCategory.InvalidArgument, options.Layer, $"{char.ToUpperInvariant(exception.Message[0])}{exception.Message[1..]}.", "Get-Help Get-AlexNetSaliency says which parameters go with which method.", exception);
        }
        (_preprocessor, _side) = (FeatureRun.Of(model), model.Architecture.Input.Height);
    }

    /// <summary>Where the network looks on a photo.</summary>
    /// <param name="photo">The photo.</param>
    /// <param name="classIndex">The class; null for the likeliest.</param>
    /// <param name="overlay">How it is to be drawn.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="Failure">The photo cannot be used, or an output is not a number.</exception>
    public SaliencyMap Read(PhotoInput photo, int? classIndex, SaliencyOverlay overlay, CancellationToken stop) => FeatureRun.Guard(photo, () =>
    {
        var picture = new RgbImage(_side, _side, new byte[3 * _side * _side]);
        photo.Load(_preprocessor, _reader.Input, stop, picture);
        return _reader.Read(classIndex, stop) with { Path = photo.Name, PSPath = photo.PSPath, Photo = picture.Pixels, PhotoSide = _side, Overlay = overlay };
    });

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();
}
