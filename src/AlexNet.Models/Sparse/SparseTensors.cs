using System.IO.Compression;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Safetensors;

namespace AlexNet.Models.Sparse;

/// <summary>The three tensors that stand for a sparse one in a file: its values (F32), and its codes and gaps (U8), each compressed by Brotli.</summary>
internal static unsafe class SparseTensors
{
    public const string CodebookSuffix = ".codebook", CodesSuffix = ".codes", GapsSuffix = ".gaps";

    // A few bytes can stand for any number of zeros: four times the paper's network is enough.
    private const long MaxWeights = 1L << 28;

    /// <summary>The names that may stand for a weight of this name.</summary>
    public static IEnumerable<string> Names(string weight) => [weight + CodebookSuffix, weight + CodesSuffix, weight + GapsSuffix];

    /// <summary>Whether the file has this weight in sparse form.</summary>
    public static bool Has(SafetensorsFile file, string weight) => file.Tensors.ContainsKey(weight + CodesSuffix);

    /// <summary>The tensors for a weight; null when it is not of few values, or when they would take no less.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="smallest">Whether to code it as small as can be, whatever the time.</param>
    public static IReadOnlyList<IFileTensor>? Of(WeightTensor weight, bool smallest = false)
    {
        if (weight.Type != ElementType.Float32 || weight.Shape.Count < 2 || weight.Length > int.MaxValue) return null;
        var code = SparseCode.Of(new ReadOnlySpan<float>((float*)weight.Data, (int)weight.Length));
        GC.KeepAlive(weight);
        if (code is null || code.Codebook.Length == 0) return null;
        byte[] compressedCodes = [], compressedGaps = [];
        Parallel.Invoke(() => compressedCodes = Compressed(code.Codes, smallest), () => compressedGaps = Compressed(code.Gaps, smallest));
        ByteTensor codes = new(weight.Name + CodesSuffix, compressedCodes), gaps = new(weight.Name + GapsSuffix, compressedGaps);
        return codes.ByteLength + gaps.ByteLength < weight.ByteLength ? [new TensorToWrite(Values(weight.Name + CodebookSuffix, code.Codebook), ElementType.Float32), codes, gaps] : null;
    }

    /// <summary>Makes sure that all sparse tensors of a file together take no more memory than a network of such a size could need.</summary>
    /// <param name="weights">Elements that they expand to.</param>
    /// <exception cref="RefusedException">They do.</exception>
    public static void RequireBounded(long weights)
    {
        if (weights > MaxWeights) throw new RefusedException("tensors", $"the sparse ones would expand to {weights} weights, but at most {MaxWeights} are expanded");
    }

    /// <summary>A weight from its sparse form, in memory of its own.</summary>
    /// <exception cref="RefusedException">A tensor is missing, of another type, or damaged.</exception>
    public static WeightTensor Expand(SafetensorsFile file, string weight, IReadOnlyList<int> shape, long length)
    {
        var where = $"tensor '{Printable.Text(weight)}'";
        foreach (var name in Names(weight))
            if (!file.Tensors.ContainsKey(name)) throw new RefusedException(where, $"it is stored as sparse, but there is no tensor '{Printable.Text(name)}'");
        var codebook = file.Tensor(weight + CodebookSuffix);
        if (codebook.Type != ElementType.Float32 || codebook.Length is < 1 or > SparseCode.MaxValues || WeightCheck.FirstNotFinite(codebook) is not null)
            throw new RefusedException(where, $"its codebook must be 1 to {SparseCode.MaxValues} finite F32 values");
        var buffer = new NativeBuffer(length);
        using (Stream codes = file.OpenBytes(weight + CodesSuffix), gaps = file.OpenBytes(weight + GapsSuffix))
            SparseReader.Expand(where, codebook.ToArray(), codes, gaps, buffer.Pointer, length);
        GC.KeepAlive(file);
        return new WeightTensor(weight, ElementType.Float32, shape, (nint)buffer.Pointer, buffer);
    }

    private static byte[] Compressed(byte[] data, bool smallest)
    {
        using var target = new MemoryStream();
        // Qualities between these two take longer than the first and save nothing.
        using (var brotli = new BrotliStream(target, new BrotliCompressionOptions { Quality = smallest ? 11 : 4 }, leaveOpen: true)) brotli.Write(data);
        return target.ToArray();
    }

    private static WeightTensor Values(string name, float[] values)
    {
        var buffer = new NativeBuffer(values.Length);
        values.CopyTo(buffer.Span(0, values.Length));
        return new WeightTensor(name, ElementType.Float32, [values.Length], (nint)buffer.Pointer, buffer);
    }
}
