using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Markup;

namespace AlexNet.Rendering.Views;

/// <summary>Views as one HTML page that needs nothing else: style and pictures are in it, there is no script, and nothing is fetched.</summary>
public static class HtmlPage
{
    // Nothing may be fetched even if something of ours went wrong: a browser that reads this refuses.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    /// <summary>The page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="views">What is on it, in order.</param>
    public static string Write(string title, IReadOnlyList<View> views)
    {
        var markup = new MarkupWriter();
        markup.Raw("<!DOCTYPE html>\n").Open("html", ("lang", "en")).Break().Open("head").Break();
        markup.Empty("meta", ("charset", "utf-8")).Break().Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy)).Break();
        markup.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1")).Break().Empty("meta", ("name", "color-scheme"), ("content", "light dark")).Break();
        markup.Leaf("title", title).Break().Close();
        // Ground to the window's edge.
        markup.Open("body", ("class", Theme.Root), ("style", "margin:0 auto;padding:16px;max-width:840px")).Break();
        markup.Leaf("h1", title).Break();
        Write(markup, views, title);
        return markup.Close().Close().ToString();
    }

    /// <summary>The views in an element of their own, with their style sheet.</summary>
    /// <param name="markup">Takes it.</param>
    /// <param name="views">The views.</param>
    /// <param name="title">What has been said already, and is not said again.</param>
    internal static void Write(MarkupWriter markup, IReadOnlyList<View> views, string? title = null)
    {
        markup.Open("div", ("class", Theme.Root)).Break();
        markup.Raw("<style>").Raw(Theme.Page(views.SelectMany(view => view.Drawings).SelectMany(SvgWriter.Inks))).Raw("</style>\n");
        foreach (var view in views) view.Write(markup, withTitle: view.Title != title);
        markup.Close();
    }
}
