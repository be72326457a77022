using AlexNet.Engine.Models;
using AlexNet.Imaging.Decoding;
using AlexNet.Imaging.Resizing;

namespace AlexNet.Imaging.Views;

/// <summary>
/// From an encoded photo to what a network takes, by the preprocessing of its model. A photo is decoded, turned upright, resized and cut in one stream of rows.
/// Immutable and thread-safe: one for all threads.
/// </summary>
public sealed unsafe class Preprocessor
{
    /// <summary>Number of the paper's views of one photo.</summary>
    public const int TenViews = 10;

    private readonly Preprocessing _preprocessing;
    private readonly ImageOptions _options;
    private readonly ViewGeometry _geometry;
    private readonly TensorWriter _writer;

    /// <summary>Prepares for a model.</summary>
    /// <param name="preprocessing">The model's.</param>
    /// <param name="inputSize">Height and width S of the network's input.</param>
    /// <param name="options">Bounds and the way of decoding.</param>
    /// <exception cref="ArgumentException">The preprocessing or an option cannot be meant.</exception>
    public Preprocessor(Preprocessing preprocessing, int inputSize, ImageOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(preprocessing);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputSize, 1);
        preprocessing.Validate(inputSize);
        _preprocessing = preprocessing;
        _options = (options ?? ImageOptions.Default).Validated();
        _geometry = new ViewGeometry(preprocessing, inputSize);
        _writer = new TensorWriter(preprocessing, inputSize);
        ViewLength = checked(3 * inputSize * inputSize);
    }

    /// <summary>Floats of one view: 3 x S x S.</summary>
    public int ViewLength { get; }

    /// <summary>Writes the single view of a file's photo.</summary>
    /// <param name="path">The file; it is closed before decoding begins.</param>
    /// <param name="view">[3][S][S]; left as it is when an error is thrown.</param>
    /// <param name="cancellation">Heard every few milliseconds, save by codecs that know no pause (WebP, run-length BMP).</param>
    /// <param name="picture">S x S: gets the pixels that the network sees; null where nobody looks at them.</param>
    /// <exception cref="ImageException">The file is missing, no picture, truncated, or too large.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Load(string path, Span<float> view, CancellationToken cancellation = default, RgbImage? picture = null)
    {
        using var bytes = EncodedBytes.Read(path, _options.MaximumBytes, cancellation);
        Load(bytes.Memory, path, view, cancellation, picture);
    }

    /// <summary>Writes the single view of the photo in the rest of a stream, which stays open.</summary>
    /// <inheritdoc cref="Load(ReadOnlyMemory{byte}, string, Span{float}, CancellationToken, RgbImage?)"/>
    public void Load(Stream stream, string name, Span<float> view, CancellationToken cancellation = default, RgbImage? picture = null)
    {
        using var bytes = EncodedBytes.Read(stream, name, _options.MaximumBytes, cancellation);
        Load(bytes.Memory, name, view, cancellation, picture);
    }

    /// <summary>Writes the single view of an encoded photo in memory.</summary>
    /// <inheritdoc cref="Load(string, Span{float}, CancellationToken, RgbImage?)"/>
    /// <param name="bytes">Encoded photo; not to be changed meanwhile.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="view">[3][S][S]; left as it is when an error is thrown.</param>
    /// <param name="cancellation">Heard every few milliseconds, save by codecs that know no pause (WebP, run-length BMP).</param>
    /// <param name="picture">S x S: gets the pixels that the network sees; null where nobody looks at them.</param>
    public void Load(ReadOnlyMemory<byte> bytes, string name, Span<float> view, CancellationToken cancellation = default, RgbImage? picture = null)
    {
        RequireLength(view, 1);
        if (picture is not null && picture.Pixels.Length != ViewLength) throw new ArgumentException($"found a picture of {picture.Width}x{picture.Height}, but the view has {ViewLength / 3} pixels", nameof(picture));
        using var image = Open(bytes, name, _geometry.ShortSide);
        var region = _geometry.CentreView(image.FullWidth, image.FullHeight);
        using var pixels = Resize(image, region, cancellation);
        var patch = _geometry.Patch(image.FullWidth, image.FullHeight);
        _writer.Write(pixels, 0, 0, (int)(region.Left - patch.Left), (int)(region.Top - patch.Top), view);
        if (picture is not null) PixelRows.Drop(pixels.Pixels, picture.Pixels);
    }

    /// <summary>Writes the ten views of a file's photo, as <see cref="LoadTenViews(ReadOnlyMemory{byte}, string, Span{float}, CancellationToken)"/> does.</summary>
    /// <inheritdoc cref="Load(string, Span{float}, CancellationToken, RgbImage?)"/>
    public void LoadTenViews(string path, Span<float> views, CancellationToken cancellation = default)
    {
        using var bytes = EncodedBytes.Read(path, _options.MaximumBytes, cancellation);
        LoadTenViews(bytes.Memory, path, views, cancellation);
    }

    /// <summary>Writes the ten views of the photo in the rest of a stream, which stays open.</summary>
    /// <inheritdoc cref="Load(string, Span{float}, CancellationToken, RgbImage?)"/>
    public void LoadTenViews(Stream stream, string name, Span<float> views, CancellationToken cancellation = default)
    {
        using var bytes = EncodedBytes.Read(stream, name, _options.MaximumBytes, cancellation);
        LoadTenViews(bytes.Memory, name, views, cancellation);
    }

    /// <summary>
    /// Writes the ten views whose answers are averaged (paper, section 4.1): top left, top right, bottom left, bottom right and centre of the central square of
    /// <see cref="Preprocessing.ResizeTo"/> pixels, then the mirror images of these five.
    /// </summary>
    /// <param name="bytes">Encoded photo; not to be changed meanwhile.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="views">[10][3][S][S]; left as it is when an error is thrown.</param>
    /// <param name="cancellation">Heard every few milliseconds, save by codecs that know no pause (WebP, run-length BMP).</param>
    /// <exception cref="ImageException">It is no picture, truncated, or too large.</exception>
    /// <exception cref="InvalidOperationException">The model resizes to its input's own size, so that there are no corners to cut.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks>
    /// A model that squashes photos to its input (<see cref="ResizeMode.Squash"/>) gets them squashed to ResizeTo here, where that is larger; its centre view then
    /// is not its single view.
    /// </remarks>
    public void LoadTenViews(ReadOnlyMemory<byte> bytes, string name, Span<float> views, CancellationToken cancellation = default)
    {
        RequireLength(views, TenViews);
        if (!_geometry.HasMargin)
            throw new InvalidOperationException($"ten views need a margin around the network's input, but the model resizes photos to {_preprocessing.ResizeTo} pixels, "
                + "no more than the input has; use the single view, or a model whose preprocessing has a larger ResizeTo");
        using var image = Open(bytes, name, _preprocessing.ResizeTo);
        using var pixels = Resize(image, _geometry.Patch(image.FullWidth, image.FullHeight), cancellation);
        var places = _geometry.CornersAndCentre(image.FullWidth, image.FullHeight);
        for (var i = 0; i < places.Length; i++)
        {
            var (left, top) = places[i];
            var view = views.Slice(i * ViewLength, ViewLength);
            _writer.Write(pixels, left, top, left, top, view);
            _writer.Mirror(view, views.Slice((places.Length + i) * ViewLength, ViewLength));
        }
    }

    private EncodedImage Open(ReadOnlyMemory<byte> bytes, string name, int shortSide)
    {
        var image = new EncodedImage(bytes, name, _options);
        // Twice the pixels that are needed: the codec's reduction is a plain block average, and our filter does the last halving.
        if (_options.ReducedDecoding) image.Reduce(2 * shortSide);
        return image;
    }

    private static PixelBuffer Resize(EncodedImage image, ResizedRegion region, CancellationToken cancellation)
    {
        using var resampler = new RegionResampler(image.Width, image.Height, image.ExtentX, image.ExtentY, region);
        image.Decode(resampler, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return resampler.Finish();
    }

    private void RequireLength(Span<float> views, int count)
    {
        if (views.Length != count * ViewLength)
            throw new ArgumentException($"found room for {views.Length} floats, but needs {count * ViewLength}", nameof(views));
    }
}
