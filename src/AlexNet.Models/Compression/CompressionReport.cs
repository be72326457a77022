using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Safetensors;
using AlexNet.Models.Sparse;

namespace AlexNet.Models.Compression;

/// <summary>What a compressed model's file holds, layer by layer.</summary>
public static class CompressionReport
{
    private const int Chunk = 1 << 16;

    /// <summary>The convolutions and fully connected layers of a file, beside the model that it was made from.</summary>
    /// <param name="original">The model before.</param>
    /// <param name="compressed">The model as loaded from its file.</param>
    /// <exception cref="ModelFileException">The file is not there any more, or damaged.</exception>
    public static IReadOnlyList<CompressedLayer> Of(Model original, Model compressed)
    {
        var file = SafetensorsFile.Open(compressed.Path ?? throw new ArgumentException("the compressed model comes from no file", nameof(compressed)));
        // An array, which PowerShell can index.
        CompressedLayer[] layers = [.. compressed.Architecture.Layers.Where(layer => layer is Convolution or FullyConnected).Select(layer => Of($"{layer.Name}.weight", layer.Name))];
        return layers;

        CompressedLayer Of(string weight, string layer)
        {
            var isSparse = SparseTensors.Has(file, weight);
            return new CompressedLayer
            {
                Layer = layer,
                Weights = compressed.Weight(weight).Length,
                Kept = Kept(compressed.Weight(weight)),
                Values = isSparse ? (int)file.Tensor(weight + SparseTensors.CodebookSuffix).Length : null,
                OriginalBytes = original.Weight(weight).ByteLength,
                Bytes = (isSparse ? SparseTensors.Names(weight) : [weight]).Sum(name => file.Tensors[name].ByteLength),
            };
        }
    }

    private static long Kept(WeightTensor weight)
    {
        var values = new float[Math.Min(weight.Length, Chunk)];
        var zeros = 0L;
        for (var start = 0L; start < weight.Length; start += Chunk)
        {
            var part = values.AsSpan(0, (int)Math.Min(Chunk, weight.Length - start));
            weight.CopyTo(part, start);
            zeros += part.Count(0f);
        }
        return weight.Length - zeros;
    }
}
