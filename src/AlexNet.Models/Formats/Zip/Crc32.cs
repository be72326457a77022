namespace AlexNet.Models.Formats.Zip;

/// <summary>The checksum of zip files: CRC-32 with the reversed polynomial 0xEDB88320, eight bytes a step by eight tables.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[][] Tables = MakeTables();

    /// <summary>Before the first byte.</summary>
    public const uint Start = uint.MaxValue;

    /// <summary>Goes on over some bytes.</summary>
    public static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            var low = crc ^ (uint)(bytes[0] | bytes[1] << 8 | bytes[2] << 16 | bytes[3] << 24);
            crc = Tables[7][low & 0xFF] ^ Tables[6][low >> 8 & 0xFF] ^ Tables[5][low >> 16 & 0xFF] ^ Tables[4][low >> 24]
                ^ Tables[3][bytes[4]] ^ Tables[2][bytes[5]] ^ Tables[1][bytes[6]] ^ Tables[0][bytes[7]];
        }
        foreach (var value in bytes) crc = crc >> 8 ^ Tables[0][(byte)(crc ^ value)];
        return crc;
    }

    /// <summary>After the last byte.</summary>
    public static uint End(uint crc) => ~crc;

    private static uint[][] MakeTables()
    {
        var tables = new uint[8][];
        for (var i = 0; i < tables.Length; i++) tables[i] = new uint[256];
        for (uint value = 0; value < 256; value++)
        {
            var crc = value;
            for (var bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1) * Polynomial;
            tables[0][value] = crc;
        }
        for (var value = 0; value < 256; value++)
            for (var i = 1; i < 8; i++) tables[i][value] = tables[i - 1][value] >> 8 ^ tables[0][(byte)tables[i - 1][value]];
        return tables;
    }
}
