using System.Buffers.Binary;

namespace AlexNet.Imaging.Tests;

/// <summary>Makes an edited PNG header valid again, so that a test reaches what lies behind the checksum.</summary>
internal static class PngChecksum
{
    private const int Header = 12, HeaderLength = 17;

    public static void FixHeader(Span<byte> png)
    {
        var sum = uint.MaxValue;
        foreach (var value in png.Slice(Header, HeaderLength))
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++) sum = (sum >> 1) ^ (0xEDB88320 & (0 - (sum & 1)));
        }
        BinaryPrimitives.WriteUInt32BigEndian(png[(Header + HeaderLength)..], ~sum);
    }
}
