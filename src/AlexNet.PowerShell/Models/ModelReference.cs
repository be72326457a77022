using AlexNet.Engine.Evaluation;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;

namespace AlexNet.PowerShell.Models;

/// <summary>What -Model takes: a model, or what leads to one. PowerShell converts by the constructors; nothing is loaded before the cmdlet runs.</summary>
public sealed class ModelReference
{
    /// <summary>The model itself.</summary>
    public ModelReference(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        Name = model.Path ?? model.Name;
    }

    /// <summary>A built-in architecture's or an installed model's name, the path of a model file, or an address of either.</summary>
    public ModelReference(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        (Name, IsLiteral) = ModelAddress.IsFile(name, out var path) ? (path, true) : (name, false);
    }

    /// <summary>The address of a file on this machine, or of a public model that is installed.</summary>
    public ModelReference(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        (Name, IsLiteral) = address is { IsAbsoluteUri: true, IsFile: true } ? (address.LocalPath, true) : (address.OriginalString, false);
    }

    /// <summary>A model file.</summary>
    public ModelReference(FileInfo file) : this(file.FullName) => IsLiteral = true;

    /// <summary>What Get-AlexNetModel described.</summary>
    public ModelReference(ModelInfo description) : this(description.Path ?? description.Name) => (IsLiteral, Precision) = (description.Path is not null, description.WeightPrecision);

    /// <summary>What New-AlexNetClassifier reported of.</summary>
    public ModelReference(ClassifierReport report) : this(report.Path) => IsLiteral = true;

    /// <summary>The name or path.</summary>
    public string Name { get; }

    internal Model? Model { get; }

    /// <summary>Whether the name is a path in which brackets are brackets.</summary>
    internal bool IsLiteral { get; }

    /// <summary>The weight precision of the model described, which need not be its file's; null when nobody said.</summary>
    internal ElementType? Precision { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
