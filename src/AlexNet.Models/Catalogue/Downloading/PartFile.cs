namespace AlexNet.Models.Catalogue.Downloading;

/// <summary>
/// What has come of a download, and beside it from where: an address and the server's word for the version (an ETag or a date), so that the rest can be asked for
/// later. Only a whole file whose hash is right is ever used, so a part may hold anything.
/// </summary>
internal sealed class PartFile : IAsyncDisposable
{
    private readonly string _origin;
    private readonly FileStream _data;

    private PartFile(string origin, FileStream data) => (_origin, _data) = (origin, data);

    /// <summary>Bytes there are.</summary>
    public long Length => _data.Length;

    /// <summary>File of the bytes of a download.</summary>
    public static string DataOf(string part) => part + ".part";

    /// <summary>File that says where they come from.</summary>
    public static string OriginOf(string part) => part + ".origin";

    /// <summary>Opens or makes the part.</summary>
    /// <param name="part">Path without an extension, in a folder that exists.</param>
    public static PartFile Open(string part)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Options = FileOptions.Asynchronous, BufferSize = 0 };
        var data = new FileStream(DataOf(part), options);
        data.Seek(0, SeekOrigin.End);
        return new PartFile(OriginOf(part), data);
    }

    /// <summary>Deletes the part.</summary>
    public static void Delete(string part)
    {
        File.Delete(DataOf(part));
        File.Delete(OriginOf(part));
    }

    /// <summary>The version of the bytes at an address; null when they come from elsewhere or no version is known.</summary>
    public string? Version(Uri address)
    {
        try
        {
            return File.Exists(_origin) && File.ReadAllLines(_origin) is [var from, { Length: > 0 and < 1000 } version] && from == address.AbsoluteUri ? version : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Throws away what there is: bytes of this version will come.</summary>
    public void Restart(Uri address, string? version)
    {
        _data.SetLength(0);
        File.WriteAllLines(_origin, [address.AbsoluteUri, version ?? ""]);
    }

    /// <summary>Adds bytes.</summary>
    public ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => _data.WriteAsync(bytes, cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _data.DisposeAsync();
}
