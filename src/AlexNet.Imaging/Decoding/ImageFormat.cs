using System.Text;

namespace AlexNet.Imaging.Decoding;

/// <summary>The formats that are read.</summary>
internal enum ImageFormat
{
    Jpeg,
    Png,
    Gif,
    WebP,
    Bmp,
}

/// <summary>Tells formats by their first bytes, so that no codec but the five meant ones ever sees foreign data.</summary>
internal static class Signature
{
    private static readonly (int Offset, byte[] Bytes, string Name)[] Foreign =
    [
        (0, [0x49, 0x49, 0x2A, 0x00], "a TIFF or raw picture"),
        (0, [0x4D, 0x4D, 0x00, 0x2A], "a TIFF or raw picture"),
        (4, "ftypavi"u8.ToArray(), "an AVIF picture"),
        (4, "ftyphei"u8.ToArray(), "a HEIC picture"),
        (4, "ftypmif1"u8.ToArray(), "a HEIC picture"),
        (4, "ftyp"u8.ToArray(), "a video"),
        (0, [0x00, 0x00, 0x01, 0x00], "an icon"),
        (0, [0xFF, 0x0A], "a JPEG XL picture"),
        (4, "JXL "u8.ToArray(), "a JPEG XL picture"),
        (4, "jP  "u8.ToArray(), "a JPEG 2000 picture"),
        (0, "8BPS"u8.ToArray(), "a Photoshop document"),
        (0, "%PDF"u8.ToArray(), "a PDF document"),
        (0, "<svg"u8.ToArray(), "an SVG drawing"),
    ];

    /// <summary>The format of the bytes.</summary>
    /// <exception cref="ImageException">They are empty, no picture, or a picture of another kind.</exception>
    public static ImageFormat Identify(ReadOnlySpan<byte> bytes, string name)
    {
        if (bytes.IsEmpty) throw new ImageException(name, ImageError.Empty, "the file is empty", "copy or download it again");
        if (bytes.StartsWith<byte>([0xFF, 0xD8, 0xFF])) return ImageFormat.Jpeg;
        if (bytes.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return ImageFormat.Png;
        if (bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8)) return ImageFormat.Gif;
        if (bytes.StartsWith("RIFF"u8) && bytes.Length >= 12 && bytes[8..].StartsWith("WEBP"u8)) return ImageFormat.WebP;
        if (bytes.StartsWith("BM"u8)) return ImageFormat.Bmp;
        foreach (var (offset, signature, kind) in Foreign)
            if (bytes.Length > offset && bytes[offset..].StartsWith(signature))
                throw new ImageException(name, ImageError.Unsupported, $"this is {kind}, which is not read", "convert it to JPEG, PNG, WebP, BMP or GIF");
        throw new ImageException(name, ImageError.NotAnImage, $"this is no JPEG, PNG, WebP, BMP or GIF picture (it begins with {Beginning(bytes)})", "give a picture");
    }

    private static string Beginning(ReadOnlySpan<byte> bytes)
    {
        var head = bytes[..Math.Min(bytes.Length, 8)];
        foreach (var value in head)
            if (value is < 0x20 or > 0x7E) return Convert.ToHexString(head);
        return $"\"{Encoding.ASCII.GetString(head)}\"";
    }
}
