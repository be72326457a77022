using System.Collections;
using System.Globalization;
using System.Management.Automation;
using AlexNet.Engine.Evaluation;
using AlexNet.Engine.Models;
using AlexNet.Engine.Training;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Compression;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Models;
using AlexNet.PowerShell.Photos;
using AlexNet.PowerShell.Planning;
using AlexNet.PowerShell.Training;

namespace AlexNet.PowerShell.Commands;

/// <summary>Makes a model small: prunes weights, lets the others share few values, and codes them; with photos, trains it to do without what is pruned.</summary>
[Cmdlet(VerbsData.Compress, "AlexNetModel", SupportsShouldProcess = true)]
[OutputType(typeof(CompressionResult), typeof(Model))]
public sealed class CompressAlexNetModelCommand : AlexNetCmdlet
{
    private const double MostDensity = 1, LeastDensity = 1e-6;

    /// <summary>The model.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public ModelReference Model { get; set; } = null!;

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string OutPath { get; set; } = "";

    /// <summary>Photos to train the model further on, and to measure its errors with: a folder with a folder for each class, or a CSV file.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The same, brackets being brackets.</summary>
    [Parameter]
    [Alias("LP")]
    [ValidateNotNullOrEmpty]
    public string? LiteralPath { get; set; }

    /// <summary>Other photos, or the fraction of each class, that errors are measured on.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? Validation { get; set; }

    /// <summary>A list of photos that are kept out of training.</summary>
    [Parameter]
    [Alias("TestList")]
    [ValidateNotNullOrEmpty]
    public string? Exclude { get; set; }

    /// <summary>Whether training photos that are also among those kept apart are left out.</summary>
    [Parameter]
    public SwitchParameter DropDuplicate { get; set; }

    /// <summary>Epochs of further training.</summary>
    [Parameter]
    [ValidateRange(0, 100_000)]
    public int Epochs { get; set; } = 6;

    /// <summary>Photos that a step takes.</summary>
    [Parameter]
    [ValidateRange(1, TrainingOptions.MaxBatch)]
    public int BatchSize { get; set; } = 64;

    /// <summary>The first learning rate; it falls to 0 along half a cosine.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double LearningRate { get; set; } = 0.003;

    /// <summary>Rate of the dropout layers in further training; without it the model's own, lowered by the root of the share of weights that stays.</summary>
    [Parameter]
    [ValidateRange(0.0, 0.99)]
    public double Dropout { get; set; }

    /// <summary>Share of the weights that stays in the first convolution.</summary>
    [Parameter]
    [ValidateRange(LeastDensity, MostDensity)]
    public double FirstConvolutionDensity { get; set; } = 0.84;

    /// <summary>Share that stays in the other convolutions.</summary>
    [Parameter]
    [ValidateRange(LeastDensity, MostDensity)]
    public double ConvolutionDensity { get; set; } = 0.37;

    /// <summary>Share that stays in the fully connected layers but the last.</summary>
    [Parameter]
    [ValidateRange(LeastDensity, MostDensity)]
    public double FullyConnectedDensity { get; set; } = 0.09;

    /// <summary>Share that stays in the last layer with weights.</summary>
    [Parameter]
    [ValidateRange(LeastDensity, MostDensity)]
    public double ClassifierDensity { get; set; } = 0.25;

    /// <summary>Shares that stay in single layers.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable LayerDensity { get; set; } = [];

    /// <summary>Bits that name one of the values that the weights of a convolution share.</summary>
    [Parameter]
    [ValidateRange(1, 8)]
    public int ConvolutionBits { get; set; } = 8;

    /// <summary>Bits for the weights of a fully connected layer.</summary>
    [Parameter]
    [ValidateRange(1, 8)]
    public int FullyConnectedBits { get; set; } = 5;

    /// <summary>Decides parts, order, crops and dropout.</summary>
    [Parameter]
    public ulong Seed { get; set; }

    /// <summary>Threads that compute; 0 for one a core.</summary>
    [Parameter]
    [Alias("ComputeThreads")]
    [ValidateRange(0, 256)]
    public int ThreadCount { get; set; }

    /// <summary>Megabytes for decoded photos.</summary>
    [Parameter]
    [ValidateRange(0, 1_000_000)]
    public int CacheMegabytes { get; set; }

