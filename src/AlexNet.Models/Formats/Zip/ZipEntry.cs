namespace AlexNet.Models.Formats.Zip;

/// <summary>A file inside a zip file, as the directory at its end lists it. Its name is a key and never becomes a path.</summary>
/// <param name="Name">Name, with any folders before it.</param>
/// <param name="IsStored">Whether its bytes are as they are; else deflated.</param>
/// <param name="Crc">Checksum of its bytes.</param>
/// <param name="StoredLength">Bytes it takes in the zip file.</param>
/// <param name="Length">Bytes it has.</param>
/// <param name="HeaderOffset">Offset of its own header, before its bytes.</param>
internal sealed record ZipEntry(string Name, bool IsStored, uint Crc, long StoredLength, long Length, long HeaderOffset)
{
    /// <summary>The place as messages have it.</summary>
    public string Where => $"'{Printable.Text(Name)}' in the zip file";

    /// <summary>An error about this file.</summary>
    public RefusedException Refuse(string problem, string? advice = null) => new(Where, problem, advice);
}
