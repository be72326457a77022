using AlexNet.Engine.Tensors;
using AlexNet.Models.Formats.Matching;
using AlexNet.Models.Formats.Protobuf;
using AlexNet.Models.Safetensors;

namespace AlexNet.Models.Formats.Onnx;

/// <summary>A tensor of a file (TensorProto), where its elements lie.</summary>
internal sealed unsafe class OnnxTensor
{
    private const int External = 1;
    private const int MaxExtents = 8;
    private const int MaxSmall = 1 << 16;

    private readonly ProtobufMessage _message;
    private readonly OnnxFiles _files;

    /// <exception cref="RefusedException">Its type or shape is one that no weights have.</exception>
    public OnnxTensor(ProtobufMessage message, OnnxFiles files, string? place = null)
    {
        (_message, _files) = (message, files);
        Place = place ?? $"tensor '{Printable.Text(message.Text("name"))}'";
        Type = (OnnxType)Math.Clamp(message.Integer("data_type"), 0, int.MaxValue);
        if (Type.Size() == 0) throw Refuse($"its type is number {message.Integer("data_type")} of ONNX's, but weights need floats, half floats or whole numbers");
        var extents = message.Integers("dims");
        if (extents.Count > MaxExtents || extents.Any(extent => extent is < 0 or > int.MaxValue)) throw Refuse($"its shape is {Extents.Text(extents.Take(MaxExtents))}, but it may have up to {MaxExtents} extents of 0 to {int.MaxValue}");
        Shape = [.. extents.Select(extent => (int)extent)];
        Length = Extents.Count(Shape);
        if (Length > long.MaxValue / Type.Size()) throw Refuse($"its shape {Extents.Text(Shape)} is larger than any file");
    }

    /// <summary>For messages.</summary>
    public string Place { get; }

    public OnnxType Type { get; }

    /// <summary>Extents, outermost first; none for a scalar.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Number of elements.</summary>
    public long Length { get; }

    /// <summary>The elements as weights: where they lie, if they are of a floating-point type that the engine reads; doubles and whole numbers as singles.</summary>
    public WeightTensor Weights()
    {
        var (data, owner) = Elements();
        if (Type switch { OnnxType.Float => ElementType.Float32, OnnxType.Float16 => ElementType.Float16, OnnxType.BFloat16 => ElementType.BFloat16, _ => (ElementType?)null } is { } type)
            return new WeightTensor("tensor", type, Shape, data, owner);
        var buffer = new NativeBuffer(Length);
        for (var i = 0L; i < Length; i++) buffer.Pointer[i] = Number(data, i);
        GC.KeepAlive(owner);
        return new WeightTensor("tensor", ElementType.Float32, Shape, (nint)buffer.Pointer, buffer);
    }

    /// <summary>The elements of a small tensor: shapes, paddings, scales.</summary>
    /// <exception cref="RefusedException">It is no small one.</exception>
    public double[] Numbers()
    {
        if (Length > MaxSmall) throw Refuse($"it has {Length} elements, but at most {MaxSmall} of such a one are read");
        var (data, owner) = Elements();
        var numbers = new double[Length];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = Type == OnnxType.Int64 ? ((Unaligned<long>*)data)[i].Value : Type == OnnxType.Double ? ((Unaligned<double>*)data)[i].Value : Number(data, i);
        GC.KeepAlive(owner);
        return numbers;
    }

    /// <summary>The address of the first of the elements, which lie one behind the other in their own type, and what keeps them there.</summary>
    private (nint Data, object Owner) Elements()
    {
        var bytes = Length * Type.Size();
        if (_message.Integer("data_location") == External)
        {
            var (file, offset) = _files.Part(_message.Messages("external_data"), bytes, Place);
            return (file.Data + (nint)offset, file);
        }
        if (_message.Payloads("raw_data") is [.., var raw]) return InFile(raw, bytes);
        return Type switch
        {
            OnnxType.Float => Singles(_message.Payloads("float_data"), bytes),
            OnnxType.Double when _message.Payloads("double_data") is [var doubles] => InFile(doubles, bytes),
            OnnxType.Double => throw Refuse("its doubles are not in one piece"),
            OnnxType.Int64 => Integers(_message.Payloads("int64_data")),
            _ => Integers(_message.Payloads("int32_data")),
        };
    }

    private (nint, object) InFile(Payload place, long bytes) => place.Length == bytes && place.Stride == 0
        ? (_files.Model.Data + (nint)place.Offset, _files.Model)
        : throw Refuse($"its shape {Extents.Text(Shape)} of {Type} takes {bytes} bytes, but there are {place.Length} (at byte {place.Offset})");

    private (nint, object) Singles(IReadOnlyList<Payload> parts, long bytes)
    {
        if (parts is [{ Stride: 0 } whole]) return InFile(whole, bytes);
        RequireCount(parts.Sum(part => part.Singles));
        var buffer = new NativeBuffer(Length);
        var next = buffer.Pointer;
        foreach (var part in parts)
            for (var i = 0L; i < part.Singles; i++) *next++ = ProtobufReader.Single(_files.Model, part, i);
        return ((nint)buffer.Pointer, buffer);
    }

    /// <summary>Whole numbers, and half floats by their bits, one varint each.</summary>
    private (nint, object) Integers(IReadOnlyList<Payload> parts)
    {
        var numbers = parts.SelectMany(part => ProtobufReader.Varints(_files.Model, part, Length)).ToList();
        RequireCount(numbers.Count);
        var buffer = new NativeBuffer((Length * Type.Size() + sizeof(float) - 1) / sizeof(float));
        for (var i = 0; i < numbers.Count; i++)
        {
            var bits = numbers[i];
            for (var b = 0; b < Type.Size(); b++) ((byte*)buffer.Pointer)[i * Type.Size() + b] = (byte)(bits >> (8 * b));
        }
        return ((nint)buffer.Pointer, buffer);
    }

    private float Number(nint data, long index) => Type switch
    {
        OnnxType.UInt8 => ((byte*)data)[index],
        OnnxType.Int8 => ((sbyte*)data)[index],
        OnnxType.Int32 => ((Unaligned<int>*)data)[index].Value,
        OnnxType.Int64 => ((Unaligned<long>*)data)[index].Value,
        OnnxType.Double => (float)((Unaligned<double>*)data)[index].Value,
        OnnxType.Float => ((Unaligned<float>*)data)[index].Value,
        OnnxType.Float16 => (float)((Unaligned<Half>*)data)[index].Value,
        _ => BitConverter.UInt32BitsToSingle((uint)((Unaligned<ushort>*)data)[index].Value << 16),
    };

    private void RequireCount(long found)
    {
        if (found != Length) throw Refuse($"its shape is {Extents.Text(Shape)}, but it has {found} values");
    }

    private RefusedException Refuse(string problem) => new(Place, problem);

    /// <summary>A number at any address.</summary>
    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential, Pack = 1)]
    private readonly struct Unaligned<T> where T : unmanaged
    {
        public readonly T Value;
    }
}
