using AlexNet.Rendering;
using AlexNet.Rendering.Views;

namespace AlexNet.Interactive;

/// <summary>
/// Writes results of one type as one media type. Notebooks find <see cref="MimeType"/>, <see cref="Type"/> and the one method <see cref="Format"/> by their names; an overload
/// of it would make that ambiguous.
/// </summary>
public sealed class ResultFormatter
{
    private readonly Func<object, IReadOnlyList<View>> _views;
    private readonly bool _isHtml;

    private ResultFormatter(Type type, Func<object, IReadOnlyList<View>> views, bool isHtml) => (Type, _views, _isHtml) = (type, views, isHtml);

    /// <summary>What it writes.</summary>
    public Type Type { get; }

    /// <summary>As what it is written.</summary>
    public string MimeType => _isHtml ? "text/html" : "text/plain";

    /// <summary>Writes a result.</summary>
    /// <returns>True: nobody else need try.</returns>
    public bool Format(object value, TextWriter writer)
    {
        foreach (var view in _views(value)) writer.Write(_isHtml ? view.ToHtml() : view.ToText());
        return true;
    }

    /// <summary>The formatters of a type: as HTML and as plain text.</summary>
    internal static IEnumerable<ResultFormatter> Of(Type type, Func<object, IReadOnlyList<View>> views) => [new(type, views, isHtml: true), new(type, views, isHtml: false)];

    /// <summary>Views of results, neighbours of one type together.</summary>
    internal static IReadOnlyList<View> ViewsOf(IEnumerable<object> results)
    {
        List<object> all = [.. results];
        return all.Count == 0 ? [new View("no results")] : Renderer.Views(all);
    }
}
