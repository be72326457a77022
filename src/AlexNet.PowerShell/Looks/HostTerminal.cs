using System.Management.Automation.Host;

namespace AlexNet.PowerShell.Looks;

/// <summary>What the host's terminal can show.</summary>
internal static class HostTerminal
{
    private const int UsualWidth = 80;

    /// <summary>The property of a text that holds it as hypertext.</summary>
    public const string HtmlProperty = "Html";

    /// <summary>Whether it shows colours: it knows escape sequences, is not led into a file, and nobody asked for none (no-color.org).</summary>
    public static bool HasColours(PSHost host) =>
        host.UI is { SupportsVirtualTerminal: true } && !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>Whether it is a notebook, which shows a text's <see cref="HtmlProperty"/> in its place. Such a host says so in its private data.</summary>
    public static bool ShowsHtml(PSHost host) => host.PrivateData?.Properties["ShowsHtml"]?.Value is true;

    /// <summary>Character cells in a line.</summary>
    public static int Width(PSHost host)
    {
        try
        {
            return host.UI?.RawUI?.WindowSize.Width is > 0 and var width ? width : UsualWidth;
        }
        catch (HostException)
        {
            return UsualWidth;
        }
        catch (NotImplementedException)
        {
            // Hosts of scripts have no window, and say so thus.
            return UsualWidth;
        }
    }
}
