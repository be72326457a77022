using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Inspection;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Imaging;
using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Pixels;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Filters;

/// <summary>
/// The filters of a convolution as pictures, sixteen in a row, those of each device together as in the paper's figure 3: of the first layer in the colours that they
/// look for, of later ones the kernel of one input channel in the colours of signed values.
/// </summary>
public static class FilterView
{
    private const int Across = 16;
    private const double Margin = 10, Heading = 24, Between = 16;

    /// <summary>Shows filters.</summary>
    /// <param name="model">The model.</param>
    /// <param name="layer">Name of a convolution.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">The layer is no convolution of the network, or has no such channel.</exception>
    public static View Of(Model model, string layer, FilterOptions? options = null)
    {
        options ??= new FilterOptions();
        var shapes = model.Architecture.Shapes[LayerReader.IndexOf(model.Architecture, layer)];
        if (shapes.Layer is not Convolution convolution) throw new ArgumentException($"layer '{shapes.Layer.Name}' is of kind {shapes.Layer.Kind}, but only convolutions have filters", nameof(layer));
        var channels = shapes.Input.Channels / convolution.Groups;
        if (options.Channel is { } channel && (channel < 0 || channel >= channels))
            throw new ArgumentException($"'{convolution.Name}' has no input channel {channel}, but {channels}, counted from 0", nameof(options));
        var filters = new Filters(model, convolution, channels, options);
        var drawing = Draw(filters, options.Devices > 0 ? options.Devices : model.Architecture.Towers);
        return new View(drawing.Title).Add(drawing, Text(filters)).Note(filters.Scale).Note(Numbers.Shown(filters.Shown, convolution.Channels, "filters"));
    }

    private static Drawing Draw(Filters filters, int devices)
    {
        var kernel = filters.Layer.Kernel;
        var ranges = Enumerable.Range(0, devices).Select(device => ChannelRange.Share(filters.Shown, devices, device)).Where(range => !range.IsEmpty).ToList();
        // Of a layer shown in part, the filters that are shown are the first: whose they are is said of each.
        if (filters.Shown < filters.Layer.Channels) ranges = [new ChannelRange(0, filters.Shown)];
        var sheet = TileSheet.For(filters.Shown, kernel, Drawing.MaxWidth - 2 * Margin, Across);
        var width = Math.Min(Across, filters.Shown) * (sheet.Side + TileSheet.Gap) - TileSheet.Gap + 2 * Margin;
        var drawing = new Drawing(Math.Max(width, 240), 0, filters.Title);
        var y = Margin;
        foreach (var (device, range) in ranges.Index())
        {
            if (device > 0)
            {
                drawing.Add(new Line(Margin, y - Between / 2, width - Margin, y - Between / 2) { Stroke = Ink.Muted, IsDashed = true, Part = "boundary" });
                y += 4;
            }
            drawing.Write(Margin, y + 12, $"{(ranges.Count > 1 ? $"device {device}: " : "")}{filters.Layer.Name}, filters {range}", 11, Ink.Muted);
            y += Heading;
            for (var i = 0; i < range.Count; i++) sheet.Draw(drawing, filters.Image(range.First + i), i, Margin, y, $"{filters.Layer.Name} filter {range.First + i}: {filters.Range(range.First + i)}");
            y += sheet.Height(range.Count) + Between;
        }
        if (filters.ColourScale is { } scale)
        {
            scale.Draw(drawing, Margin, y, 200);
            y += 34;
        }
        drawing.EndAt(y - Between + Margin);
        return drawing;
    }

    private static string Text(Filters filters)
    {
        var table = new Table("filters", new("Filter", true), new("Least", true), new("Greatest", true), new("Norm", true));
        for (var i = 0; i < filters.Shown; i++) table.Add($"{i}", Numbers.Value(filters.Values(i).Min()), Numbers.Value(filters.Values(i).Max()), Numbers.Value(Math.Sqrt(filters.Values(i).Sum(value => (double)value * value))));
        return table.ToText();
    }

    /// <summary>The filters' weights and colours.</summary>
    private sealed class Filters
    {
        private readonly float[][] _values;
        private readonly bool _isColour, _blueFirst, _shared;
        private readonly (float Low, float High) _all;

        public Filters(Model model, Convolution layer, int channels, FilterOptions options)
        {
            Layer = layer;
            Shown = Math.Min(layer.Channels, Math.Max(1, options.MaxFilters));
            _isColour = channels == 3 && options.Channel is null;
            _blueFirst = model.Preprocessing.Channels == ChannelOrder.Bgr;
            _shared = options.SharedRange;
            var plane = layer.Kernel * layer.Kernel;
            var (first, count) = _isColour ? (0, channels * plane) : ((options.Channel ?? 0) * plane, plane);
            _values = [.. Enumerable.Range(0, Shown).Select(filter =>
            {
                var values = new float[count];
                model.Weight($"{layer.Name}.weight").CopyTo(values, (long)filter * channels * plane + first);
                return values;
            })];
            _all = (_values.Min(values => values.Min()), _values.Max(values => values.Max()));
            if (!_isColour && _shared) ColourScale = Pixels.ColourScale.For(_values.SelectMany(values => values).ToArray());
            Title = $"{layer.Channels} filters of {layer.Name}, {layer.Kernel}x{layer.Kernel}x{channels}, {model.Name}{(_isColour ? "" : $", input channel {options.Channel ?? 0} of {channels}")}{(model.IsTrained ? "" : " (untrained)")}";
        }

        public Convolution Layer { get; }

        public int Shown { get; }

        public string Title { get; }

        /// <summary>The scale that all share; null where each has its own, or colours are shown.</summary>
        public ColourScale? ColourScale { get; }

        public string Scale => _isColour
            ? _shared ? $"colours from {Numbers.Value(_all.Low)} as black to {Numbers.Value(_all.High)} as full, the same for all filters" : "colours from each filter's least weight as black to its greatest as full"
            : _shared ? $"{ColourScale}, the same for all filters" : "blue below 0, white 0, red above, each filter by its own greatest weight";

        public float[] Values(int filter) => _values[filter];

        public string Range(int filter) => $"{Numbers.Value(_values[filter].Min())} to {Numbers.Value(_values[filter].Max())}";

        public RgbImage Image(int filter)
        {
            var values = _values[filter];
            if (!_isColour) return PixelGrid.Of(values, Layer.Kernel, Layer.Kernel, ColourScale ?? Pixels.ColourScale.For(values));
            var (low, high) = _shared ? _all : (values.Min(), values.Max());
            return PixelGrid.Colours(values, Layer.Kernel, Layer.Kernel, low, high, _blueFirst);
        }
    }
}
