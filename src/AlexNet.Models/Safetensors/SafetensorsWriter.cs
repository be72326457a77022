using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using AlexNet.Engine.Tensors;

namespace AlexNet.Models.Safetensors;

/// <summary>A tensor to be written, and the type it is to have in the file.</summary>
public readonly record struct TensorToWrite(WeightTensor Tensor, ElementType Type) : IFileTensor
{
    string IFileTensor.Name => Tensor.Name;

    string IFileTensor.TypeName => SafetensorsTypes.Name(Type);

    IReadOnlyList<int> IFileTensor.Shape => Tensor.Shape;

    int IFileTensor.ElementBytes => Type.Size();

    /// <summary>Bytes it takes in the file, without the scales that go with it.</summary>
    public long ByteLength => Tensor.Length * Type.Size();

    /// <summary>The tensor, and for int8 the scales of its rows, which are a tensor of their own in the file.</summary>
    internal IEnumerable<IFileTensor> WithScales() => Type == ElementType.Int8 ? [this, new TensorToWrite(Tensor.RowScales!, ElementType.Float32)] : [this];

    void IFileTensor.Write(Stream stream, CancellationToken cancellation) => TensorStream.Write(stream, Tensor, Type, cancellation);
}

/// <summary>Writes safetensors files, streaming: memory does not grow with the tensors.</summary>
public static class SafetensorsWriter
{
    /// <summary>Bytes that the data is aligned to: a cache line, so that mapped tensors are as aligned as allocated ones.</summary>
    public const int Alignment = NativeBuffer.Alignment;

    /// <summary>Writes the tensors and metadata to a temporary file, then renames it to <paramref name="path"/>.</summary>
    /// <param name="path">The file to make.</param>
    /// <param name="tensors">Of distinct names; one that is to be int8 must be so already, and brings its row scales.</param>
    /// <param name="metadata">Texts by key.</param>
    /// <param name="overwrite">Whether a file already there may be replaced.</param>
    /// <param name="cancellation">Stops between chunks; nothing is left behind.</param>
    /// <exception cref="ModelFileException">The file exists, cannot be written, or a value does not fit the type it is converted to.</exception>
    public static void Write(
        string path, IEnumerable<TensorToWrite> tensors, IReadOnlyDictionary<string, string> metadata, bool overwrite = false,
        CancellationToken cancellation = default) => Write(path, tensors.SelectMany(tensor => tensor.WithScales()), metadata, overwrite, cancellation);

    /// <summary>The same for tensors of any kind.</summary>
    internal static void Write(
        string path, IEnumerable<IFileTensor> tensors, IReadOnlyDictionary<string, string> metadata, bool overwrite, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.GetFullPath(path);
        // Wide elements first, or a wide tensor could follow an odd number of narrow elements and be misaligned.
        IFileTensor[] ordered = [.. tensors.OrderByDescending(tensor => tensor.ElementBytes)];
        FileErrors.Writing(full, () =>
        {
            var header = Header(ordered, metadata);
            AtomicFile.Write(full, header.Length + ordered.Sum(tensor => tensor.ByteLength), overwrite, stream =>
            {
                stream.Write(header);
                foreach (var tensor in ordered) tensor.Write(stream, cancellation);
            });
        });
    }

    /// <summary>The length prefix and the JSON, padded with spaces so that the data after it is aligned.</summary>
    private static byte[] Header(IFileTensor[] tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var bytes = new MemoryStream();
        bytes.Write(stackalloc byte[SafetensorsHeader.Prefix]);
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
            {
                json.WriteStartObject("__metadata__");
                foreach (var (key, value) in metadata) json.WriteString(key, value);
                json.WriteEndObject();
            }
            WriteEntries(json, tensors);
            json.WriteEndObject();
        }
        while (bytes.Length % Alignment != 0) bytes.WriteByte((byte)' ');
        var header = bytes.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)(header.Length - SafetensorsHeader.Prefix));
        // Whatever is written must be readable: the reader's own rules decide about names, counts and lengths.
        if (header.Length > SafetensorsHeader.MaxBytes) throw new RefusedException("header", $"it would take {header.Length} bytes, more than the {SafetensorsHeader.MaxBytes} that are read", "shorten the labels or notes");
        SafetensorsHeader.Parse(header.AsSpan(SafetensorsHeader.Prefix), tensors.Sum(tensor => tensor.ByteLength));
        return header;
    }

    private static void WriteEntries(Utf8JsonWriter json, IFileTensor[] tensors)
    {
        var position = 0L;
        foreach (var tensor in tensors)
        {
            json.WriteStartObject(tensor.Name);
            json.WriteString("dtype", tensor.TypeName);
            json.WriteStartArray("shape");
            foreach (var extent in tensor.Shape) json.WriteNumberValue(extent);
            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(position);
            json.WriteNumberValue(position += tensor.ByteLength);
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }
}
