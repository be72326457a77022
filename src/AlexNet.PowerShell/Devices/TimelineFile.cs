using System.Management.Automation;
using AlexNet.Engine.Devices.Timelines;
using AlexNet.PowerShell.Errors;
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

    /// <summary>Writes a temporary file beside the target, which then takes its place.</summary>
    /// <exception cref="Failure">It cannot be written.</exception>
    public static void Write(Timeline timeline, string file)
    {
        var temporary = $"{file}.{Path.GetRandomFileName()}.tmp";
        try
        {
            File.WriteAllText(temporary, Format(file) == ".svg" ? TimelineSvg.Draw(timeline) : ChromeTrace.Write(timeline));
            File.Move(temporary, file, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(temporary)) File.Delete(temporary);
            throw new Failure(ErrorIds.TimelineNotWritten, ErrorCategory.WriteError, file, $"'{file}' could not be written: {exception.Message.Replace(temporary, file, StringComparison.Ordinal)}", "Check the folder, your right to write there and the free space.", exception);
        }
    }

    private static string Format(string file) => Path.GetExtension(file).ToLowerInvariant();
}
