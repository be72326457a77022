using System.Management.Automation;
using AlexNet.PowerShell.Files;
using AlexNet.PowerShell.Looks;
using AlexNet.PowerShell.Notebooks;

namespace AlexNet.PowerShell.Commands;

/// <summary>What all Show cmdlets share: where the picture goes. To a file, onto the desktop, or as text into the pipeline, coloured where the terminal shows colours.</summary>
public abstract class PictureCmdlet : AlexNetCmdlet
{
    /// <summary>The file to write: .svg, .png or .html.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutPath { get; set; }

    /// <summary>Whether to open the picture, from -OutPath or from a temporary file.</summary>
    [Parameter]
    public SwitchParameter Open { get; set; }

    /// <summary>Whether a PNG is painted on dark ground.</summary>
    [Parameter]
    public SwitchParameter Dark { get; set; }

    /// <summary>Whether a file already there is replaced.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Whether to put out the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Shows a picture as it was asked for.</summary>
    private protected void Show(Func<Picture> draw)
    {
        if (OutPath is null && !Open)
        {
            // Cells of .NET Interactive show the drawing itself; a text is a text there, whatever it takes along.
            WriteObject(Interruptible(() => NotebookFormatters.IsHost(Host) ? draw().View : InText(draw())));
            return;
        }
        var file = OutPath is null ? Desktop.TemporaryFile(".html") : OutFile.Resolve(SessionState.Path, OutPath, "a picture", Picture.Formats);
        if (OutPath is not null && !ShouldProcess(file, "Write a picture")) return;
        if (!Force) OutFile.RequireFree(file);
        Interruptible(() =>
        {
            OutFile.Write(file, draw().Encode(OutFile.Extension(file), Dark));
            return true;
        });
        if (PassThru) WriteObject(new FileInfo(file));
        if (Open && !Desktop.Open(file)) WriteWarning($"There is no desktop here to open it on; the picture is in '{file}'.");
    }

    // A text in any case; a notebook takes the drawing along with it.
    private PSObject InText(Picture picture)
    {
        var text = new PSObject(picture.ToText(HostTerminal.Width(Host), HostTerminal.HasColours(Host)));
        if (HostTerminal.ShowsHtml(Host)) text.Properties.Add(new PSNoteProperty(HostTerminal.HtmlProperty, picture.ToHtml()));
        return text;
    }
}
