namespace AlexNet.Rendering.Tests.Browser;

/// <summary>The pages of the notebooks and all that is rendered, in a browser in light and in dark: no error, no request, nothing cut, no words on each other or hard to read.</summary>
public sealed class PageTests(Chromium browser) : IClassFixture<Chromium>
{
    private static readonly string Drawings = Path.Combine("tests", "AlexNet.Rendering.Tests", "Golden");

    public static TheoryData<string> Pages => new([
        .. Files(Path.Combine("docs", "notebooks"), "*.html"),
        .. Files("docs", "*.svg"),
        .. Files(Drawings, "*.html"),
        .. Files(Drawings, "*.svg"),
    ]);

    [ChromiumTheory]
    [MemberData(nameof(Pages))]
    public void IsAsItShouldBe(string page)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(Golden.Root, page);
        var text = File.ReadAllText(file);
        // What is for a cell of a notebook gets a page around it, one that knows of no theme.
        if (page.StartsWith(Drawings, StringComparison.Ordinal) && page.EndsWith(".html", StringComparison.Ordinal) && !text.StartsWith("<!DOCTYPE", StringComparison.Ordinal))
            file = Write(folder, $"""<!DOCTYPE html><html lang="en"><meta charset="utf-8"><body>{text}</body></html>""");
        AssertNothing(PageCheck.Findings(browser, file, "light"));
        AssertNothing(PageCheck.Findings(browser, file, "dark"));
    }

    [ChromiumTheory]
    [InlineData("""<script>throw new Error('thrown')</script>""", "script error: Error: thrown")]
    [InlineData("""<meta http-equiv="Content-Security-Policy" content="img-src data:"><img src="http://127.0.0.1:9/refused.png">""", "logged:")]
    [InlineData("""<img src="http://127.0.0.1:9/picture.png">""", "request: http://127.0.0.1:9/picture.png")]
    [InlineData("""<div style="width:900px">wide</div>""", "the page is")]
    [InlineData("""<div style="width:900px">wide</div>""", "div 'wide' reaches from")]
    [InlineData("""<div style="width:40px;overflow:hidden;white-space:nowrap">some words that are cut</div>""", "is cut: ")]
    [InlineData("""<div style="width:200px;overflow:auto"><div style="width:300px">scrolls</div></div>""", "is cut: 300 pixels wide")]
    [InlineData("""<div style="height:10px;overflow:hidden">one<br>two</div>""", "pixels high in 10")]
    [InlineData("""<svg width="50" height="20"><text x="30" y="12">outside</text></svg>""", "reaches out of its drawing")]
    [InlineData("""<svg width="90" height="20"><text x="0" y="12">one</text><text x="9" y="12">two</text></svg>""", "are on each other")]
    [InlineData("""<p style="color:#bbb">faint</p>""", "p 'faint' is hard to read")]
    [InlineData("""<svg width="90" height="20"><rect width="90" height="20" fill="#333"/><text x="5" y="12">faint</text></svg>""", "text 'faint' is hard to read")]
    public void WhatIsWrongIsFound(string body, string finding)
    {
        using var folder = new TemporaryFolder();
        var findings = PageCheck.Findings(browser, Write(folder, $"<!DOCTYPE html><body>{body}"), "light");
        Assert.Contains(findings, found => found.Contains(finding, StringComparison.Ordinal));
    }

    [ChromiumFact]
    public void TheThemeIsTheOneAskedFor()
    {
        using var folder = new TemporaryFolder();
        var file = Write(folder, "<!DOCTYPE html><style>@media (prefers-color-scheme: dark) { p { color: #bbb } }</style><p>faint in the dark</p>");
        Assert.Empty(PageCheck.Findings(browser, file, "light"));
        Assert.Single(PageCheck.Findings(browser, file, "dark"));
    }

    [ChromiumFact]
    public void NoProcessOfABrowserRemains()
    {
        if (!OperatingSystem.IsLinux()) return;
        string profile;
        using (var own = new Chromium())
        {
            profile = own.Profile;
            Assert.NotEqual(0, Processes(profile));
        }
        Assert.True(SpinWait.SpinUntil(() => Processes(profile) == 0, TimeSpan.FromSeconds(20)), "a process of the browser goes on without it");
        Assert.False(Directory.Exists(profile));

        static int Processes(string profile) => Directory.EnumerateDirectories("/proc").Count(process => CommandLine(process).Contains(profile, StringComparison.Ordinal));
    }

    // All findings, whole; Assert.Empty would cut them short.
    private static void AssertNothing(IReadOnlyList<string> findings) => Assert.True(findings.Count == 0, string.Join("\n", findings));

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // no process, or one that has just ended
        }
    }

    private static string Write(TemporaryFolder folder, string page)
    {
        var file = Path.Combine(folder.Path, "page.html");
        File.WriteAllText(file, page);
        return file;
    }

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Golden.Root, folder), pattern).Select(file => Path.GetRelativePath(Golden.Root, file)).Order(StringComparer.Ordinal);
}
