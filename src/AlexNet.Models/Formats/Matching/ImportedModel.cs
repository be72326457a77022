using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Models.Formats.Photos;
using AlexNet.Models.Metadata;

namespace AlexNet.Models.Formats.Matching;

/// <summary>From a network that was found in another program's file to a model.</summary>
internal static class ImportedModel
{
    /// <summary>Matches the network to those we know and adds labels and preprocessing: the file's own where we wrote them into it, else what such networks were trained with.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="found">What it holds.</param>
    /// <param name="metadata">What one of our exports says beside it; empty for files of others.</param>
    /// <param name="options">What the caller says.</param>
    /// <param name="likeliest">Name of the network that it most likely is; null when nothing tells.</param>
    /// <param name="preprocessing">What networks of this architecture expect in such files.</param>
    /// <param name="meanImage">Reads the mean image that the metadata speaks of, [3][side][side]; null where there is none.</param>
    /// <exception cref="RefusedException">It is none of the networks we know.</exception>
    public static Model Make(
        string path, ImportedNetwork found, IReadOnlyDictionary<string, string> metadata, ImportOptions options, string? likeliest,
        Func<Architecture, Preprocessing> preprocessing, Func<int, float[]?> meanImage)
    {
        // Of this file, also where another one describes the network and is named for what is wrong with that.
        var ours = metadata.ContainsKey(MetadataKeys.Format) ? FileErrors.Reading(path, () => Named("metadata", () => ModelMetadata.Read(metadata))) : null;
        var candidates = Candidates(options.Architecture ?? likeliest, isAlone: options.Architecture is not null, ours?.Architecture);
        var (architecture, weights) = Named("network", () => NetworkMatcher.Match(found, candidates));
        var prepared = ours is null ? preprocessing(architecture) : ours.Preprocessing;
        if (options.MeanFile is { } meanFile) prepared = ImportPreprocessing.WithMean(prepared, architecture.Input.Height, MeanFile.Read(meanFile), meanFile);
        else if (ours?.Preprocessing.MeanImageSize is > 0 and var side) prepared = prepared with { MeanImage = meanImage(side) ?? throw new RefusedException("preprocessing", $"it subtracts a mean image of {side}x{side}, which is not in the file", "give the file of the mean image too").In(path) };
        var labels = ours?.Labels ?? ModelFactory.DefaultLabels(architecture.Classes);
        return Named("network", () => new Model(ours?.Name ?? NameOf(path), architecture, weights, labels, prepared)
        {
            Path = path,
            IsTrained = ours?.IsTrained ?? true,
            Notes = ours?.Notes ?? new Dictionary<string, string>(),
        });
    }

    /// <summary>Does what the engine's own checks may refuse, and says where.</summary>
    public static T Named<T>(string where, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ShapeException exception)
        {
            throw new RefusedException($"layer '{Printable.Text(exception.Layer)}'", $"found {Printable.Text(exception.Found, 300)}, but needs {Printable.Text(exception.Needed, 300)}", inner: exception);
        }
        catch (ArgumentException exception)
        {
            throw new RefusedException(where, Printable.Text(exception.Message, 1000), inner: exception);
        }
    }

    private static IReadOnlyList<Architecture> Candidates(string? name, bool isAlone, Architecture? ours)
    {
        var first = name is null ? null : Known(name);
        if (isAlone) return [first!];
        return [.. new[] { ours, first }.OfType<Architecture>(), .. KnownArchitectures.Names.Where(known => known != first?.Name).Select(KnownArchitectures.Get)];
    }

    private static Architecture Known(string name) => Named("architecture", () => KnownArchitectures.Get(name));

    /// <summary>The file's name without its extension, such as <c>bvlc_alexnet</c>.</summary>
    private static string NameOf(string path) => Printable.Text(Path.GetFileNameWithoutExtension(path), JsonFields.MaxNameLength - 3) is { Length: > 0 } name ? name : "model";
}
