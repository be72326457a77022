using AlexNet.Rendering;
using AlexNet.Rendering.Views;
using Microsoft.DotNet.Interactive.Formatting;

namespace AlexNet.Interactive;

/// <summary>
/// AlexNet's results in .NET Interactive and Polyglot notebooks. Nothing of the notebook itself is needed to compile this, only the package that formats: what shows and
/// replaces an output is given to <see cref="Load"/> by extension.dib, which the notebook compiles.
/// </summary>
public static class Notebook
{
    private static Func<View, Action<View>>? _show;

    /// <summary>
    /// Registers a formatter for every type of result, and for sequences of it, as text/html and text/plain. Registered by hand they count in PowerShell cells too, which
    /// pass by what attributes declare.
    /// </summary>
    /// <param name="show">Shows a view in the output of the running cell and gives what replaces it; null where nothing can be replaced.</param>
    /// <returns>A greeting with a first command.</returns>
    public static View Load(Func<View, Action<View>>? show = null)
    {
        _show = show ?? _show;
        // The module AlexNet, where a PowerShell cell has imported it, shows those of one type together, though such cells show each by itself.
        var registered = Formatter.RegisteredFormatters(includeDefaults: false).Select(formatter => formatter.Type).ToHashSet();
        foreach (var type in Renderer.ResultTypes)
        {
            if (!registered.Contains(type)) Register(type, result => Renderer.Views([result]));
            Register(typeof(IEnumerable<>).MakeGenericType(type), results => ResultFormatter.ViewsOf((IEnumerable<object>)results));
        }
        Register(typeof(View), view => [(View)view]);
        return Banner.View();
    }

    /// <summary>Shows results while they come: all so far, drawn anew after each, as a curve that grows. Passes them on.</summary>
    /// <param name="results">Results of one type, such as the epochs of a training.</param>
    public static IEnumerable<T> Watch<T>(IEnumerable<T> results) where T : notnull
    {
        ArgumentNullException.ThrowIfNull(results);
        return Watched();

        IEnumerable<T> Watched()
        {
            var display = new LiveDisplay(_show);
            var all = new List<object>();
            foreach (var result in results)
            {
                all.Add(result);
                display.Show(Renderer.Views(all)[0]);
                yield return result;
            }
        }
    }

    /// <summary>A bar that moves with what is reported to it, five times a second at most.</summary>
    /// <param name="title">What is done.</param>
    public static ProgressDisplay Progress(string title) => new(title, new LiveDisplay(_show));

    private static void Register(Type type, Func<object, IReadOnlyList<View>> views)
    {
        var formatters = ResultFormatter.Of(type, views).ToList();
        foreach (var formatter in formatters) Formatter.Register(type, (value, writer) => formatter.Format(value, writer), formatter.MimeType);
        // Else a notebook asks for HTML alone, and who exports it as text gets nothing.
        Formatter.SetPreferredMimeTypesFor(type, [.. formatters.Select(formatter => formatter.MimeType)]);
    }
}
