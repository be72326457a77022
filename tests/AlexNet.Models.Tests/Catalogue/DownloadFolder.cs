using AlexNet.Models.Catalogue.Downloading;

namespace AlexNet.Models.Tests.Catalogue;

/// <summary>A folder for downloads, and options that wait for nothing.</summary>
public abstract class DownloadFolder : TemporaryFolder
{
    /// <summary>No proxy of this machine, and retries at once.</summary>
    protected static DownloadOptions Quick { get; } = new() { UseProxy = false, FirstDelay = TimeSpan.FromMilliseconds(1), Retries = 3 };

    protected string Part => At("download");

    protected static byte[] Bytes(int count, int seed)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
