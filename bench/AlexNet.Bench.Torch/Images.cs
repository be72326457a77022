using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace AlexNet.Bench.Torch;

/// <summary>The input: a file of floats, [image][channel][row][column] of square images with three channels.</summary>
internal static class Images
{
    public static Tensor Read(string path, int batch)
    {
        var values = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path))[..].ToArray();
        var side = (int)Math.Round(Math.Sqrt(values.Length / 3.0 / batch));
        return tensor(values).view(batch, 3, side, side);
    }
}
