using System.Management.Automation;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Models;

namespace AlexNet.PowerShell.Commands;

/// <summary>Writes a model, with its network, labels and preprocessing, to a file of ours or of another program's.</summary>
[Cmdlet(VerbsData.Export, "AlexNetModel", SupportsShouldProcess = true, DefaultParameterSetName = ModelFirstSet)]
[OutputType(typeof(FileInfo))]
public sealed class ExportAlexNetModelCommand : AlexNetCmdlet
{
    // Two ways to give the model: first of two arguments, or by the pipeline, and then the file is the first.
    private const string ModelFirstSet = "ModelFirst";
    private const string PipelineSet = "Pipeline";

    /// <summary>The model.</summary>
    [Parameter(ParameterSetName = ModelFirstSet, Mandatory = true, Position = 0)]
    [Parameter(ParameterSetName = PipelineSet, Mandatory = true, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public ModelReference Model { get; set; } = null!;

    /// <summary>The file to write.</summary>
    [Parameter(ParameterSetName = ModelFirstSet, Mandatory = true, Position = 1)]
    [Parameter(ParameterSetName = PipelineSet, Mandatory = true, Position = 0)]
    public string Path { get; set; } = "";

    /// <summary>What the file is; by default what its extension says.</summary>
    [Parameter]
    public ModelFormat Format { get; set; }

    /// <summary>The type weights are converted to; by default each stays as it is.</summary>
    [Parameter]
    public ElementType Precision { get; set; }

    /// <summary>Whether a file already there is replaced.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Whether to put out the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Try(() =>
    {
        var file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path, out var provider, out _);
        if (provider.Name != "FileSystem")
            throw new Failure(ErrorIds.NotAFileSystemPath, ErrorCategory.InvalidArgument, Path, $"'{Path}' is in the provider {provider.Name}, but a model is a file.", "Give the path of a file.");
        if (!ShouldProcess(file, $"Export the model '{Model}'")) return;
        if (File.Exists(file) && !Force)
            throw new Failure(ErrorIds.ModelFileExists, ErrorCategory.ResourceExists, file, $"There is already a file '{file}'.", "Give another name, or -Force to replace it.");
        var model = Resolve(Model);
        ElementType? precision = MyInvocation.BoundParameters.ContainsKey(nameof(Precision)) ? Precision : null;
        Interruptible(() => ModelWriter.Write(model, file, Format, precision, Force, Stop));
        if (PassThru) WriteObject(new FileInfo(file));
    });
}
