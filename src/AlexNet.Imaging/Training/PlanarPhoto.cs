namespace AlexNet.Imaging.Training;

/// <summary>A reduced photo in memory, plane by plane: <c>Pixels[(c * Height + y) * Width + x]</c> with c = 0 red, 1 green, 2 blue. Planes turn into floats by whole vectors.</summary>
internal sealed class PlanarPhoto(int width, int height, byte[] pixels)
{
    public const int Channels = 3;

    public int Width { get; } = width;

    public int Height { get; } = height;

    public byte[] Pixels { get; } = pixels;

    /// <summary>Bytes it takes in memory.</summary>
    public long ByteLength => Pixels.LongLength;

    /// <summary>A row of a plane.</summary>
    public ReadOnlySpan<byte> Row(int channel, int y) => Pixels.AsSpan((channel * Height + y) * Width, Width);
}
