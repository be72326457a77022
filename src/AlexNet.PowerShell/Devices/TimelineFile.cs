using System.Management.Automation;
using AlexNet.Engine.Devices.Timelines;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Files;
using AlexNet.Rendering.Timelines;

namespace AlexNet.PowerShell.Devices;

/// <summary>Writes timelines, as the file's name says: a drawing (.svg) or a trace (.json).</summary>
internal static class TimelineFile
{
    /// <summary>Refuses a name that says neither.</summary>
    /// <exception cref="Failure">It does not end in .svg or .json.</exception>
    public static void Require(string file)
    {
        if (Format(file) is not (".svg" or ".json"))
            throw new Failure(ErrorIds.TimelineFormatUnknown, ErrorCategory.InvalidArgument, file, $"'{file}' does not say what to write.", "Give a name that ends in .svg, for a drawing, or in .json, for a trace that chrome://tracing and ui.perfetto.dev read.");
    }

    /// <summary>Writes the file wholly or not at all.</summary>
    /// <exception cref="Failure">It cannot be written.</exception>
    public static void Write(Timeline timeline, string file) =>
        TextFile.Write(file, Format(file) == ".svg" ? TimelineSvg.Draw(timeline) : ChromeTrace.Write(timeline), ErrorIds.TimelineNotWritten);

    private static string Format(string file) => Path.GetExtension(file).ToLowerInvariant();
}
