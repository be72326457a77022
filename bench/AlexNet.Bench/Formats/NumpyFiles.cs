using System.IO.Compression;
using System.Text;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;

namespace AlexNet.Bench.Formats;

/// <summary>Writes a model's weights as NumPy does.</summary>
internal static class NumpyFiles
{
    /// <summary>What numpy.savez writes: a .npy file for each array, stored in a zip file.</summary>
    public static void WriteNpz(Model model, string path)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var weight in model.Weights)
        {
            using var entry = zip.CreateEntry($"{weight.Name}.npy", CompressionLevel.NoCompression).Open();
            entry.Write(Header("<f4", weight.Shape));
            entry.Write(weight.Bytes(0, (int)weight.Length));
        }
    }

    /// <summary>A dictionary of arrays, pickled into a .npy file.</summary>
    public static void WriteNpy(Model model, string path)
    {
        using var file = File.Create(path);
        file.Write(Header("|O", []));
        PickleWriter.Write(file, model.Weights.ToDictionary(weight => weight.Name, weight => (object?)Array(weight, weight.Shape)));
    }

    /// <summary>A pickled array.</summary>
    /// <param name="elements">Its elements.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="isColumnMajor">Whether the first extent lies side by side.</param>
    public static PickleObject Array(WeightTensor elements, IReadOnlyList<int> shape, bool isColumnMajor = false) => new(
        new PickleCall("numpy.core.multiarray", "_reconstruct", new PickleName("numpy", "ndarray"), new object?[] { 0 }, "b"),
        [1, shape.Select(extent => (object?)extent).ToArray(), new PickleObject(new PickleCall("numpy", "dtype", "f4", 0, 1), [3, "<", null, null, null, -1, -1, 0]), isColumnMajor, elements]);

    private static byte[] Header(string type, IReadOnlyList<int> shape)
    {
        var text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({string.Concat(shape.Select(extent => $"{extent},"))}), }}";
        // So that the elements begin at a multiple of 64.
        text = text.PadRight((text.Length + 11 + 63) / 64 * 64 - 11) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, (byte)(text.Length >> 8), .. Encoding.ASCII.GetBytes(text)];
    }
}
