using System.Runtime.InteropServices;
using AlexNet.Engine.Tensors;

namespace AlexNet.Models.Safetensors;

/// <summary>
/// A safetensors file, opened and checked. Tensors are not read but mapped; the map lives as long as this object or any tensor from it.
/// </summary>
public sealed class SafetensorsFile
{
    private readonly SafetensorsHeader _header;
    private readonly MappedFile _map;

    private SafetensorsFile(string path, SafetensorsHeader header, MappedFile map)
    {
        Path = path;
        _header = header;
        _map = map;
    }

    /// <summary>Full path of the file.</summary>
    public string Path { get; }

    /// <summary>The tensors by name, as the header lists them.</summary>
    public IReadOnlyDictionary<string, SafetensorsEntry> Tensors => _header.Tensors;

    /// <summary>The texts that travel with the tensors.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>Offset of the data in the file.</summary>
    public long DataStart => _header.DataStart;

    /// <summary>Opens the file, checks its whole header and maps it.</summary>
    /// <exception cref="ModelFileException">There is no such file, it may not be read, or its header breaks a rule of the format.</exception>
    public static SafetensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = System.IO.Path.GetFullPath(path);
        return FileErrors.Reading(full, () =>
        {
            // Sharing deletion lets others replace the file; on Windows nobody can write into it while it is mapped.
            var file = File.OpenHandle(full, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.RandomAccess);
            try
            {
                var length = RandomAccess.GetLength(file);
                return new SafetensorsFile(full, SafetensorsHeader.Read(file, length), new MappedFile(file, length));
            }
            catch
            {
                file.Dispose();
                throw;
            }
        });
    }

    /// <summary>
    /// A tensor as weights: mapped, or copied to native memory where the data is not aligned to its elements and the processor needs it to be
    /// (<see cref="MappedWeights"/>). One of type I8 takes the scales of its rows from the tensor of its name and <see cref="WeightConversion.ScaleSuffix"/>.
    /// </summary>
    /// <exception cref="ModelFileException">
    /// There is no tensor of that name, it is of a type or shape that weights cannot have, or its scales are missing or unfit.
    /// </exception>
    public WeightTensor Tensor(string name)
    {
        try
        {
            return Find(name);
        }
        catch (RefusedException exception)
        {
            throw exception.In(Path);
        }
    }

    /// <summary>The bytes of a tensor of type U8, where they are mapped.</summary>
    /// <exception cref="RefusedException">There is no tensor of that name, or it is of another type.</exception>
    internal unsafe Stream OpenBytes(string name)
    {
        var where = $"tensor '{Printable.Text(name)}'";
        if (!Tensors.TryGetValue(name, out var entry)) throw new RefusedException(where, "there is none of that name");
        if (entry.Type != "U8") throw new RefusedException(where, $"its type is {entry.Type}, but it needs U8");
        if (!_map.IsWhole) throw new RefusedException(where, "the file was cut short after it was opened", "open it again once it is whole");
        return new UnmanagedMemoryStream((byte*)_map.Data + DataStart + entry.Begin, entry.ByteLength);
    }

    /// <inheritdoc/>
    public override string ToString() => Path;

    private WeightTensor Find(string name)
    {
        var where = $"tensor '{Printable.Text(name)}'";
        if (!Tensors.TryGetValue(name, out var entry)) throw new RefusedException(where, "there is none of that name", "look at the file's list of tensors");
        if (SafetensorsTypes.Element(entry.Type) is not { } type)
            throw new RefusedException(where, $"its type is {entry.Type}, but weights need F32, F16, BF16 or I8", "convert it before it is imported");
        if (!_map.IsWhole) throw new RefusedException(where, "the file was cut short after it was opened", "open it again once it is whole");
        var shape = new int[entry.Shape.Count];
        for (var i = 0; i < shape.Length; i++)
        {
            if (entry.Shape[i] > int.MaxValue)
                throw new RefusedException(where, $"its shape is [{string.Join(", ", entry.Shape)}], but no extent of a weight may exceed {int.MaxValue}");
            shape[i] = (int)entry.Shape[i];
        }
        var data = _map.Data + (nint)(DataStart + entry.Begin);
        if (type == ElementType.Int8) return Quantized(name, shape, data, where);
        return MappedWeights.CanStay(data, type) ? new WeightTensor(name, type, shape, data, _map) : Aligned(name, type, shape, data, entry.ByteLength);
    }

    private WeightTensor Quantized(string name, int[] shape, nint data, string where)
    {
        var scaleName = name + WeightConversion.ScaleSuffix;
        if (!Tensors.TryGetValue(scaleName, out var entry)) throw new RefusedException(where, $"its type is I8, but there is no tensor '{Printable.Text(scaleName)}' with the scales of its rows");
        // Before it is taken as weights: an I8 tensor of scales would ask for scales of its own.
        if (entry.Type != SafetensorsTypes.Name(ElementType.Float32)) throw new RefusedException($"tensor '{Printable.Text(scaleName)}'", $"its type is {entry.Type}, but scales need F32");
        try
        {
            return new WeightTensor(name, ElementType.Int8, shape, data, _map, Find(scaleName));
        }
        catch (ArgumentException exception)
        {
            throw new RefusedException($"tensor '{Printable.Text(scaleName)}'", Printable.Text(exception.Message, 1000), inner: exception);
        }
    }

    private unsafe WeightTensor Aligned(string name, ElementType type, int[] shape, nint data, long bytes)
    {
        var buffer = new NativeBuffer((bytes + sizeof(float) - 1) / sizeof(float));
        NativeMemory.Copy((void*)data, buffer.Pointer, (nuint)bytes);
        GC.KeepAlive(_map);
        return new WeightTensor(name, type, shape, (nint)buffer.Pointer, buffer);
    }
}
