using System.Numerics;
using System.Runtime.InteropServices;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Training;
using AlexNet.Imaging.Datasets;

namespace AlexNet.Imaging.Training;

/// <summary>
/// Training examples: the photos in another order each epoch, each shown in another way. Order, crops, mirrors and noise follow from (seed, epoch, place) alone,
/// so that a run that was cut goes on with the very images it would have had. The photos that an epoch's full batches leave over are left out: every step weighs
/// the same, and the next epoch leaves out others.
/// </summary>
public sealed class TrainingPhotos : IBatchSource
{
    private readonly PreparedPhotos _photos;
    private readonly IReadOnlyList<LabelledPhoto> _examples;
    private readonly Augmentation _augmentation;
    private readonly PrincipalColours _colours;
    private readonly ViewWriter _writer;
    private readonly int _inputSize, _patchSize;
    private readonly ulong _orderKey, _viewKey;
    private readonly ParallelOptions _parallel;
    private (int Epoch, int[] Photos) _order = (-1, []);

    /// <summary>Examples for a model.</summary>
    /// <param name="photos">Decoded once; may hold more than <paramref name="examples"/>.</param>
    /// <param name="examples">The training part.</param>
    /// <param name="preprocessing">The model's; with a mean colour, not a mean image.</param>
    /// <param name="inputSize">Side S of the network's input.</param>
    /// <param name="augmentation">How photos are varied.</param>
    /// <param name="colours">Principal components of the training photos' colours.</param>
    /// <param name="seed">The same seed gives the same examples.</param>
    /// <param name="threads">Threads that fill a batch; 0 for one a core.</param>
    /// <exception cref="ArgumentException">An option cannot be meant.</exception>
    public TrainingPhotos(
        PreparedPhotos photos, PhotoDataset examples, Preprocessing preprocessing, int inputSize, Augmentation augmentation, PrincipalColours colours, ulong seed, int threads = 0)
    {
        (_photos, _examples, _augmentation, _colours, _inputSize) = (photos, examples.Photos, augmentation.Validated(), colours, inputSize);
        if (_examples.Count == 0) throw new ArgumentException("there is no photo to train on", nameof(examples));
        _patchSize = PhotoReducer.Side(preprocessing, inputSize);
        _writer = new ViewWriter(preprocessing, inputSize);
        _orderKey = CounterRandom.Key("photo order", seed);
        _viewKey = CounterRandom.Key("photo views", seed);
        _parallel = new ParallelOptions { CancellationToken = photos.Cancellation, MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount };
    }

    /// <inheritdoc/>
    public int ExampleCount => _examples.Count;

    /// <inheritdoc/>
    public int BatchCount(int batchSize) => Math.Max(1, ExampleCount / batchSize);

    /// <inheritdoc/>
    public unsafe int Fill(int epoch, int batch, int batchSize, Span<float> images, Span<Target> targets)
    {
        var order = Order(epoch);
        var first = batch * batchSize;
        var count = Math.Min(batchSize, order.Length - first);
        if (images.Length < count * _writer.ViewLength || targets.Length < count)
            throw new ArgumentException($"found room for {images.Length} floats and {targets.Length} targets, but {count} images need {count * _writer.ViewLength} floats");
        fixed (float* views = images)
        fixed (Target* labels = targets)
        {
            var (viewsAt, labelsAt) = ((nint)views, (nint)labels);
            Parallel.For(0, count, _parallel, i =>
                ((Target*)labelsAt)[i] = Write(epoch, first + i, order, new Span<float>((float*)viewsAt + (long)i * _writer.ViewLength, _writer.ViewLength)));
        }
        return count;
    }

    /// <summary>The image at a place of an epoch, blended with another where mixup is asked for.</summary>
    private Target Write(int epoch, int place, int[] order, Span<float> view)
    {
        var draws = RandomDraws.For(_viewKey, epoch, place);
        var chunk = RandomDraws.For(~_viewKey, epoch, place / _augmentation.CropChunk);
        var label = Show(order[place], ref chunk, ref draws, view);
        if (_augmentation.Mixup == 0) return Target.Of(label);
        var weight = (float)draws.Beta(_augmentation.Mixup);
        using var other = new NativeBuffer(view.Length);
        var second = Show(order[draws.Below(order.Length)], ref draws, ref draws, other.Span(0, view.Length));
        Blend(view, other.Span(0, view.Length), weight);
        // The first class is the one that counts as the right answer.
        return weight >= 0.5f ? new Target(label, second, weight) : new Target(second, label, 1 - weight);
    }

    /// <summary>One view of one photo.</summary>
    private int Show(int example, ref RandomDraws place, ref RandomDraws draws, Span<float> view)
    {
        var photo = _photos.Cache.Get(_examples[example], _photos.Cancellation);
        var plan = ViewPlan.Draw(_augmentation, photo, _inputSize, _patchSize, ref place);
        Span<float> shift = stackalloc float[PlanarPhoto.Channels];
        Span<float> amounts = stackalloc float[PlanarPhoto.Channels];
        foreach (ref var amount in amounts) amount = draws.Normal() * _augmentation.ColourNoise;
        _colours.Shift(amounts, shift);
        _writer.Write(photo, plan, shift, _augmentation.ScaleNoise ? 1 / (1 + _augmentation.ColourNoise) : 1, view);
        if (draws.Next() < _augmentation.Erasing) RandomErasing.Apply(view, _inputSize, ref draws);
        return _examples[example].Class;
    }

    /// <summary>A permutation of the photos for each epoch: by random keys.</summary>
    private int[] Order(int epoch)
    {
        if (_order.Epoch == epoch) return _order.Photos;
        var key = CounterRandom.Key(_orderKey, epoch);
        var keys = new ulong[ExampleCount];
        var photos = new int[ExampleCount];
        for (var i = 0; i < keys.Length; i++) (keys[i], photos[i]) = (CounterRandom.Bits(key, (ulong)i), i);
        Array.Sort(keys, photos);
        _order = (epoch, photos);
        return photos;
    }

    private static void Blend(Span<float> view, ReadOnlySpan<float> other, float weight)
    {
        var a = MemoryMarshal.Cast<float, Vector<float>>(view);
        var b = MemoryMarshal.Cast<float, Vector<float>>(other);
        for (var i = 0; i < a.Length; i++) a[i] = b[i] + (a[i] - b[i]) * weight;
        for (var i = a.Length * Vector<float>.Count; i < view.Length; i++) view[i] = other[i] + (view[i] - other[i]) * weight;
    }
}
