using System.Security.Cryptography;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Inference.Planning;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;
using AlexNet.Imaging.Datasets;
using AlexNet.Imaging.Decoding;
using AlexNet.Imaging.Training;
using AlexNet.Imaging.Views;

namespace AlexNet.Imaging.Features;

/// <summary>Writes a photo's view.</summary>
/// <param name="preprocessor">What makes views of photos.</param>
/// <param name="view">Gets it, [3][height][width].</param>
public delegate void ViewLoader(Preprocessor preprocessor, Span<float> view);

/// <summary>
/// Computes layers' outputs for photos, each photo in its centre view as classifying shows it. Photos go in batches: one is read and hashed, and decoded where the cache has
/// not its outputs, on all cores; what was decoded then goes through the network up to the last layer that is wanted. The network is made ready when the first photo needs it.
/// </summary>
public sealed class FeatureReader : IDisposable
{
    private const int BatchSize = 32;

    private readonly Model _model;
    private readonly IReadOnlyList<string> _layers;
    private readonly IReadOnlyList<string> _keys;
    private readonly IFeatureStore? _cache;
    private readonly PlanOptions _plan;
    private readonly Preprocessor _preprocessor;
    private InferenceSession? _session;

    // Under which name an observer sees each layer's outputs: a nonlinearity's are those of the layer that it is fused into.
    private IReadOnlyList<string> _ends = [];

