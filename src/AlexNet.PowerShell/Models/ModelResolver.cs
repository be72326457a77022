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
        if (reference is null) return PrepareDefault(paths);
        if (reference.Model is { } model) return () => model;
        if (!reference.IsLiteral && BuiltInModels.Has(reference.Name)) return () => WeightPrecisions.Convert(BuiltInModels.Get(reference.Name), reference.Precision);
        if (!reference.IsLiteral && ShippedModel.Is(reference.Name)) return () => WeightPrecisions.Convert(ShippedModel.Get(), reference.Precision);
        var file = FileOf(reference, paths);
        return () => WeightPrecisions.Convert(SharedModels.Load(file), reference.Precision);
    }

    /// <summary>What leads to the same model in another session: the name of a built-in or installed model, or the full path of a file.</summary>
    /// <exception cref="Failure">The model is in memory only, or the reference leads nowhere.</exception>
    public static string Lasting(ModelReference reference, PathIntrinsics paths)
    {
        if (reference.Model is { } model)
            return model.Path ?? throw new Failure(ErrorIds.ModelNotInFile, ErrorCategory.InvalidArgument, model.Name, $"The model '{model.Name}' is in memory only.",
                "Write it with Export-AlexNetModel, and give the path of the file.");
        return !reference.IsLiteral && NamedModels.Has(reference.Name) ? reference.Name : FileOf(reference, paths);
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
            throw new Failure(ErrorIds.ModelNotFound, ErrorCategory.ObjectNotFound, file, $"There is no model file '{file}'.", $"Give the path of a model file, or one of {Choices}.");
        try
        {
            return ModelFormats.Load(file, options, cancellation);
        }
        catch (ModelFileException exception)
        {
            throw new Failure(ErrorIds.ModelFileInvalid, ErrorCategory.InvalidData, file, ModelFileErrors.Message(exception), ModelFileErrors.Advice(exception), exception);
        }
    }

    /// <summary>The user's choice, whose errors say so: nobody named that model now.</summary>
    private static Func<Model> PrepareDefault(PathIntrinsics paths)
    {
        if (DefaultModel.Chosen is not { } chosen) return () => ShippedModel.IsThere ? ShippedModel.Get() : BuiltInModels.Get(BuiltInModels.Default);
        return () =>
        {
            try
            {
                return Prepare(DefaultModel.Reference(chosen), paths)();
            }
            catch (Failure failure)
            {
                throw new Failure(ErrorIds.DefaultModelUnusable, ErrorCategory.ObjectNotFound, chosen, $"The default model '{chosen}' cannot be used. {failure.Message}",
                    "Choose another with Set-AlexNetDefaultModel, or go back to the one that comes with the module by Set-AlexNetDefaultModel -Reset.", failure);
            }
        };
    }

    private static string FileOf(ModelReference reference, PathIntrinsics paths)
    {
        if (!reference.IsLiteral && ModelAddress.IsWeb(reference.Name)) return ModelAddress.FileOf(reference.Name);
        if (!reference.IsLiteral && InstalledModels.Find(reference.Name) is { } installed) return installed;
        try
        {
            if (reference.IsLiteral || !WildcardPattern.ContainsWildcardCharacters(reference.Name))
            {
                var path = paths.GetUnresolvedProviderPathFromPSPath(reference.Name);
                return reference.IsLiteral || File.Exists(path) || InstalledModels.NotInstalled(reference.Name) is not { } failure ? path : throw failure;
            }
            var files = paths.GetResolvedProviderPathFromPSPath(reference.Name, out _);
            if (files.Count == 1) return files[0];
            throw new Failure(ErrorIds.ModelNotFound, ErrorCategory.ObjectNotFound, reference.Name, $"'{reference.Name}' stands for {files.Count} files, but one model is needed.", "Give the path of one model file.");
        }
        catch (Exception exception) when (PathErrors.IsNotFound(exception))
        {
            throw new Failure(ErrorIds.ModelNotFound, ErrorCategory.ObjectNotFound, reference.Name, $"There is no model '{reference.Name}': {exception.Message}", $"Give the path of a model file, or one of {Choices}.", exception);
        }
    }

    private static string Choices => string.Join(", ", NamedModels.Names);
}
