using System.Management.Automation;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Models;
using AlexNet.Models.Formats;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Models;

/// <summary>From what -Model was given to a model.</summary>
internal static class ModelResolver
{
    /// <summary>Finds where the model is, on the pipeline's thread; the function returned gets it and may run on any.</summary>
    public static Func<Model> Prepare(ModelReference? reference, PathIntrinsics paths)
    {
        if (reference is null) return () => BuiltInModels.Get(BuiltInModels.Default);
        if (reference.Model is { } model) return () => model;
        if (!reference.IsLiteral && BuiltInModels.Has(reference.Name)) return () => WeightPrecisions.Convert(BuiltInModels.Get(reference.Name), reference.Precision);
        var file = FileOf(reference, paths);
        return () => WeightPrecisions.Convert(Load(file), reference.Precision);
    }

    /// <summary>A reference's network, and how many bytes its parameters are stored in. For a built-in one no weights are made, and the bytes are not known.</summary>
    public static (Architecture Network, Func<ParameterShape, long>? BytesOf) NetworkOf(ModelReference reference, PathIntrinsics paths)
    {
        if (reference.Model is null && !reference.IsLiteral && BuiltInModels.Has(reference.Name)) return (KnownArchitectures.Get(reference.Name), null);
        var model = Prepare(reference, paths)();
        return (model.Architecture, parameter => model.Weight(parameter.Name).ByteLength);
    }

    /// <summary>Opens a model file of any format.</summary>
    /// <exception cref="Failure">It is not there or no sound model.</exception>
    public static Model Load(string file, ImportOptions? options = null, CancellationToken cancellation = default)
    {
        if (!File.Exists(file))
            throw new Failure(ErrorIds.ModelNotFound, ErrorCategory.ObjectNotFound, file, $"There is no model file '{file}'.", $"Give the path of a model file, or one of {string.Join(", ", KnownArchitectures.Names)}.");
        try
        {
            return ModelFormats.Load(file, options, cancellation);
        }
        catch (ModelFileException exception)
        {
            throw new Failure(ErrorIds.ModelFileInvalid, ErrorCategory.InvalidData, file, ModelFileErrors.Message(exception), ModelFileErrors.Advice(exception), exception);
        }
    }

    private static string FileOf(ModelReference reference, PathIntrinsics paths)
    {
        try
        {
            if (reference.IsLiteral || !WildcardPattern.ContainsWildcardCharacters(reference.Name)) return paths.GetUnresolvedProviderPathFromPSPath(reference.Name);
            var files = paths.GetResolvedProviderPathFromPSPath(reference.Name, out _);
            if (files.Count == 1) return files[0];
            throw new Failure(ErrorIds.ModelNotFound, ErrorCategory.ObjectNotFound, reference.Name, $"'{reference.Name}' stands for {files.Count} files, but one model is needed.", "Give the path of one model file.");
        }
        catch (Exception exception) when (PathErrors.IsNotFound(exception))
        {
            throw new Failure(ErrorIds.ModelNotFound, ErrorCategory.ObjectNotFound, reference.Name, $"There is no model '{reference.Name}': {exception.Message}", $"Give the path of a model file, or one of {string.Join(", ", KnownArchitectures.Names)}.", exception);
        }
    }
}
