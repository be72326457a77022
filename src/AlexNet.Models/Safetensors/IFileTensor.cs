namespace AlexNet.Models.Safetensors;

/// <summary>Something that becomes a tensor of a file.</summary>
internal interface IFileTensor
{
    string Name { get; }

    /// <summary>The header's word for the type of the elements.</summary>
    string TypeName { get; }

    IReadOnlyList<int> Shape { get; }

    /// <summary>Bytes of an element.</summary>
    int ElementBytes { get; }

    /// <summary>Bytes of all of them.</summary>
    long ByteLength { get; }

    /// <summary>Writes the elements.</summary>
    void Write(Stream stream, CancellationToken cancellation);
}

/// <summary>Bytes as they are: [length], U8.</summary>
internal sealed record ByteTensor(string Name, ReadOnlyMemory<byte> Bytes) : IFileTensor
{
    public string TypeName => "U8";

    public IReadOnlyList<int> Shape => [Bytes.Length];

    public int ElementBytes => 1;

    public long ByteLength => Bytes.Length;

    public void Write(Stream stream, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        stream.Write(Bytes.Span);
    }
}
