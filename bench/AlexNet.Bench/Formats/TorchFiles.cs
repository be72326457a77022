using System.IO.Compression;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;

namespace AlexNet.Bench.Formats;

/// <summary>Writes a model's weights as torch.save does, in both of its containers.</summary>
internal static class TorchFiles
{
    /// <summary>The pickle of the magic number with which the old container begins.</summary>
    private static ReadOnlySpan<byte> Magic => [0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, (byte)'.'];

    /// <summary>A zip file in which each storage is a file.</summary>
    public static void WriteZip(Model model, string path)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        using (var pickle = zip.CreateEntry("archive/data.pkl", CompressionLevel.NoCompression).Open()) PickleWriter.Write(pickle, State(model, isLegacy: false));
        foreach (var (i, weight) in model.Weights.Index())
        {
            using var entry = zip.CreateEntry($"archive/data/{i}", CompressionLevel.NoCompression).Open();
            entry.Write(Bytes(weight));
        }
    }

    /// <summary>Five pickles, and then the storages, each with its length before it.</summary>
    public static void WriteLegacy(Model model, string path)
    {
        using var file = File.Create(path);
        file.Write(Magic);
        PickleWriter.Write(file, 1001);
        PickleWriter.Write(file, new Dictionary<string, object?> { ["little_endian"] = true });
        PickleWriter.Write(file, State(model, isLegacy: true));
        PickleWriter.Write(file, model.Weights.Index().Select(entry => (object?)$"{entry.Index}").ToList());
        foreach (var weight in model.Weights)
        {
            file.Write(BitConverter.GetBytes(weight.Length));
            file.Write(Bytes(weight));
        }
    }

    private static Dictionary<string, object?> State(Model model, bool isLegacy) =>
        model.Weights.Select((weight, i) => (weight.Name, Tensor: (object?)Tensor(weight, $"{i}", isLegacy))).ToDictionary(entry => entry.Name, entry => entry.Tensor);

    private static PickleCall Tensor(WeightTensor weight, string key, bool isLegacy)
    {
        object?[] id = ["storage", new PickleName("torch", "FloatStorage"), key, "cpu", (int)weight.Length];
        object?[] shape = [.. weight.Shape.Select(extent => (object?)extent)], strides = new object?[shape.Length];
        for (int axis = shape.Length - 1, stride = 1; axis >= 0; stride *= weight.Shape[axis--]) strides[axis] = stride;
        return new PickleCall("torch._utils", "_rebuild_tensor_v2", new PickleReference(isLegacy ? [.. id, null] : id), 0, shape, strides, false, new PickleCall("collections", "OrderedDict"));
    }

    private static ReadOnlySpan<byte> Bytes(WeightTensor weight) => weight.Bytes(0, (int)weight.Length);
}
