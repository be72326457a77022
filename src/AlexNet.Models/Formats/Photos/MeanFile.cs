using AlexNet.Engine.Tensors;
using AlexNet.Models.Formats.Caffe;
using AlexNet.Models.Formats.Named;
using AlexNet.Models.Formats.Numpy;
using AlexNet.Models.Formats.Pickle;

namespace AlexNet.Models.Formats.Photos;

/// <summary>The mean of the training photos, subtracted from each photo.</summary>
/// <param name="Values">[channel][row][column], in the order of the network's channels.</param>
/// <param name="Side">Rows and columns; 1: a mean pixel.</param>
/// <param name="Labels">Names of the classes, where the file has them too (batches.meta of cuda-convnet); null otherwise.</param>
internal sealed record MeanFile(float[] Values, int Side, IReadOnlyList<string>? Labels = null)
{
    private const int MaxSide = 1024;
    private const string Advice = "give the mean of the photos that the network was trained on: Caffe's .binaryproto, or a .npy file of [3, side, side] numbers";

    /// <summary>
    /// Reads Caffe's .binaryproto of [1, 3, side, side], a .npy file of [3, side, side], [side, side, 3] or [3] numbers, or cuda-convnet's batches.meta with its 'data_mean'.
    /// </summary>
    /// <exception cref="ModelFileException">It is none of these.</exception>
    public static MeanFile Read(string path) => ForeignFile.Read(path, bytes =>
    {
        var start = bytes.Span(0, (int)Math.Min(bytes.Length, ModelFormats.BytesToRecognise));
        if (start.StartsWith(NpyHeader.Magic)) return Of(NpyFile.Array(bytes, "mean"), null);
        if (PickleFormat.IsPickle(start)) return OfBatches(bytes);
        if (CaffeMean.Recognises(start)) return Of(CaffeMean.Read(bytes), null);
        throw new RefusedException("mean", "it is neither Caffe's .binaryproto, nor a .npy file, nor cuda-convnet's batches.meta", Advice);
    });

    private static MeanFile OfBatches(MemoryRegion bytes)
    {
        var value = new PickleReader(new PickleStream(bytes), new PickleGlobals(NumpyGlobals.Names)).Read();
        if (value is not PickleDictionary dictionary || dictionary.Items.GetValueOrDefault("data_mean") is not NumpyArray mean)
            throw new RefusedException("pickle", "there is no array 'data_mean' in it", "give the batches.meta of the data that the network was trained on");
        var labels = (dictionary.Items.GetValueOrDefault("label_names") as List<object?>)?.Select(PickleString.NameOf).ToList();
        return Of(mean.Named("data_mean"), labels is null || labels.Any(string.IsNullOrWhiteSpace) ? null : labels.ConvertAll(label => Printable.Text(label!, 200)));
    }

    private static MeanFile Of(NamedArray array, IReadOnlyList<string>? labels)
    {
        var side = (int)Math.Round(Math.Sqrt(Math.Min(array.Length, 3L * MaxSide * MaxSide + 3) / 3.0));
        long[] extents = [.. array.Shape.Where(extent => extent != 1)];
        var isFlat = extents.Length == 1 && extents[0] == 3L * side * side;
        var isLast = extents.AsSpan().SequenceEqual([side, side, 3L]);
        if (side is 0 or > MaxSide || !(isFlat || isLast || extents.AsSpan().SequenceEqual([3L, side, side])))
            throw array.Refuse($"its shape is {array.ShapeText}, but a mean needs [3, side, side], [side, side, 3] or [3], with a side of at most {MaxSide}", Advice);
        array = array with { Shape = extents, Strides = [.. array.Strides.Where((_, axis) => array.Shape[axis] != 1)] };
        var values = (isLast ? array.Permute(2, 0, 1) : array).ToWeight(array.Name, [(int)array.Length], default).ToArray();
        if (TensorCheck.FirstNotFinite(values) is >= 0 and var bad) throw new RefusedException($"value {bad}", FormattableString.Invariant($"it is {values[bad]}, but every value must be finite"));
        return new MeanFile(values, side, labels);
    }
}
