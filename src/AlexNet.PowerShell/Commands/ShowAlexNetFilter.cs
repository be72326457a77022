using System.Management.Automation;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Looks;
using AlexNet.PowerShell.Models;

namespace AlexNet.PowerShell.Commands;

/// <summary>Shows the filters of a convolution.</summary>
[Cmdlet(VerbsCommon.Show, "AlexNetFilter", SupportsShouldProcess = true)]
[OutputType(typeof(string), typeof(FileInfo))]
public sealed class ShowAlexNetFilterCommand : PictureCmdlet
{
    /// <summary>The convolution.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(LayerCompleter))]
    [ValidateNotNullOrEmpty]
    public string Layer { get; set; } = "conv1";

    /// <summary>Whose filters.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public ModelReference? Model { get; set; }

    /// <summary>The most filters that are shown.</summary>
    [Parameter]
    [ValidateRange(1, 4096)]
    public int MaxItem { get; set; } = 96;

    /// <summary>The input channel whose kernels are shown.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? Channel { get; set; }

    /// <summary>Whether all filters share one range of colours.</summary>
    [Parameter]
    public SwitchParameter SharedRange { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Try(() =>
    {
        var model = Resolve(Model);
        UntrainedWarning.WriteOnce(this, model, isNamed: Model is not null);
        FeatureRun.RequireLayer(model, Layer);
        Show(() => Picture.Filters(model, Layer, MaxItem, Channel, SharedRange));
    });
}
