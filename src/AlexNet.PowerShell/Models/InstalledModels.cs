using AlexNet.Models.Catalogue;
using AlexNet.PowerShell.Catalogue;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Models;

/// <summary>The models that Install-AlexNetModel has brought, by name.</summary>
internal static class InstalledModels
{
    /// <summary>Names of the installed models.</summary>
    public static IReadOnlyList<string> Names => ModelStore.OfUser.Names;

    /// <summary>The file of an installed model; null when there is none of that name. <c>imagenet</c> is the best that tells ImageNet's classes apart.</summary>
    public static string? Find(string name) => IsImageNet(name) ? BestOfImageNet() : ModelStore.OfUser.Find(name);

    /// <summary>The error for a model that could be installed but is not; null for a name that nobody knows.</summary>
    public static Failure? NotInstalled(string name)
    {
        if (PublicModels.Find(name) is not { } model) return null;
        return PublicModels.NotInstalled(model, IsImageNet(name) ? "No model of ImageNet's classes is installed." : $"The model '{model.Name}' is not installed.");
    }

    /// <summary>What -Model may be told beside the built-in networks, with a line about each.</summary>
    public static IEnumerable<(string Name, string About)> Choices()
    {
        var names = Names;
        if (names.Count == 0) return [];
        var models = PublicModels.Open();
        var choices = names.Select(name => (name, models.Find(name)?.Title ?? "an installed model"));
        return names.Any(name => models.Find(name) is { IsImageNet: true })
            ? choices.Append((ModelCatalogue.ImageNet, "the best installed model of ImageNet's 1000 classes"))
            : choices;
    }

    private static bool IsImageNet(string name) => name.Equals(ModelCatalogue.ImageNet, StringComparison.OrdinalIgnoreCase);

    /// <summary>The default model if it is one of ImageNet's, else the installed one that is right most often.</summary>
    private static string? BestOfImageNet()
    {
        var store = ModelStore.OfUser;
        var models = PublicModels.Open().Models.Where(model => model.IsImageNet && store.Find(model.Name) is not null).ToList();
        var best = models.Find(model => model.Name == DefaultModel.Chosen) ?? models.MaxBy(model => model.Top1 ?? 0);
        return best is null ? null : store.PathOf(best.Name);
    }
}
