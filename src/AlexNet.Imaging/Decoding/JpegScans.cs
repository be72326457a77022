namespace AlexNet.Imaging.Decoding;

/// <summary>Walks a JPEG's markers (ITU-T T.81, annex B) without decoding it.</summary>
internal sealed class JpegScans
{
    // A progressive picture has some ten scans; each is a pass over all its pixels, so thousands in a small file would hold a core for hours.
    private const int MaximumScans = 500;

    private const int Coefficients = 64;

    private const byte Temporary = 0x01, FirstFrame = 0xC0, LastFrame = 0xCF, HuffmanTables = 0xC4, Reserved = 0xC8, ArithmeticTables = 0xCC,
        FirstRestart = 0xD0, LastRestart = 0xD7, StartOfImage = 0xD8, EndOfImage = 0xD9, StartOfScan = 0xDA;

    // For each component, by its identifier, a bit for every coefficient that some scan brings to its last bit.
    private readonly ulong[] _finished = new ulong[256];
    private int _components;

    private JpegScans() { }

    /// <summary>Number of scans.</summary>
    public int Count { get; private set; }

    /// <summary>Whether there is an end marker.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Reads the markers. Throws when the file ends before the last scan has begun, which a decoder would answer with a blurred or half grey picture.</summary>
    /// <exception cref="ImageException">The file ends too early, or there is a hostile number of scans.</exception>
    public static JpegScans Read(ReadOnlySpan<byte> bytes, string name)
    {
        var scans = new JpegScans();
        var at = 2;
        while (!scans.IsEnded)
        {
            // To the next marker: over entropy-coded data, in which FF is followed by 00 or by a restart marker.
            var found = bytes[at..].IndexOf((byte)0xFF);
            if (found < 0 || at + found + 1 >= bytes.Length) return scans.AreFinished ? scans : throw Truncated(name);
            at += found + 1;
            var marker = bytes[at];
            if (marker is 0xFF) continue;
            at++;
            if (marker is 0 or Temporary or StartOfImage or (>= FirstRestart and <= LastRestart)) continue;
            if (marker == EndOfImage)
            {
                scans.IsEnded = true;
                continue;
            }
            if (at + 2 > bytes.Length) throw Truncated(name);
            var length = (bytes[at] << 8) | bytes[at + 1];
            if (at + length > bytes.Length) throw Truncated(name);
            scans.Add(marker, bytes.Slice(at, length), name);
            at += length;
        }
        return scans;
    }

    /// <summary>The error for data that end too early.</summary>
    public static ImageException Truncated(string name) =>
        new(name, ImageError.Truncated, "the JPEG ends before its picture does", "copy or download it again");

    /// <summary>Whether the scans bring every coefficient of every component to its last bit.</summary>
    private bool AreFinished => _components > 0 && _finished.Count(mask => mask == ulong.MaxValue) == _components;

    private void Add(byte marker, ReadOnlySpan<byte> segment, string name)
    {
        const int frameComponents = 7, scanComponents = 2, selectors = 3;
        if (marker is >= FirstFrame and <= LastFrame and not (HuffmanTables or Reserved or ArithmeticTables) && segment.Length > frameComponents)
            _components = segment[frameComponents];
        if (marker != StartOfScan) return;
        if (++Count > MaximumScans)
            throw new ImageException(name, ImageError.Corrupt, $"the JPEG has more than {MaximumScans} scans, as no camera writes", "save it again with another program");
        var count = segment.Length > scanComponents ? segment[scanComponents] : 0;
        var band = selectors + 2 * count;
        if (segment.Length < band + 3) return;
        var (first, last, precision) = (segment[band], segment[band + 1], segment[band + 2] & 15);
        if (precision > 0 || last >= Coefficients || first > last) return;
        var mask = ulong.MaxValue >> (Coefficients - 1 - last) & ulong.MaxValue << first;
        for (var i = 0; i < count; i++) _finished[segment[selectors + 2 * i]] |= mask;
    }
}
