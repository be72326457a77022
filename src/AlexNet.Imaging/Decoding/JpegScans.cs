namespace AlexNet.Imaging.Decoding;

/// <summary>Walks a JPEG's markers (ITU-T T.81, annex B) without decoding it.</summary>
internal static class JpegScans
{
    // A progressive picture has some ten scans; each is a pass over all its pixels, so thousands in a small file would hold a core for hours.
    private const int MaximumScans = 500;

    private const byte Temporary = 0x01, FirstRestart = 0xD0, LastRestart = 0xD7, StartOfImage = 0xD8, EndOfImage = 0xD9, StartOfScan = 0xDA;

    /// <summary>Throws when the file ends before the picture does, which a decoder would answer with a blurred or half grey one.</summary>
    /// <returns>The number of scans.</returns>
    /// <exception cref="ImageException">There is no end marker, or a hostile number of scans.</exception>
    public static int Check(ReadOnlySpan<byte> bytes, string name)
    {
        var at = 2;
        var scans = 0;
        while (true)
        {
            // To the next marker: over entropy-coded data, in which FF is followed by 00 or by a restart marker.
            var found = bytes[at..].IndexOf((byte)0xFF);
            if (found < 0 || at + found + 1 >= bytes.Length) throw Truncated(name);
            at += found + 1;
            var marker = bytes[at];
            if (marker is 0xFF) continue;
            at++;
            if (marker is 0 or Temporary or StartOfImage or (>= FirstRestart and <= LastRestart)) continue;
            if (marker == EndOfImage) return scans;
            if (marker == StartOfScan && ++scans > MaximumScans)
                throw new ImageException(name, ImageError.Corrupt, $"the JPEG has more than {MaximumScans} scans, as no camera writes; save it again with another program");
            if (at + 2 > bytes.Length) throw Truncated(name);
            at += (bytes[at] << 8) | bytes[at + 1];
            if (at > bytes.Length) throw Truncated(name);
        }
    }

    private static ImageException Truncated(string name) =>
        new(name, ImageError.Truncated, "the JPEG ends before its picture does; copy or download it again");
}
