using System.Management.Automation;
using AlexNet.Engine.Models;
using AlexNet.PowerShell.Looks;
using AlexNet.PowerShell.Photos;

namespace AlexNet.PowerShell.Commands;

/// <summary>Shows the maps that a layer makes of a photo.</summary>
[Cmdlet(VerbsCommon.Show, "AlexNetFeatureMap", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(string), typeof(FileInfo))]
public sealed class ShowAlexNetFeatureMapCommand : PhotoPictureCmdlet
{
    private FeatureRun? _run;

    /// <summary>The most maps that are shown.</summary>
    [Parameter]
    [ValidateRange(1, 4096)]
    public int MaxItem { get; set; } = 64;

    /// <summary>Whether each map has a colour scale of its own.</summary>
    [Parameter]
    public SwitchParameter ScaleEach { get; set; }

    private protected override void Show(Model model, PhotoInput photo)
    {
        _run ??= Need(() => Interruptible(() => new FeatureRun(model, Layer), late => late.Dispose()));
        var output = _run.Read(photo, Stop);
        Show(() => Picture.FeatureMaps(output, MaxItem, ScaleEach, Stop));
    }

    private protected override void CleanUp() => _run?.Dispose();
}
