using System.Globalization;
using System.Text;
using AlexNet.Engine.Training;
using AlexNet.Models.Safetensors;

namespace AlexNet.Models.Training;

/// <summary>The learning curve as an SVG picture: above the errors, below the loss, epoch by epoch; training black, validation red, and a tick where the rate changed tenfold.</summary>
public static class LearningCurve
{
    private const int Width = 640, PlotWidth = 560, PlotHeight = 170, Left = 56, Top = 28, Gap = 58;

    /// <summary>Writes the picture beside its target and renames it.</summary>
    /// <exception cref="ModelFileException">It cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<EpochResult> epochs)
    {
        var bytes = Encoding.UTF8.GetBytes(Draw(epochs));
        try
        {
            AtomicFile.Write(Path.GetFullPath(path), bytes.Length, overwrite: true, stream => stream.Write(bytes));
        }
        catch (RefusedException exception)
        {
            throw exception.In(path);
        }
    }

    /// <summary>The picture's text.</summary>
    public static string Draw(IReadOnlyList<EpochResult> epochs)
    {
        var height = Top + 2 * PlotHeight + Gap + 40;
        var svg = new StringBuilder(FormattableString.Invariant($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" font-family="sans-serif" font-size="11">"""));
        svg.Append("<title>Learning curve</title><rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
        Plot(svg, Top, "error", 0, 1, epochs,
            new Line("training, top 1", "black", "", epoch => epoch.Top1Error), new Line("top 5", "black", "4 3", epoch => epoch.Top5Error),
            new Line("validation, top 1", "#c00", "", epoch => epoch.ValidationTop1Error), new Line("top 5", "#c00", "4 3", epoch => epoch.ValidationTop5Error));
        var most = epochs.SelectMany(epoch => new[] { epoch.Loss, epoch.ValidationLoss ?? 0 }).DefaultIfEmpty(1).Max();
        Plot(svg, Top + PlotHeight + Gap, "loss (nats)", 0, Ceiling(most), epochs,
            new Line("training", "black", "", epoch => epoch.Loss), new Line("validation", "#c00", "", epoch => epoch.ValidationLoss));
        Text(svg, Left + PlotWidth / 2.0, height - 8, "epoch", "middle");
        return svg.Append("</svg>\n").ToString();
    }

    private sealed record Line(string Name, string Colour, string Dashes, Func<EpochResult, double?> Value);

    private static void Plot(StringBuilder svg, double top, string title, double least, double most, IReadOnlyList<EpochResult> epochs, params Line[] lines)
    {
        var last = Math.Max(2, epochs.Count == 0 ? 2 : epochs[^1].Epoch);
        double X(double epoch) => Left + (epoch - 1) / (last - 1) * PlotWidth;
        double Y(double value) => top + PlotHeight - (value - least) / (most - least) * PlotHeight;
        svg.Append(Invariant($"<rect x=\"{Left}\" y=\"{top}\" width=\"{PlotWidth}\" height=\"{PlotHeight}\" fill=\"none\" stroke=\"#888\"/>"));
        Text(svg, Left, top - 14, title, "start", bold: true);
        for (var i = 0; i <= 4; i++)
        {
            var value = least + (most - least) * i / 4;
            svg.Append(Invariant($"<path d=\"M{Left} {Y(value):0.#}h{PlotWidth}\" stroke=\"#ddd\"/>"));
            Text(svg, Left - 6, Y(value) + 4, value.ToString("0.##", CultureInfo.InvariantCulture), "end");
        }
        var step = Math.Max(1, (int)Math.Ceiling(last / 12.0));
        for (var epoch = 1; epoch <= last; epoch += step) Text(svg, X(epoch), top + PlotHeight + 14, epoch.ToString(CultureInfo.InvariantCulture), "middle");
        for (var i = 1; i < epochs.Count; i++)
            if (epochs[i].LearningRate > 0 && epochs[i - 1].LearningRate / epochs[i].LearningRate is >= 5)
                svg.Append(Invariant($"<path d=\"M{X(epochs[i].Epoch - 0.5):0.#} {top}v{PlotHeight}\" stroke=\"#39c\" stroke-dasharray=\"2 3\"><title>rate {epochs[i].LearningRate}</title></path>"));
        var legend = Left + 60.0;
        foreach (var line in lines)
        {
            var points = epochs.Where(epoch => line.Value(epoch) is not null).Select(epoch => Invariant($"{X(epoch.Epoch):0.#},{Y(Math.Clamp(line.Value(epoch)!.Value, least, most)):0.#}")).ToList();
            if (points.Count == 0) continue;
            var dashes = line.Dashes.Length > 0 ? $" stroke-dasharray=\"{line.Dashes}\"" : "";
            svg.Append($"<polyline points=\"{string.Join(' ', points)}\" fill=\"none\" stroke=\"{line.Colour}\" stroke-width=\"1.5\"{dashes}/>");
            svg.Append(Invariant($"<path d=\"M{legend} {top - 18}h18\" stroke=\"{line.Colour}\" stroke-width=\"1.5\"{dashes}/>"));
            Text(svg, legend + 22, top - 14, line.Name, "start");
            legend += 40 + 6.2 * line.Name.Length;
        }
    }

    private static void Text(StringBuilder svg, double x, double y, string text, string anchor, bool bold = false) =>
        svg.Append(Invariant($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\"{(bold ? " font-weight=\"bold\"" : "")}>{text}</text>"));

    /// <summary>1, 2 or 5 times a power of ten, not below the value.</summary>
    private static double Ceiling(double value)
    {
        if (!(value > 0) || double.IsInfinity(value)) return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return new[] { 1, 2, 5, 10 }.Select(factor => factor * power).First(most => most >= value);
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
