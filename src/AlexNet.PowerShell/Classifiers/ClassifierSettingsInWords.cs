using System.Globalization;

namespace AlexNet.PowerShell.Classifiers;

/// <summary>How a classifier was made, as its history keeps it: by the names of the parameters.</summary>
internal static class ClassifierSettingsInWords
{
    public static IReadOnlyDictionary<string, string> Of(ClassifierRequest request, string backbone, string firstLayer, double weightDecay)
    {
        var words = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["Model"] = backbone,
            ["FirstLayer"] = firstLayer,
            ["WeightDecay"] = weightDecay.ToString("R", CultureInfo.InvariantCulture),
            ["Seed"] = request.Seed.ToString(CultureInfo.InvariantCulture),
            ["Validation"] = request.ValidationPath is { } path ? Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) : request.ValidationFraction.ToString(CultureInfo.InvariantCulture),
        };
        if (request.FineTune is null) return words;
        words["Epochs"] = request.Epochs.ToString(CultureInfo.InvariantCulture);
        words["LearningRate"] = request.LearningRate.ToString(CultureInfo.InvariantCulture);
        return words;
    }
}
