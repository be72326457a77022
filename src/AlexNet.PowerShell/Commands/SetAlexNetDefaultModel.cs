using System.Management.Automation;
using AlexNet.Engine.Models;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Models;

namespace AlexNet.PowerShell.Commands;

/// <summary>Chooses the model that answers when none is named, in this session and all later ones.</summary>
[Cmdlet(VerbsCommon.Set, "AlexNetDefaultModel", SupportsShouldProcess = true, DefaultParameterSetName = ModelSet)]
[OutputType(typeof(ModelInfo))]
public sealed class SetAlexNetDefaultModelCommand : AlexNetCmdlet
{
    private const string ModelSet = "Model";
    private const string ResetSet = "Reset";

    /// <summary>The model.</summary>
    [Parameter(ParameterSetName = ModelSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public ModelReference Model { get; set; } = null!;

    /// <summary>Whether the model that comes with the module is the default again.</summary>
    [Parameter(ParameterSetName = ResetSet, Mandatory = true)]
    public SwitchParameter Reset { get; set; }

    /// <summary>Whether to put out a description of the default model.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Try(() =>
    {
        if (ParameterSetName == ResetSet)
        {
            if (!Reset || !ShouldProcess(DefaultModel.Unchosen, "Make it the default model again")) return;
            DefaultModel.Reset();
            if (PassThru) WriteObject(NamedModels.Describe(DefaultModel.Unchosen));
            return;
        }
        var chosen = ModelResolver.Lasting(Model, SessionState.Path);
        // Described before it is kept: what cannot be opened would be an error of every later command.
        var description = Interruptible(() => Path.IsPathRooted(chosen) ? ModelInfo.Of(ModelResolver.Load(chosen)) : NamedModels.Describe(chosen));
        if (!ShouldProcess(chosen, "Make it the default model")) return;
        DefaultModel.Choose(chosen);
        if (PassThru) WriteObject(description with { IsDefault = true });
    });
}
