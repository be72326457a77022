using AlexNet.Engine.Architectures;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Models;

/// <summary>The models that have a name: the built-in networks, the one that ships, and what is installed.</summary>
internal static class NamedModels
{
    /// <summary>All names.</summary>
    public static IEnumerable<string> Names => [.. KnownArchitectures.Names, .. ShippedModel.IsThere ? [ShippedModel.Name] : Array.Empty<string>(), .. InstalledModels.Names];

    /// <summary>Whether a model has that name.</summary>
    public static bool Has(string name) => BuiltInModels.Has(name) || ShippedModel.Is(name) || InstalledModels.Find(name) is not null;

    /// <summary>Describes the model of a name. Of a built-in one no weights are made.</summary>
    /// <exception cref="Failure">There is none of that name, or its file is damaged.</exception>
    public static ModelInfo Describe(string name)
    {
        var isDefault = name.Equals(DefaultModel.Name, StringComparison.OrdinalIgnoreCase);
        if (ShippedModel.Is(name)) return ModelInfo.Of(ShippedModel.Get()) with { IsDefault = isDefault };
        if (!BuiltInModels.Has(name))
        {
            if (InstalledModels.Find(name) is { } file) return ModelInfo.Of(ModelResolver.Load(file)) with { IsDefault = isDefault || file == DefaultModel.Chosen };
            if (InstalledModels.NotInstalled(name) is { } failure) throw failure;
        }
        var network = ArchitectureByName.Get(name);
        return ModelInfo.Of(network, ModelFactory.DefaultPreprocessing(network)) with { IsDefault = isDefault };
    }
}
