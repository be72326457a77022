using System.Management.Automation;
using System.Text;
using AlexNet.Engine.Devices.Timelines;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Files;
using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Timelines;

namespace AlexNet.PowerShell.Devices;

/// <summary>Writes timelines, as the file's name says: a drawing (.svg, .png) or a trace (.json).</summary>
internal static class TimelineFile
{
    /// <summary>Refuses a name that says none of these.</summary>
    /// <exception cref="Failure">It ends in something else.</exception>
    public static void Require(string file)
    {
        if (OutFile.Extension(file) is not (".svg" or ".png" or ".json"))
            throw new Failure(ErrorIds.TimelineFormatUnknown, ErrorCategory.InvalidArgument, file, $"'{file}' does not say what to write.", "Give a name that ends in .svg or .png, for a drawing, or in .json, for a trace that chrome://tracing and ui.perfetto.dev read.");
    }

    /// <summary>Writes the file wholly or not at all.</summary>
    /// <exception cref="Failure">It cannot be written.</exception>
    public static void Write(Timeline timeline, string file) => OutFile.Write(file, OutFile.Extension(file) switch
    {
        ".svg" => Encoding.UTF8.GetBytes(SvgWriter.Document(TimelineDrawing.Draw(timeline))),
        ".png" => Painter.Png(TimelineDrawing.Draw(timeline)),
        _ => Encoding.UTF8.GetBytes(ChromeTrace.Write(timeline)),
    }, ErrorIds.TimelineNotWritten);
}
