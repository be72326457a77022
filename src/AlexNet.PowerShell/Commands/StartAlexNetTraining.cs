using System.Management.Automation;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Training;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Files;
using AlexNet.PowerShell.Models;
using AlexNet.PowerShell.Training;

namespace AlexNet.PowerShell.Commands;

/// <summary>Trains a network on labelled photos: an object for each epoch, and a model file at the end.</summary>
[Cmdlet(VerbsLifecycle.Start, "AlexNetTraining", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(EpochResult))]
public sealed class StartAlexNetTrainingCommand : DatasetCmdlet
{
    /// <summary>The model file that comes of it.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? OutPath { get; set; }

    /// <summary>Other photos, or the fraction of each class, that show how well it goes.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? Validation { get; set; }

    /// <summary>Photos of each class that are trained on at most.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int PhotosPerClass { get; set; }

    /// <summary>Whether training photos that are also among those kept apart are left out.</summary>
    [Parameter]
    public SwitchParameter DropDuplicate { get; set; }

    /// <summary>The variant of the network.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ArchitectureCompleter))]
    public string Architecture { get; set; } = BuiltInModels.Default;

    /// <summary>Neurons in each of the fully connected layers but the last.</summary>
    [Parameter]
    [ValidateRange(1, 1_000_000)]
    public int FullyConnectedWidth { get; set; }

    /// <summary>Height and width of the network's input.</summary>
    [Parameter]
    [ValidateRange(1, 16384)]
    public int InputSize { get; set; }

    /// <summary>Where the first weights come from.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ValueCompleter<InitialWeights>))]
    public Choice<InitialWeights> Initialization { get; set; } = InitialWeights.Distribution;

    /// <summary>Whether colours are divided by their standard deviation.</summary>
    [Parameter]
    public SwitchParameter ScaleColour { get; set; }

    /// <summary>Epochs in all.</summary>
    [Parameter]
    [ValidateRange(1, 100_000)]
    public int Epochs { get; set; } = 90;

    /// <summary>Photos that a step takes.</summary>
    [Parameter]
    [ValidateRange(1, 4096)]
    public int BatchSize { get; set; } = 128;

    /// <summary>The first learning rate, after the warm-up.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double LearningRate { get; set; } = 0.01;

    /// <summary>How the rate goes from there.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ValueCompleter<TrainingSchedule>))]
    public Choice<TrainingSchedule> Schedule { get; set; } = TrainingSchedule.Cosine;

    /// <summary>Epochs in which the rate rises from 0.</summary>
    [Parameter]
    [ValidateRange(0.0, 1000.0)]
    public double WarmupEpochs { get; set; } = 1;

    /// <summary>What the rate is multiplied by: at a step or plateau, or in each epoch.</summary>
    [Parameter]
    [ValidateRange(0.0001, 1.0)]
    public double RateFactor { get; set; }

    /// <summary>Epochs from one step of the rate to the next.</summary>
    [Parameter]
    [ValidateRange(0.01, 100_000.0)]
    public double StepEpochs { get; set; }

    /// <summary>Epochs without improvement that a plateau takes.</summary>
    [Parameter]
    [ValidateRange(1, 100_000)]
    public int Patience { get; set; } = 3;

    /// <summary>The rule that turns gradients into new weights.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ValueCompleter<OptimizerKind>))]
    public Choice<OptimizerKind> Optimizer { get; set; } = OptimizerKind.Momentum;

    /// <summary>Share of the last change that is made again.</summary>
    [Parameter]
    [ValidateRange(0.0, 0.9999)]
    public double Momentum { get; set; } = 0.9;

    /// <summary>Share of a weight that is taken off it in each step, times the rate.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double WeightDecay { get; set; } = 0.0005;

    /// <summary>Rate of the dropout layers.</summary>
    [Parameter]
    [ValidateRange(0.0, 0.99)]
    public double Dropout { get; set; } = 0.5;

    /// <summary>Share of each target that is spread over all classes.</summary>
    [Parameter]
    [ValidateRange(0.0, 0.99)]
    public double LabelSmoothing { get; set; }

    /// <summary>Decay of the average of the weights that becomes the model.</summary>
    [Parameter]
    [ValidateRange(0.0, 0.999999)]
    public double WeightAverage { get; set; }

    /// <summary>Where the network's square is cut from a photo.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ValueCompleter<TrainingCrop>))]
    public Choice<TrainingCrop> Crop { get; set; } = TrainingCrop.Random;

    /// <summary>Least share of the photo that a random resized crop shows.</summary>
    [Parameter]
    [ValidateRange(0.01, 1.0)]
    public double LeastArea { get; set; } = 0.35;

    /// <summary>Whether no photo is mirrored.</summary>
    [Parameter]
    public SwitchParameter NoMirror { get; set; }

    /// <summary>Noise along the principal components of the colours.</summary>
    [Parameter]
    [ValidateRange(0.0, 10.0)]
    public double ColourNoise { get; set; } = 0.1;

    /// <summary>Whether what noise was added to is scaled down.</summary>
    [Parameter]
    public SwitchParameter ScaleNoise { get; set; }

