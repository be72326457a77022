using AlexNet.Engine.Tensors;
using AlexNet.Models.Formats.Matching;
using AlexNet.Models.Formats.Protobuf;
using AlexNet.Models.Safetensors;

namespace AlexNet.Models.Formats.Caffe;

/// <summary>A layer's weights or biases (BlobProto).</summary>
internal sealed class CaffeBlob
{
    private const int MaxExtents = 8;

    private readonly MappedFile _file;
    private readonly ProtobufMessage _message;
    private readonly string _place;

    /// <exception cref="RefusedException">It has not as many values as its shape says.</exception>
    public CaffeBlob(MappedFile file, ProtobufMessage message, string place)
    {
        (_file, _message, _place) = (file, message, place);
        Shape = ShapeOf(message);
        var count = Extents.Count(Shape);
        var found = message.Payloads("data").Sum(part => part.Singles);
        if (message.Has("double_data")) throw Refuse("it is of doubles; Caffe's networks are of singles");
        if (message.Payloads("data").FirstOrDefault(part => part.Stride == 0 && part.Length % sizeof(float) != 0) is { Length: > 0 } odd) throw Refuse($"{odd.Length} bytes are no whole number of singles");
        if (count != found) throw Refuse($"its shape is [{string.Join(", ", Shape)}], but it has {found} values");
    }

    /// <summary>Extents, outermost first; four, the first ones 1, in files from before there were shapes.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The values where they lie in the file; a copy of those that lie there in parts, or each with a tag before it.</summary>
    /// <param name="shape">As many elements in other extents.</param>
    public unsafe WeightTensor Weights(params IReadOnlyList<int> shape)
    {
        var parts = _message.Payloads("data");
        if (parts is [{ Stride: 0 } whole]) return new WeightTensor("blob", ElementType.Float32, shape, _file.Data + (nint)whole.Offset, _file);
        var buffer = new NativeBuffer(parts.Sum(part => part.Singles));
        var next = buffer.Pointer;
        foreach (var part in parts)
            for (var i = 0L; i < part.Singles; i++) *next++ = ProtobufReader.Single(_file, part, i);
        return new WeightTensor("blob", ElementType.Float32, shape, (nint)buffer.Pointer, buffer);
    }

    private int[] ShapeOf(ProtobufMessage message)
    {
        var extents = message.Message("shape")?.Integers("dim") ?? [message.Integer("num"), message.Integer("channels"), message.Integer("height"), message.Integer("width")];
        if (extents.Count is 0 or > MaxExtents || extents.Any(extent => extent is < 1 or > int.MaxValue))
            throw Refuse($"its shape is [{string.Join(", ", extents.Take(MaxExtents))}], but it needs 1 to {MaxExtents} extents of 1 to {int.MaxValue}");
        return [.. extents.Select(extent => (int)extent)];
    }

    private RefusedException Refuse(string problem) => new($"{_place}, blob at byte {_message.Offset}", problem);
}
