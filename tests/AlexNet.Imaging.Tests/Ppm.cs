using System.Text;

namespace AlexNet.Imaging.Tests;

/// <summary>Reads binary PPM, the plainest file of pixels.</summary>
internal static class Ppm
{
    public static RgbImage Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var header = Encoding.ASCII.GetString(bytes, 0, Math.Min(bytes.Length, 32)).Split([' ', '\n'], 5);
        Assert.Equal(("P6", "255"), (header[0], header[3]));
        var (width, height) = (int.Parse(header[1]), int.Parse(header[2]));
        return new RgbImage(width, height, bytes[^(3 * width * height)..]);
    }
}