    /// <summary>Prepares for a model.</summary>
    /// <param name="model">Whose layers.</param>
    /// <param name="layers">Names of layers, in the network's order; see <see cref="InferencePlan.UpTo"/> for what a layer's outputs are.</param>
    /// <param name="cache">Where outputs are kept; null for nowhere.</param>
    /// <param name="plan">What computes the convolutions, and on how many threads; null for the defaults.</param>
    /// <exception cref="ArgumentException">There is no such layer, or the preprocessing cannot be meant.</exception>
    public FeatureReader(Model model, IReadOnlyList<string> layers, IFeatureStore? cache = null, PlanOptions? plan = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layers.Count, 1);
        (_model, _layers, _cache, _plan) = (model, layers, cache, (plan ?? PlanOptions.Default) with { Batch = BatchSize });
        _preprocessor = new Preprocessor(model.Preprocessing, model.Architecture.Input.Height);
        _keys = cache is null ? [] : [.. layers.Select(layer => ModelFingerprint.Of(model, layer))];
    }

    /// <summary>Reads photos. One that cannot be read is told of in the table and the others go on.</summary>
    /// <param name="photos">The photos.</param>
    /// <param name="progress">Told how many are done.</param>
    /// <param name="cancellation">Ends it within milliseconds.</param>
    /// <exception cref="DatasetException">The outputs of so many photos do not fit into memory.</exception>
    /// <exception cref="NotFiniteException">An output is not a number.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public FeatureTable Read(PhotoDataset photos, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        var shapes = _layers.Select(layer => (layer, Shape(layer))).ToList();
        RequireRoom(photos, shapes);
        var table = new FeatureTable(photos, shapes);
        try
        {
            var views = new float[(long)BatchSize * _preprocessor.ViewLength];
            for (var first = 0; first < photos.Photos.Count; first += BatchSize)
            {
                var count = Math.Min(BatchSize, photos.Photos.Count - first);
                var missing = Decode(photos, first, count, views, table, cancellation);
                if (missing.Count > 0) Compute(missing, first, views, table, cancellation);
                progress?.Report(first + count);
            }
            return table;
        }
        catch
        {
            table.Dispose();
            throw;
        }
    }

    /// <summary>Packs the weights and takes memory now rather than with the first photo.</summary>
    public void MakeReady() => _session ??= Open();

    /// <summary>The last layer's outputs for one photo, wherever it is; nothing is kept of them.</summary>
    /// <param name="load">Writes the photo's view.</param>
    /// <param name="cancellation">Ends it within milliseconds.</param>
    /// <exception cref="NotFiniteException">An output is not a number.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public float[] ReadOne(ViewLoader load, CancellationToken cancellation = default)
    {
        // The photo first: one that cannot be read needs no network.
        var view = new float[_preprocessor.ViewLength];
        load(_preprocessor, view);
        var session = _session ??= Open();
        view.CopyTo(session.Input(0));
        session.Run(1, cancellation);
        return session.Outputs(0).ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => _session?.Dispose();

    /// <summary>Reads a batch of files; gives the places, within the batch, of those whose outputs the cache has not.</summary>
    private List<int> Decode(PhotoDataset photos, int first, int count, float[] views, FeatureTable table, CancellationToken cancellation)
    {
        var isDecoded = new bool[count];
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            var photo = photos.Photos[first + i];
            try
            {
                using var bytes = EncodedBytes.Read(photo.Path, ImageOptions.Default.MaximumBytes, cancellation);
                var hash = Convert.ToHexStringLower(SHA256.HashData(bytes.Memory.Span));
                if (!IsCached(hash, first + i, table))
                {
                    _preprocessor.Load(bytes.Memory, photo.Path, views.AsSpan(i * _preprocessor.ViewLength, _preprocessor.ViewLength), cancellation);
                    isDecoded[i] = true;
                }
                table.Check(first + i, new PhotoCheck(photo, hash, null));
            }
            catch (ImageException error)
            {
                table.Check(first + i, new PhotoCheck(photo, null, error));
            }
        });
        var missing = Enumerable.Range(0, count).Where(i => isDecoded[i]).ToList();
        table.FromCache += Enumerable.Range(first, count).Count(photo => table.Checks[photo].Error is null) - missing.Count;
        return missing;
    }

    private bool IsCached(string hash, int photo, FeatureTable table)
    {
        if (_cache is null) return false;
        for (var i = 0; i < _layers.Count; i++)
            if (!_cache.TryRead(_keys[i], hash, table.Row(_layers[i], photo))) return false;
        return true;
    }

    private void Compute(List<int> places, int first, float[] views, FeatureTable table, CancellationToken cancellation)
    {
        var session = _session ??= Open();
        for (var image = 0; image < places.Count; image++)
            views.AsSpan(places[image] * _preprocessor.ViewLength, _preprocessor.ViewLength).CopyTo(session.Input(image));
        session.Run(places.Count, cancellation, _layers.Count == 1 ? null : Keep);
        for (var image = 0; image < places.Count; image++)
        {
            var photo = first + places[image];
            session.Outputs(image).CopyTo(table.Row(_layers[^1], photo));
            for (var i = 0; i < _keys.Count; i++) _cache!.Write(_keys[i], table.Checks[photo].Hash!, table.Row(_layers[i], photo));
        }

        // A layer may be seen twice, before and after its nonlinearity: the last time counts.
        void Keep(string layer, int image, MapShape shape, ReadOnlySpan<float> values)
        {
            for (var i = 0; i < _ends.Count; i++)
                if (_ends[i] == layer) values.CopyTo(table.Row(_layers[i], first + places[image]));
        }
    }

    private InferenceSession Open()
    {
        var plan = InferencePlan.For(_model, _plan);
        _ends = [.. _layers.Select(layer => plan.UpTo(layer).EndsAt ?? layer)];
        return new InferenceSession(plan.UpTo(_layers[^1]), BatchSize, _plan.Threads);
    }

    private MapShape Shape(string layer) =>
        _model.Architecture.Shapes.FirstOrDefault(shapes => shapes.Layer.Name == layer)?.Output ?? throw new ArgumentException($"the network '{_model.Architecture.Name}' has no layer '{layer}'");

    private static void RequireRoom(PhotoDataset photos, List<(string Layer, MapShape Shape)> layers)
    {
        // Once for all, and once more for the parts that they are divided into.
        var bytes = 2 * sizeof(float) * (double)photos.Photos.Count * layers.Sum(layer => layer.Shape.Count);
        var room = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
        if (bytes > room)
            throw new DatasetException(photos.Name, FormattableString.Invariant($"the outputs of {string.Join(" and ", layers.Select(layer => layer.Layer))} for its {photos.Photos.Count} photos would take {bytes / 1e9:0.0} GB, but {room / 1e9:0.0} are free for them"),
                "use fewer photos, or train fewer layers");
    }
}
