using System.Management.Automation;
using AlexNet.Engine.Inference;
using AlexNet.Rendering;
using AlexNet.Rendering.Views;

namespace AlexNet.PowerShell.Looks;

/// <summary>How a report was asked for.</summary>
internal sealed record ReportSettings(string? Title, int MaxItems, bool LabelFromFolder, bool OnlyMistakes, bool ScaleEach, double? PeakGigaflops);

/// <summary>Results as one page. The door between the cmdlets and what draws.</summary>
internal sealed class Report(ReportSettings settings, CancellationToken stop)
{
    private const string UsualTitle = "AlexNet";

    private readonly List<object> _results = [];

    /// <summary>Adds a result.</summary>
    public void Add(PSObject result) => _results.Add(result.BaseObject is PSCustomObject ? result : result.BaseObject);

    /// <summary>Whether nothing was added.</summary>
    public bool IsEmpty => _results.Count == 0;

    /// <summary>The page; neighbours of one type are shown together.</summary>
    /// <param name="asFragment">Whether only an element is wanted, for a page of somebody else's.</param>
    public string ToHtml(bool asFragment)
    {
        var views = Views().ToList();
        var title = settings.Title ?? (views.Count == 1 ? views[0].Title : UsualTitle);
        return asFragment ? string.Concat(views.Select(view => view.ToHtml())) : HtmlPage.Write(title, views);
    }

    private IEnumerable<View> Views()
    {
        var options = new RenderOptions
        {
            MaxItems = settings.MaxItems,
            OnlyMistakes = settings.OnlyMistakes,
            ScaleEach = settings.ScaleEach,
            PeakGigaflops = settings.PeakGigaflops,
            TrueLabel = settings.LabelFromFolder ? FolderOf : _ => null,
            Cancellation = stop,
        };
        for (var first = 0; first < _results.Count;)
        {
            var kind = Kind(_results[first]);
            var alike = _results.Skip(first).TakeWhile(result => Kind(result) == kind).ToList();
            first += alike.Count;
            foreach (var view in ViewsOf(alike, options)) yield return view;
        }
    }

    private static IEnumerable<View> ViewsOf(IReadOnlyList<object> results, RenderOptions options) => results[0] switch
    {
        // Words between results are headings.
        string => results.Select(text => new View((string)text)),
        PSObject first => [PropertiesView.Of(NameOf(first), [.. results.Cast<PSObject>().Select(Properties)], options)],
        _ => Renderer.Views(results, options),
    };

    // [pscustomobject] alone says nothing; PSTypeName among its properties does.
    private static string? NameOf(PSObject custom) => custom.TypeNames.FirstOrDefault()?.Split('.')[^1] is { } name && name != nameof(PSCustomObject) ? name : null;

    private static (string, object?)[] Properties(PSObject result) => [.. result.Properties.Where(property => property.IsGettable).Select(property => (property.Name, Value(property)))];

    private static object? Value(PSPropertyInfo property)
    {
        try
        {
            return property.Value is PSObject wrapped ? wrapped.BaseObject : property.Value;
        }
        catch (GetValueException)
        {
            return null;
        }
    }

    private static string? FolderOf(Classification answer) => Path.GetFileName(Path.GetDirectoryName(answer.Path)) is { Length: > 0 } folder ? folder : null;

    private static string Kind(object result) => result is PSObject custom ? string.Join(';', custom.TypeNames) : result.GetType().FullName!;
}
