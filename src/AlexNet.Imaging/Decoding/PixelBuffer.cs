using System.Runtime.InteropServices;

namespace AlexNet.Imaging.Decoding;

/// <summary>Native memory of pixels, 4 bytes each: red, green, blue and an ignored fourth. Not zeroed; freed by its one owner.</summary>
internal sealed unsafe class PixelBuffer : IDisposable
{
    public PixelBuffer(int width, int height)
    {
        Width = width;
        Height = height;
        Pixels = (uint*)NativeMemory.AlignedAlloc(checked((nuint)width * (nuint)height * 4), 64);
    }

    public int Width { get; }

    public int Height { get; }

    public uint* Pixels { get; private set; }

    public uint* Row(int row) => Pixels + ((long)row * Width);

    public void Dispose()
    {
        NativeMemory.AlignedFree(Pixels);
        Pixels = null;
    }
}
