using System.Management.Automation;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Models;

namespace AlexNet.PowerShell.Commands;

/// <summary>Writes a model, with its network, labels and preprocessing, to a file of ours or of another program's.</summary>
[Cmdlet(VerbsData.Export, "AlexNetModel", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportAlexNetModelCommand : AlexNetCmdlet
{
    // One parameter set. With two, in which the file is the first argument or the second, PowerShell takes a text that comes first for the file, as it needs no
    // conversion, and a model could not be named by a text. So what comes by the pipeline has a parameter of its own, and the only argument beside it is the file.

    /// <summary>The model; the file, where the model comes by the pipeline and this is the only argument.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public ModelReference? Model { get; set; }

    /// <summary>The file to write.</summary>
    [Parameter(Position = 1)]
    public string? Path { get; set; }

    /// <summary>The model, from the pipeline.</summary>
    [Parameter(ValueFromPipeline = true)]
    public ModelReference? InputObject { get; set; }

    /// <summary>What the file is; by default what its extension says.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ValueCompleter<ModelFormat>))]
    public Choice<ModelFormat> Format { get; set; }

    /// <summary>The type weights are converted to; by default each stays as it is.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ValueCompleter<ElementType>))]
    public Choice<ElementType> Precision { get; set; }

    /// <summary>Whether a file already there is replaced.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Whether to put out the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Try(() =>
    {
        var (reference, path) = Arguments();
        var file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        if (provider.Name != "FileSystem")
            throw new Failure(ErrorIds.NotAFileSystemPath, ErrorCategory.InvalidArgument, path, $"'{path}' is in the provider {provider.Name}, but a model is a file.", "Give the path of a file.");
        if (!ShouldProcess(file, $"Export the model '{reference}'")) return;
        if (File.Exists(file) && !Force)
            throw new Failure(ErrorIds.ModelFileExists, ErrorCategory.ResourceExists, file, $"There is already a file '{file}'.", "Give another name, or -Force to replace it.");
        var model = Resolve(reference);
        ElementType? precision = MyInvocation.BoundParameters.ContainsKey(nameof(Precision)) ? Precision : null;
        Interruptible(() => ModelWriter.Write(model, file, Format, precision, Force, Stop));
        if (PassThru) WriteObject(new FileInfo(file));
    });

    private (ModelReference Model, string Path) Arguments() => (InputObject, Model, Path) switch
    {
        (null, { } model, { } path) => (model, path),
        ({ } input, null, { } path) => (input, path),
        ({ } input, { Model: null } file, null) => (input, file.Name),
        (null, _, null) => throw Missing("There is no file to write to."),
        (null, null, _) => throw Missing("There is no model to write."),
        (_, null, null) => throw Missing("There is no file to write to."),
        _ => throw Missing("There are two models, one by the pipeline and one as an argument."),
    };

    private Failure Missing(string problem) => new(ErrorIds.ModelOrFileMissing, ErrorCategory.InvalidArgument, Model?.Name ?? Path, problem, "Give a model and the file: Export-AlexNetModel $model model.safetensors, or $model | Export-AlexNetModel model.safetensors.");
}
