using System.Management.Automation;
using AlexNet.Engine.Models;
using AlexNet.Engine.Training;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Models;
using AlexNet.PowerShell.Training;

namespace AlexNet.PowerShell.Commands;

/// <summary>Tells how models were trained: an object for each run, in order.</summary>
[Cmdlet(VerbsCommon.Get, "AlexNetTrainingHistory", DefaultParameterSetName = ModelFilePaths.PathSet)]
[OutputType(typeof(TrainingRun))]
public sealed class GetAlexNetTrainingHistoryCommand : AlexNetCmdlet
{
    private const string ModelSet = "Model";

    /// <summary>Model and checkpoint files, and patterns; names of models, too.</summary>
    [Parameter(ParameterSetName = ModelFilePaths.PathSet, Mandatory = true, Position = 0)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files, brackets being brackets.</summary>
    [Parameter(ParameterSetName = ModelFilePaths.LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The model.</summary>
    [Parameter(ParameterSetName = ModelSet, Mandatory = true, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public ModelReference Model { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ModelSet) Try(() => Write(Model));
        else
        {
            var isLiteral = ParameterSetName == ModelFilePaths.LiteralPathSet;
            foreach (var path in isLiteral ? LiteralPath : Path)
                Try(() =>
                {
                    if (!isLiteral && IsName(path)) Write(new ModelReference(path));
                    else foreach (var file in ModelFilePaths.Find(path, isLiteral, SessionState.Path)) Try(() => Write(Interruptible(() => ModelResolver.Load(file))));
                });
        }
    }

    private bool IsName(string path) => NamedModels.Has(path) && !System.IO.File.Exists(SessionState.Path.GetUnresolvedProviderPathFromPSPath(path));

    private void Write(ModelReference model) => Write(Interruptible(ModelResolver.Prepare(model, SessionState.Path)));

    private void Write(Model model)
    {
        var runs = Histories.Of(model);
        if (runs.Count == 0) WriteVerbose($"'{model.Path ?? model.Name}' tells of no training");
        WriteObject(runs, enumerateCollection: true);
    }
}
