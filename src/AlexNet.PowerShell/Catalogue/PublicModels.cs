using System.Management.Automation;
using AlexNet.Models;
using AlexNet.Models.Catalogue;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Models;

namespace AlexNet.PowerShell.Catalogue;

/// <summary>The catalogue in PowerShell's terms.</summary>
internal static class PublicModels
{
    /// <summary>The catalogue, with the models of the user's file.</summary>
    /// <exception cref="Failure">That file is no catalogue.</exception>
    public static ModelCatalogue Open()
    {
        try
        {
            return ModelCatalogue.ForUser();
        }
        catch (ModelFileException exception)
        {
            throw new Failure(ErrorIds.CatalogueInvalid, ErrorCategory.InvalidData, exception.File,
                $"The catalogue of models '{exception.File}', {exception.Where}: {exception.Problem.TrimEnd('.')}.", ModelFileErrors.Advice(exception), exception);
        }
    }

    /// <summary>The model of a name; null when the catalogue has none.</summary>
    public static CatalogueEntry? Find(string name) => Open().Find(name);

    /// <summary>The catalogue's name for an alias; any other text is its own.</summary>
    public static string NameOf(string name) => name.Equals(ModelCatalogue.ImageNet, StringComparison.OrdinalIgnoreCase) ? name : Find(name)?.Name ?? name;

    /// <summary>The model of a name.</summary>
    /// <exception cref="Failure">The catalogue has none.</exception>
    public static CatalogueEntry Get(string name)
    {
        var models = Open();
        return models.Find(name) ?? throw new Failure(ErrorIds.ModelUnknown, ErrorCategory.InvalidArgument, name, $"The catalogue has no model '{name}'.",
            $"It has {string.Join(", ", models.Models)}. A file of another model is opened by Import-AlexNetModel.");
    }

    /// <summary>The models that match names or patterns, in the catalogue's order for each; of a pattern that matches nothing, none.</summary>
    /// <exception cref="Failure">There is none of a name without wildcards.</exception>
    public static IEnumerable<CatalogueEntry> Matching(string pattern) => WildcardPattern.ContainsWildcardCharacters(pattern)
        ? Open().Models.Where(model => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(model.Name))
        : [Get(pattern)];

    /// <summary>The error for a model that is wanted but not installed.</summary>
    public static Failure NotInstalled(CatalogueEntry model, string message) => new(ErrorIds.ModelNotInstalled, ErrorCategory.ObjectNotFound, model.Name, message,
        $"Install-AlexNetModel {model.Name} downloads it ({model.Bytes / 1e6:0} MB). {ByHand(model)}");

    /// <summary>How to install a model where there is no network.</summary>
    public static string ByHand(CatalogueEntry model) =>
        $"Without a network here, fetch {model.Addresses[0]} where there is one, bring the file, and run Install-AlexNetModel {model.Name} -Source ./{model.File}.";
}