    /// <summary>Consecutive images that share the place of their crop.</summary>
    [Parameter]
    [ValidateRange(1, 4096)]
    public int CropChunk { get; set; } = 1;

    /// <summary>Probability that a rectangle is erased.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double Erasing { get; set; }

    /// <summary>How much pairs of images are blended.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double Mixup { get; set; }

    /// <summary>Devices that the network is cut over.</summary>
    [Parameter]
    [DeviceCount(1, 2)]
    [ArgumentCompleter(typeof(DeviceCountCompleter))]
    public int DeviceCount { get; set; } = 1;

    /// <summary>The file that the run is kept in.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Checkpoint { get; set; }

    /// <summary>Minutes from one checkpoint to the next.</summary>
    [Parameter]
    [ValidateRange(0.0, 100_000.0)]
    public double CheckpointInterval { get; set; } = 10;

    /// <summary>Whether to go on where the checkpoint stands.</summary>
    [Parameter]
    public SwitchParameter Resume { get; set; }

    /// <summary>Megabytes for decoded photos.</summary>
    [Parameter]
    [ValidateRange(0, 1_000_000)]
    public int CacheMegabytes { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Try(() =>
    {
        var settings = Settings();
        RequireFree(settings);
        if (!ShouldProcess(settings.Path, $"Train {settings.Architecture} for {settings.Epochs} epochs{(settings.OutPath is { } model ? $", to '{model}'" : "")}")) return;
        new TrainingThread().Run(this, (reports, stop) => new TrainingJob(settings, reports, stop).Run(), Stop);
    });

    private TrainingSettings Settings()
    {
        var validation = ValidationPart.Of(Validation, SessionState.Path);
        return new TrainingSettings
        {
            Path = DatasetFullPath,
            ValidationFraction = validation.Fraction,
            ValidationPath = validation.Path,
            Exclude = ExcludeFullPath,
            PhotosPerClass = PhotosPerClass,
            DropDuplicate = DropDuplicate,
            Architecture = Architecture,
            FullyConnectedWidth = IsGiven(nameof(FullyConnectedWidth)) ? FullyConnectedWidth : null,
            InputSize = IsGiven(nameof(InputSize)) ? InputSize : null,
            Initialization = Initialization,
            ScaleColour = ScaleColour,
            Epochs = Epochs,
            LearningRate = (float)LearningRate,
            Schedule = Schedule,
            WarmupEpochs = WarmupEpochs,
            RateFactor = IsGiven(nameof(RateFactor)) ? RateFactor : null,
            StepEpochs = IsGiven(nameof(StepEpochs)) ? StepEpochs : null,
            Patience = Patience,
            Step = new TrainingOptions
            {
                BatchSize = BatchSize,
                Threads = ThreadCount,
                Devices = DeviceCount,
                Seed = Seed,
                Optimizer = Optimizer,
                Momentum = (float)Momentum,
                WeightDecay = (float)WeightDecay,
                Dropout = IsGiven(nameof(Dropout)) ? (float)Dropout : null,
                LabelSmoothing = (float)LabelSmoothing,
                WeightAverage = (float)WeightAverage,
            },
            Crop = Crop,
            LeastArea = LeastArea,
            Mirror = !NoMirror,
            ColourNoise = (float)ColourNoise,
            ScaleNoise = ScaleNoise,
            CropChunk = CropChunk,
            Erasing = Erasing,
            Mixup = Mixup,
            Seed = Seed,
            Checkpoint = FullPath(Checkpoint),
            CheckpointInterval = TimeSpan.FromMinutes(CheckpointInterval),
            Resume = Resume,
            CacheBytes = IsGiven(nameof(CacheMegabytes)) ? (long)CacheMegabytes << 20 : null,
            OutPath = FullPath(OutPath),
            Name = System.IO.Path.GetFileNameWithoutExtension(OutPath ?? Checkpoint ?? Architecture),
        };
    }

    /// <summary>A run takes hours: what would stop it at its end is said at its beginning.</summary>
    private void RequireFree(TrainingSettings settings)
    {
        if (settings.Checkpoint is null && settings.OutPath is null)
            throw new Failure(ErrorIds.TrainingOptionInvalid, ErrorCategory.InvalidArgument, settings.Path, "Neither -OutPath nor -Checkpoint is given: nothing would remain of the training.", "Name the model file that is wanted with -OutPath.");
        if (settings.Resume && settings.Checkpoint is null)
            throw new Failure(ErrorIds.TrainingOptionInvalid, ErrorCategory.InvalidArgument, settings.Path, "-Resume is given, but no -Checkpoint to resume from.", "Name the checkpoint with -Checkpoint.");
        if (!settings.Resume && !Force && File.Exists(settings.Checkpoint))
            throw new Failure(ErrorIds.CheckpointExists, ErrorCategory.ResourceExists, settings.Checkpoint, $"There is a checkpoint '{settings.Checkpoint}' already.", "Go on with -Resume, or begin anew with -Force.");
        if (!Force && !settings.Resume) NewFile.RequireFree(settings.OutPath, ErrorIds.ModelFileExists);
        foreach (var file in new[] { settings.Checkpoint, settings.OutPath }) NewFile.RequireFolder(file, ErrorIds.ModelFileNotWritten);
    }

    private bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);
}
