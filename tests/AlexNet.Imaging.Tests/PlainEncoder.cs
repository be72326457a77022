using System.Buffers.Binary;

namespace AlexNet.Imaging.Tests;

/// <summary>Writes the formats that the codec library reads only, in their plainest form.</summary>
internal static class PlainEncoder
{
    private const int Levels = 128;

    /// <summary>24 bits a pixel.</summary>
    public static byte[] Bmp(RgbImage image, bool bottomUp)
    {
        const int header = 54;
        var stride = (3 * image.Width + 3) / 4 * 4;
        var bytes = new byte[header + stride * image.Height];
        "BM"u8.CopyTo(bytes);
        Write(2, bytes.Length);
        Write(10, header);
        Write(14, 40);
        Write(18, image.Width);
        Write(22, bottomUp ? image.Height : -image.Height);
        (bytes[26], bytes[28]) = (1, 24);
        for (var y = 0; y < image.Height; y++)
        {
            var row = bytes.AsSpan(header + stride * (bottomUp ? image.Height - 1 - y : y));
            for (var i = 0; i < 3 * image.Width; i++) row[i] = image.Pixels[3 * (y * image.Width + i / 3) + 2 - i % 3];
        }
        return bytes;

        void Write(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);
    }

    /// <summary>The red channel in 128 levels of grey, its codes a byte each: the table is cleared before they grow.</summary>
    public static byte[] Gif(RgbImage image)
    {
        const byte bits = 7, clear = Levels, end = Levels + 1;
        const int run = 100, block = 255;
        var (width, height) = ((ushort)image.Width, (ushort)image.Height);
        byte[] size = [(byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8)];
        List<byte> bytes = [.. "GIF89a"u8, .. size, 0xF6, 0, 0, .. Enumerable.Range(0, Levels).SelectMany(i => Enumerable.Repeat((byte)(2 * i), 3)), (byte)',', 0, 0, 0, 0, .. size, 0, bits];
        List<byte> codes = [];
        for (var i = 0; i < width * height; i++)
        {
            if (i % run == 0) codes.Add(clear);
            codes.Add((byte)(image.Pixels[3 * i] / 2));
        }
        codes.Add(end);
        foreach (var part in codes.Chunk(block)) bytes.AddRange([(byte)part.Length, .. part]);
        return [.. bytes, 0, (byte)';'];
    }

    /// <summary>What is left of a picture in <see cref="Gif"/>.</summary>
    public static RgbImage GifLevels(RgbImage image) =>
        new(image.Width, image.Height, [.. Enumerable.Range(0, image.Pixels.Length).Select(i => (byte)(image.Pixels[i / 3 * 3] / 2 * 2))]);
}
