using System.Text.Json.Nodes;

namespace AlexNet.Rendering.Tests.Browser;

/// <summary>Shows a page in a browser and says what is wrong with it: errors, requests, and what findings.js finds in its looks.</summary>
internal static class PageCheck
{
    private static readonly string Looks = ReadLooks();

    /// <summary>The findings, none for a page that is as it should be.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="file">The page.</param>
    /// <param name="scheme">"light" or "dark".</param>
    /// <param name="width">Width of the window in pixels.</param>
    public static IReadOnlyList<string> Findings(Chromium browser, string file, string scheme, int width = 800)
    {
        var address = new Uri(file).AbsoluteUri;
        foreach (var domain in (string[])["Page", "Network", "Runtime", "Log"]) browser.Send($"{domain}.enable");
        browser.Send("Emulation.setDeviceMetricsOverride", new { width, height = 1000, deviceScaleFactor = 1, mobile = false });
        browser.Send("Emulation.setEmulatedMedia", new { features = new[] { new { name = "prefers-color-scheme", value = scheme } } });
        // What the page before left: nothing of it is meant.
        browser.Send("Log.clear");
        browser.TakeEvents();
        browser.Send("Page.navigate", new { url = address });
        browser.WaitFor("Page.loadEventFired");
        var looks = browser.Send("Runtime.evaluate", new { expression = Looks, returnByValue = true });
        if (looks["exceptionDetails"] is { } failure) throw new InvalidOperationException($"findings.js: {failure}");
        return [.. browser.TakeEvents().Select(seen => Finding(seen.Name, seen.Parameters, address)).OfType<string>(), .. looks["result"]!["value"]!.AsArray().Select(finding => (string)finding!)];
    }

    private static string? Finding(string name, JsonNode parameters, string address) => name switch
    {
        "Runtime.exceptionThrown" => $"script error: {parameters["exceptionDetails"]!["exception"]?["description"] ?? parameters["exceptionDetails"]!["text"]}",
        "Log.entryAdded" when (string?)parameters["entry"]!["level"] == "error" => $"logged: {parameters["entry"]!["text"]}",
        "Network.requestWillBeSent" when (string)parameters["request"]!["url"]! is var url && url != address && !url.StartsWith("data:", StringComparison.Ordinal) => $"request: {url}",
        _ => null,
    };

    private static string ReadLooks()
    {
        using var reader = new StreamReader(typeof(PageCheck).Assembly.GetManifestResourceStream("findings.js")!);
        return reader.ReadToEnd();
    }
}
