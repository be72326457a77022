using System.Management.Automation;
using System.Text;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Inspection;
using AlexNet.Engine.Inspection.Saliency;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Files;
using AlexNet.Rendering;
using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Features;
using AlexNet.Rendering.Filters;
using AlexNet.Rendering.Networks;
using AlexNet.Rendering.Pixels;
using AlexNet.Rendering.Views;

namespace AlexNet.PowerShell.Looks;

/// <summary>What a Show cmdlet shows. The door between the cmdlets and what draws, whose types are in the module's own load context.</summary>
internal sealed class Picture
{
    /// <summary>What a picture's file may end in.</summary>
    public static readonly IReadOnlyList<string> Formats = [".svg", ".png", ".html"];

    private readonly View _view;

    private Picture(View view) => _view = view;

    /// <summary>What it shows.</summary>
    public string Title => _view.Title;

    /// <summary>A network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="devices">Devices it is cut over; 0 for as many as it has towers.</param>
    /// <exception cref="Failure">It cannot be cut so.</exception>
    public static Picture Network(Architecture network, int devices) => Guard(ErrorIds.NetworkNotPartitionable, network.Name, "Use fewer devices, or another network.", () => NetworkView.Of(network, devices));

    /// <summary>A convolution's filters.</summary>
    /// <exception cref="Failure">The layer is no convolution, or has no such channel.</exception>
    public static Picture Filters(Model model, string layer, int most, int? channel, bool sharedRange) =>
        Guard(ErrorIds.FilterNotFound, layer, $"The convolutions are {string.Join(", ", model.Architecture.Layers.OfType<Convolution>().Select(each => each.Name))}.",
            () => FilterView.Of(model, layer, new FilterOptions { MaxFilters = most, Channel = channel, SharedRange = sharedRange }));

    /// <summary>A layer's outputs for a photo.</summary>
    public static Picture FeatureMaps(LayerOutput output, int most, bool scaleEach, CancellationToken cancellation) =>
        new(Renderer.View(output, new RenderOptions { MaxItems = most, ScaleEach = scaleEach, Cancellation = cancellation }));

    /// <summary>Where a network looks.</summary>
    public static Picture Of(SaliencyMap map, CancellationToken cancellation) => new(Renderer.View(map, new RenderOptions { Cancellation = cancellation }));

    /// <summary>How one output comes about: window times kernel, or as a part of a matrix product.</summary>
    public static Picture Output(OutputPixel pixel, bool asMatrix) => new(asMatrix ? Im2ColView.Of(pixel) : OutputPixelView.Of(pixel));

    /// <summary>The picture itself, for what knows how to show it.</summary>
    public object View => _view;

    /// <summary>The picture as a part of a page of somebody else's.</summary>
    public string ToHtml() => _view.ToHtml();

    /// <summary>The picture as a file.</summary>
    /// <param name="extension">One of <see cref="Formats"/>.</param>
    /// <param name="isDark">Whether pixels are painted on dark ground; SVG and HTML follow the reader's theme.</param>
    /// <exception cref="Failure">It would have too many pixels.</exception>
    public byte[] Encode(string extension, bool isDark) => extension switch
    {
        ".svg" => Encoding.UTF8.GetBytes(SvgWriter.Document(Drawing)),
        ".png" => Png(isDark),
        _ => Encoding.UTF8.GetBytes(HtmlPage.Write(_view.Title, [_view])),
    };

    /// <summary>For a terminal: tiles as coloured half blocks where it has colours and the picture is made of tiles, else words.</summary>
    /// <param name="columns">Character cells in a line.</param>
    /// <param name="hasColours">Whether the terminal shows them.</param>
    public string ToText(int columns, bool hasColours)
    {
        List<Imaging.RgbImage> tiles = [.. Drawing.Shapes.OfType<Rendering.Drawings.Picture>().Where(shape => shape.Part == "tile").Select(shape => shape.Image)];
        if (!hasColours || tiles.Count == 0) return _view.ToText();
        return $"{_view.Title}\n{HalfBlocks.DrawTiles(tiles, columns)}{string.Join('\n', _view.Notes)}\n";
    }

    private Drawing Drawing => _view.Drawings.First();

    private byte[] Png(bool isDark)
    {
        try
        {
            return Painter.Png(Drawing, isDark: isDark);
        }
        catch (ArgumentException exception)
        {
            throw new Failure(ErrorIds.PictureTooLarge, ErrorCategory.LimitsExceeded, _view.Title, exception.Message, "Ask for fewer with -MaxItem, or write .svg.", exception);
        }
    }

    private static Picture Guard(string id, string target, string advice, Func<View> draw)
    {
        try
        {
            return new Picture(draw());
        }
        catch (ArgumentException exception)
        {
            throw new Failure(id, ErrorCategory.InvalidArgument, target, $"{exception.Message.Split(" (Parameter", 2)[0]}.", advice, exception);
        }
    }
}
