using System.Globalization;
using System.Management.Automation;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Labels;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Models;

/// <summary>A class of a model by what people call it.</summary>
internal static class ClassByName
{
    /// <summary>Index of the class of that name or WordNet id, in any case, or of that index.</summary>
    /// <exception cref="Failure">There is none, or more than one.</exception>
    public static int Find(Model model, string name)
    {
        bool Is(string? word) => string.Equals(word, name, StringComparison.OrdinalIgnoreCase);
        var found = model.Labels.Items.Where(label => Is(label.Name) || Is(label.Synset)).ToList();
        if (found.Count == 0) found = [.. model.Labels.Items.Where(label => LabelInfo.Of(label).OtherNames.Any(Is))];
        if (found.Count == 1) return found[0].Index;
        if (found.Count > 1)
            throw new Failure(ErrorIds.LabelNotFound, ErrorCategory.InvalidArgument, name, $"The model '{model.Name}' has {found.Count} classes '{name}': {string.Join(", ", found.Select(label => label.Index))}.", "Give the index.");
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < model.Labels.Count) return index;
        throw new Failure(ErrorIds.LabelNotFound, ErrorCategory.ObjectNotFound, name, $"The model '{model.Name}' has no class '{name}'.",
            $"It has {model.Labels.Count} classes, from 0 to {model.Labels.Count - 1}; Get-AlexNetLabel lists a model's.");
    }
}
