using System.Management.Automation;
using AlexNet.Engine.Models;
using AlexNet.PowerShell.Looks;
using AlexNet.PowerShell.Photos;

namespace AlexNet.PowerShell.Commands;

/// <summary>Shows how one output of a convolution comes about.</summary>
[Cmdlet(VerbsCommon.Show, "AlexNetConvolution", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(string), typeof(FileInfo))]
public sealed class ShowAlexNetConvolutionCommand : PhotoPictureCmdlet
{
    /// <summary>The output map, from 0.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Map { get; set; }

    /// <summary>The row in it, from 0; by default the middle.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? Row { get; set; }

    /// <summary>The column in it, from 0; by default the middle.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? Column { get; set; }

    /// <summary>Whether to show it as a part of one matrix product, as im2col makes it.</summary>
    [Parameter]
    public SwitchParameter Im2Col { get; set; }

    private protected override void Show(Model model, PhotoInput photo)
    {
        FeatureRun.RequireLayer(model, Layer);
        var output = model.Architecture.Shapes.First(shapes => shapes.Layer.Name.Equals(Layer, StringComparison.OrdinalIgnoreCase)).Output;
        var pixel = Interruptible(() => FeatureRun.Explain(model, Layer, photo, Map, Row ?? output.Height / 2, Column ?? output.Width / 2, Stop));
        Show(() => Picture.Output(pixel, Im2Col));
    }
}
