using System.Globalization;

namespace AlexNet.PowerShell.Training;

/// <summary>Hyper-parameters as a model's history keeps them: by the names of the parameters.</summary>
internal static class SettingsInWords
{
    /// <summary>
    /// Settings with what words say of how photos are varied and weights are changed. Words come from a file: what is missing or no value changes nothing,
    /// and a value that cannot be meant is refused where it is used.
    /// </summary>
    public static TrainingSettings Apply(TrainingSettings settings, IReadOnlyDictionary<string, string> words)
    {
        T Read<T>(string name, T otherwise) where T : IParsable<T> => T.TryParse(words.GetValueOrDefault(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
        return settings with
        {
            Crop = Enum.TryParse(words.GetValueOrDefault("Crop"), out TrainingCrop crop) && Enum.IsDefined(crop) ? crop : settings.Crop,
            LeastArea = Read("LeastArea", settings.LeastArea),
            Mirror = Read("Mirror", settings.Mirror),
            ColourNoise = Read("ColourNoise", settings.ColourNoise),
            ScaleNoise = Read("ScaleNoise", settings.ScaleNoise),
            CropChunk = Read("CropChunk", settings.CropChunk),
            Erasing = Read("Erasing", settings.Erasing),
            Mixup = Read("Mixup", settings.Mixup),
            Step = settings.Step with
            {
                Momentum = Read("Momentum", settings.Step.Momentum),
                WeightDecay = Read("WeightDecay", settings.Step.WeightDecay),
                LabelSmoothing = Read("LabelSmoothing", settings.Step.LabelSmoothing),
            },
        };
    }

    public static IReadOnlyDictionary<string, string> Of(TrainingSettings settings)
    {
        var words = new SortedDictionary<string, string>(StringComparer.Ordinal);
        void Add(string name, object? value)
        {
            if (value is not null) words[name] = Convert.ToString(value, CultureInfo.InvariantCulture)!;
        }
        Add("Architecture", settings.Architecture);
        Add("FullyConnectedWidth", settings.FullyConnectedWidth);
        Add("InputSize", settings.InputSize);
        Add("Initialization", settings.Initialization);
        Add("ScaleColour", settings.ScaleColour);
        Add("Epochs", settings.Epochs);
        Add("BatchSize", settings.Step.BatchSize);
        Add("LearningRate", settings.LearningRate);
        Add("Schedule", settings.Schedule);
        Add("WarmupEpochs", settings.WarmupEpochs);
        Add("RateFactor", Schedules.Factor(settings));
        Add("StepEpochs", settings.Schedule == TrainingSchedule.Step ? Schedules.StepEpochs(settings) : null);
        Add("Patience", settings.Schedule == TrainingSchedule.Plateau ? settings.Patience : null);
        Add("Optimizer", settings.Step.Optimizer);
        Add("Momentum", settings.Step.Momentum);
        Add("WeightDecay", settings.Step.WeightDecay);
        Add("Dropout", settings.Step.Dropout);
        Add("LabelSmoothing", settings.Step.LabelSmoothing);
        Add("WeightAverage", settings.Step.WeightAverage);
        Add("Crop", settings.Crop);
        Add("LeastArea", settings.Crop == TrainingCrop.RandomResized ? settings.LeastArea : null);
        Add("Mirror", settings.Mirror);
        Add("ColourNoise", settings.ColourNoise);
        Add("ScaleNoise", settings.ScaleNoise);
        Add("CropChunk", settings.CropChunk);
        Add("Erasing", settings.Erasing);
        Add("Mixup", settings.Mixup);
        Add("Seed", settings.Seed);
        return words;
    }
}
