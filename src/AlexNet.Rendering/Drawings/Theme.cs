using System.Text;

namespace AlexNet.Rendering.Drawings;

/// <summary>The style sheet that gives inks their colours: a notebook's own where it names them, else by the theme of the notebook, else by that of the reader. The ground is ours too: who shows it may not know of themes.</summary>
internal static class Theme
{
    /// <summary>Class of the element that everything of ours is in.</summary>
    public const string Root = "axn";

    private const string Fonts = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

    // What is not a drawing. Figures stand under each other digit by digit. The class is named twice where Jupyter's own rule for cells of tables, to the right with all of them, would win over once.
    private const string Pages =
        $".{Root} table{{border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums;margin:8px 0}}" +
        $".{Root}.{Root} th,.{Root}.{Root} td{{padding:2px 6px;border:0;border-bottom:1px solid var(--axn-rule);text-align:left;color:inherit;background:none}}" +
        $".{Root}.{Root} .n{{text-align:right}}.{Root}.{Root} td.n{{white-space:nowrap}}.{Root} tfoot td{{font-weight:600}}.{Root} .wide{{overflow-x:auto}}.{Root} .note{{color:var(--axn-muted);font-size:13px;margin:4px 0}}" +
        $".{Root} h1{{font-size:22px}}.{Root} h2{{font-size:16px;margin:20px 0 6px}}.{Root} svg{{display:block;margin:6px 0}}\n";

    /// <summary>The inks that a page uses besides those of its drawings.</summary>
    public static IReadOnlyList<Ink> PageInks { get; } = [Ink.Text, Ink.Muted, Ink.Ground, Ink.Rule];

    /// <summary>The class of a surface.</summary>
    public static string? Fill(Ink? ink) => ink?.Name is { } name ? $"axn-f-{name}" : null;

    /// <summary>The class of an edge.</summary>
    public static string? Stroke(Ink? ink) => ink?.Name is { } name ? $"axn-s-{name}" : null;

    /// <summary>The style sheet of a page or fragment.</summary>
    public static string Page(IEnumerable<Ink> inks)
    {
        var used = Used(inks.Concat(PageInks));
        var css = Colours(used);
        // Jupyter Notebook 6 has no dark theme, whatever the reader has else.
        css.Append($".vscode-light .{Root},.notebook_app .{Root},[data-jp-theme-light=true] .{Root}{{{Values(used, ink => ink.Light)}}}\n");
        css.Append($".vscode-dark .{Root},[data-jp-theme-light=false] .{Root}{{{Values(used, ink => ink.Dark)}}}\n");
        return css.Append($".{Root}{{color:var(--axn-text);background:var(--axn-ground);font-family:{Fonts};line-height:1.4}}\n").Append(Pages).ToString();
    }

    /// <summary>The style sheet of a drawing that is a file of its own.</summary>
    public static string Drawing(IEnumerable<Ink> inks) => Colours(Used(inks)).ToString();

    private static StringBuilder Colours(IReadOnlyList<Ink> inks)
    {
        var css = new StringBuilder($"\n.{Root}{{{Values(inks, ink => ink.Light)}}}\n");
        css.Append($"@media(prefers-color-scheme:dark){{.{Root}{{{Values(inks, ink => ink.Dark)}}}}}\n");
        foreach (var ink in inks) css.Append($".axn-f-{ink.Name}{{fill:var(--axn-{ink.Name})}}.axn-s-{ink.Name}{{stroke:var(--axn-{ink.Name})}}");
        return css.Append('\n');
    }

    private static string Values(IReadOnlyList<Ink> inks, Func<Ink, Colour> colour) =>
        string.Concat(inks.Select(ink => $"--axn-{ink.Name}:{ink.Host.Reverse().Aggregate($"{colour(ink)}", (value, host) => $"var({host},{value})")};"));

    private static List<Ink> Used(IEnumerable<Ink> inks) => [.. inks.Where(ink => ink.Name is not null).DistinctBy(ink => ink.Name).OrderBy(ink => ink.Name, StringComparer.Ordinal)];
}
