using System.Management.Automation;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Photos;

namespace AlexNet.PowerShell.Commands;

/// <summary>What all cmdlets share that take photos: files, patterns and folders, files that are piped, and bytes and streams.</summary>
public abstract class PhotoCmdlet : AlexNetCmdlet
{
    private protected const string PathSet = "Path";
    private protected const string LiteralPathSet = "LiteralPath";
    private protected const string InputObjectSet = "InputObject";

    private int _fromMemory;
    private bool _isLiteralNamed;

    /// <summary>Files, patterns and folders.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files and folders, brackets being brackets.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>An encoded photo: byte[] or a stream.</summary>
    [Parameter(ParameterSetName = InputObjectSet, Mandatory = true, ValueFromPipeline = true)]
    [PhotoBytes]
    public object InputObject { get; set; } = null!;

    /// <summary>Whether subfolders count.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public virtual SwitchParameter Recurse { get; set; }

    /// <summary>Takes a photo.</summary>
    private protected abstract void Add(PhotoInput photo);

    /// <inheritdoc/>
    protected override void BeginProcessing() => _isLiteralNamed = MyInvocation.BoundParameters.ContainsKey(nameof(LiteralPath));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == InputObjectSet) Try(AddInputObject);
        else if (ParameterSetName == LiteralPathSet) AddFiles(LiteralPath, (paths, path) => paths.Literal(path, entersFolders: _isLiteralNamed || Recurse));
        else AddFiles(Path, (paths, path) => paths.Matching(path));
    }

    private void AddFiles(string[] given, Func<PhotoPaths, string, IEnumerable<PhotoFile>> find)
    {
        var paths = new PhotoPaths(SessionState.Path, Recurse, failure => WriteError(failure.Record), Stop);
        foreach (var path in given)
            Try(() =>
            {
                foreach (var file in find(paths, path)) Add(PhotoInput.Of(file));
            });
    }

    private void AddInputObject()
    {
        if (InputObject is byte)
            ThrowTerminatingError(new Failure(ErrorIds.BytesUnrolled, ErrorCategory.InvalidArgument, null,
                "The bytes of a photo came one by one: PowerShell pipes an array item by item.", $"Pipe the array as one object, with a comma before it: ,$bytes | {MyInvocation.MyCommand.Name}").Record);
        Add(new PhotoInput($"{(InputObject is Stream ? "stream" : "bytes")}[{_fromMemory++}]", null, InputObject));
    }
}
