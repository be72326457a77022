using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;

namespace AlexNet.Bench.Rivals;

/// <summary>All weights of a model as floats in one file, each on a page of its own: ONNX's external data, and what libtorch maps.</summary>
internal sealed class WeightsFile
{
    private const int Alignment = 4096;
    private const int Chunk = 1 << 22;

    private readonly Dictionary<string, long> _offsets = [];

    public WeightsFile(Model model, string folder)
    {
        using var file = File.Create(Path.Combine(folder, Name));
        foreach (var tensor in model.Weights)
        {
            if (tensor.Type != ElementType.Float32) throw new NotSupportedException($"'{tensor.Name}' is {tensor.Type}; the comparison is of single precision");
            file.Position = (file.Position + Alignment - 1) / Alignment * Alignment;
            _offsets[tensor.Name] = file.Position;
            for (var start = 0L; start < tensor.Length; start += Chunk) file.Write(tensor.Bytes(start, (int)Math.Min(Chunk, tensor.Length - start)));
        }
    }

    /// <summary>Name of the file in its folder.</summary>
    public string Name => "weights.bin";

    /// <summary>First byte of a tensor.</summary>
    public long Offset(string tensor) => _offsets[tensor];
}