    /// <summary>Whether a file already there is replaced.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Whether to put out the compressed model in place of the result.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Try(() =>
    {
        var file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(OutPath, out var provider, out _);
        if (provider.Name != "FileSystem")
            throw new Failure(ErrorIds.NotAFileSystemPath, ErrorCategory.InvalidArgument, OutPath, $"'{OutPath}' is in the provider {provider.Name}, but a model is a file.", "Give the path of a file.");
        RequireFree(file);
        var settings = Settings(file);
        if (!ShouldProcess(file, $"Compress the model '{Model}'{(settings.Training is { Epochs: > 0 } training ? $", training it for {training.Epochs} epochs on '{training.Path}'" : "")}")) return;
        var model = Interruptible(ModelResolver.Prepare(Model, SessionState.Path));
        UntrainedWarning.WriteOnce(this, model, isNamed: true);
        settings = settings with
        {
            Training = settings.Training is { } photos ? photos with { Architecture = model.Architecture.Name } : null,
            Classifier = settings.Classifier with { Plan = new PlanRequest(null, [], TunedPlan.Load(this)).For(model.Architecture) },
        };
        new TrainingThread("Compressing", finishes: false).Run(this, (reports, stop) => new CompressionJob(model, settings, reports, stop).Run((compressed, result) => reports.Write(PassThru ? compressed : result)), Stop);
    });

    /// <summary>Training takes a while: what would stop it at its end is said at its beginning.</summary>
    private void RequireFree(string file)
    {
        if (File.Exists(file) && !Force)
            throw new Failure(ErrorIds.ModelFileExists, ErrorCategory.ResourceExists, file, $"There is already a file '{file}'.", "Give another name, or -Force to replace it.");
        if (!Directory.Exists(System.IO.Path.GetDirectoryName(file)))
            throw new Failure(ErrorIds.ModelFileNotWritten, ErrorCategory.WriteError, file, $"There is no folder for '{file}'.", "Make the folder first.");
    }

    private CompressionSettings Settings(string file) => new()
    {
        OutPath = file,
        Overwrite = Force,
        FirstConvolutionDensity = FirstConvolutionDensity,
        ConvolutionDensity = ConvolutionDensity,
        FullyConnectedDensity = FullyConnectedDensity,
        ClassifierDensity = ClassifierDensity,
        LayerDensities = LayerDensities(),
        Dropout = MyInvocation.BoundParameters.ContainsKey(nameof(Dropout)) ? Dropout : null,
        ConvolutionBits = ConvolutionBits,
        FullyConnectedBits = FullyConnectedBits,
        Training = Training(file),
        Classifier = new ClassifierSettings(AccuracyCounter.Answers, BatchSize: 0, TenView: false, DecoderThreads: 0, ThreadCount, ReducedDecoding: false, new(), null, LayerTimes: false),
    };

    /// <summary>What is to be done with photos; null without any. The rest of the recipe is the model's own, from its history.</summary>
    private TrainingSettings? Training(string file)
    {
        if (Path is not null && LiteralPath is not null) throw Refused(Path, "Both -Path and -LiteralPath are given.", "Give one of them.");
        if ((Path ?? LiteralPath) is not { } path)
        {
            foreach (var name in new[] { nameof(Epochs), nameof(BatchSize), nameof(LearningRate), nameof(Dropout), nameof(Validation), nameof(Exclude), nameof(DropDuplicate) })
                if (MyInvocation.BoundParameters.ContainsKey(name)) throw Refused(name, $"-{name} is given, but no photos.", "Name a folder with a folder of photos for each class with -Path.");
            return null;
        }
        var validation = ValidationPart.Of(Validation, SessionState.Path);
        return new TrainingSettings
        {
            Path = DatasetPath.Find(path, Path is null, SessionState.Path),
            ValidationFraction = validation.Fraction,
            ValidationPath = validation.Path,
            Exclude = Exclude is null ? null : DatasetPath.Find(Exclude, false, SessionState.Path),
            DropDuplicate = DropDuplicate,
            Architecture = "",
            Epochs = Epochs,
            LearningRate = (float)LearningRate,
            Schedule = TrainingSchedule.Cosine,
            Step = new TrainingOptions { BatchSize = BatchSize, Threads = ThreadCount, Seed = Seed },
            Crop = TrainingCrop.Random,
            LeastArea = 0.35,
            Mirror = true,
            ColourNoise = 0.1f,
            CropChunk = 1,
            Seed = Seed,
            CacheBytes = MyInvocation.BoundParameters.ContainsKey(nameof(CacheMegabytes)) ? (long)CacheMegabytes << 20 : null,
            OutPath = file,
        };
    }

    private Dictionary<string, double> LayerDensities()
    {
        var densities = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in LayerDensity)
            densities[$"{entry.Key}"] = LanguagePrimitives.TryConvertTo<double>(entry.Value, CultureInfo.InvariantCulture, out var density) && density is >= LeastDensity and <= MostDensity
                ? density : throw Refused(LayerDensity, $"-{nameof(LayerDensity)} has '{entry.Value}' for the layer '{entry.Key}', but a share is a number above 0 and at most 1.", "Write it as @{ fc6 = 0.05 }.");
        return densities;
    }

    private static Failure Refused(object target, string message, string advice) => new(ErrorIds.CompressionOptionInvalid, ErrorCategory.InvalidArgument, target, message, advice);
}
