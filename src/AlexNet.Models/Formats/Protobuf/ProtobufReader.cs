using System.Buffers.Binary;
using System.Text;
using AlexNet.Models.Safetensors;
using Google.Protobuf;

namespace AlexNet.Models.Formats.Protobuf;

/// <summary>
/// Reads a message from a mapped file by its schema. Each field's head goes through <see cref="CodedInputStream"/>; tensors are neither read nor copied,
/// only their places are noted. Memory and time are bounded by the bounds below, not by what a file claims.
/// </summary>
internal sealed unsafe class ProtobufReader
{
    // A tag, and a varint or a fixed number after it.
    private const int HeadBytes = 20;
    private const int MaxFields = 200_000;
    private const int MaxValues = 100_000;
    private const int MaxTextBytes = 16 << 20;

    private readonly MappedFile _file;
    private readonly byte[] _head = new byte[HeadBytes];
    private int _fields;
    private int _values;

    private ProtobufReader(MappedFile file) => _file = file;

    /// <summary>Reads the message that a whole file is.</summary>
    /// <exception cref="RefusedException">It is none, or breaks a bound; the place is a byte of the file.</exception>
    public static ProtobufMessage Read(MappedFile file, MessageSchema schema)
    {
        var message = new ProtobufMessage(schema);
        new ProtobufReader(file).Read(message, 0, file.Length);
        return message;
    }

    private void Read(ProtobufMessage message, long start, long end)
    {
        for (var position = start; position < end;)
        {
            if (++_fields > MaxFields) throw Refuse(position, $"there are more than {MaxFields} fields");
            var (number, type, value, first, next) = Head(message, position, end);
            var isDelimited = type == WireFormat.WireType.LengthDelimited;
            if (isDelimited && value > (ulong)(end - next))
                throw Refuse(position, $"a field of {message.Schema} claims {value} bytes, but only {end - next} are left of what it is in");
            if (isDelimited) (first, next) = (next, next + (long)value);
            var stride = type == WireFormat.WireType.Fixed32 ? (int)(next - position) : 0;
            if (stride > 0) next = EndOfRun(position, stride, end);
            if (message.Schema.Find(number) is { } field) Add(message, field, type, value, new Payload(first, next - first, stride));
            position = next;
        }
    }

    /// <summary>A field's number, its wire type, its value or the length of its content, where that begins, and where what follows does.</summary>
    private (int Number, WireFormat.WireType Type, ulong Value, long First, long Next) Head(ProtobufMessage message, long position, long end)
    {
        var count = (int)Math.Min(HeadBytes, end - position);
        new ReadOnlySpan<byte>((byte*)_file.Data + position, count).CopyTo(_head);
        try
        {
            var input = new CodedInputStream(_head, 0, count);
            var tag = input.ReadTag();
            var type = WireFormat.GetTagWireType(tag);
            var first = position + input.Position;
            var value = type switch
            {
                WireFormat.WireType.Varint => input.ReadUInt64(),
                WireFormat.WireType.Fixed64 => input.ReadFixed64(),
                WireFormat.WireType.Fixed32 => input.ReadFixed32(),
                WireFormat.WireType.LengthDelimited => (uint)input.ReadLength(),
                _ => throw Refuse(position, $"a field of {message.Schema} is of wire type {type}, which no such file has"),
            };
            return (WireFormat.GetTagFieldNumber(tag), type, value, first, position + input.Position);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new RefusedException($"byte {position}", $"no sound field of {message.Schema} begins here ({Printable.Text(exception.Message, 200)})", inner: exception);
        }
    }

    /// <summary>Where a run of singles ends that each have the same tag before them: "unpacked" tensors are millions of such fields, taken as one.</summary>
    private long EndOfRun(long position, int stride, long end)
    {
        var tag = new ReadOnlySpan<byte>((byte*)_file.Data + position, stride - sizeof(float));
        var next = position + stride;
        while (end - next >= stride && tag.SequenceEqual(new ReadOnlySpan<byte>((byte*)_file.Data + next, tag.Length))) next += stride;
        return next;
    }

    private void Add(ProtobufMessage message, FieldSchema field, WireFormat.WireType type, ulong value, Payload place)
    {
        var isDelimited = type == WireFormat.WireType.LengthDelimited;
        switch (field.Kind)
        {
            case FieldKind.Message when isDelimited:
                var part = field.IsRepeated ? null : message.Message(field.Name);
                if (part is null) message.Add(field, part = new ProtobufMessage(field.Message!, place.Offset));
                Read(part, place.Offset, place.Offset + place.Length);
                break;
            case FieldKind.Payload when isDelimited || type is WireFormat.WireType.Fixed32 or WireFormat.WireType.Varint:
                message.Add(field, place);
                break;
            case FieldKind.Text when isDelimited:
                if (place.Length > MaxTextBytes) throw Refuse(place.Offset, $"'{field.Name}' of {message.Schema} is {place.Length} bytes of text, but at most {MaxTextBytes} are read");
                message.Add(field, Encoding.UTF8.GetString(Bytes(place)));
                break;
            case FieldKind.Integer when type == WireFormat.WireType.Varint:
                Count(place.Offset, 1);
                message.Add(field, (long)value);
                break;
            case FieldKind.Integer when isDelimited:
                var integers = Varints(_file, place, MaxValues - _values);
                Count(place.Offset, integers.Count);
                foreach (var integer in integers) message.Add(field, integer);
                break;
            case FieldKind.Single when isDelimited || type == WireFormat.WireType.Fixed32:
                if (isDelimited && place.Length % sizeof(float) != 0) throw Refuse(place.Offset, $"'{field.Name}' of {message.Schema} takes {place.Length} bytes, which is no whole number of singles");
                Count(place.Offset, place.Singles);
                for (var i = 0L; i < place.Singles; i++) message.Add(field, Single(_file, place, i));
                break;
            default:
                throw Refuse(place.Offset, $"'{field.Name}' of {message.Schema} is of wire type {type}, but it holds {field.Kind}");
        }
    }

    /// <summary>A single of a payload.</summary>
    public static float Single(MappedFile file, Payload place, long index) =>
        BinaryPrimitives.ReadSingleLittleEndian(new ReadOnlySpan<byte>((byte*)file.Data + place.Offset + index * (place.Stride == 0 ? sizeof(float) : place.Stride), sizeof(float)));

    /// <summary>The whole numbers of a payload, one varint behind the other.</summary>
    /// <exception cref="RefusedException">One is malformed, or there are more than <paramref name="most"/>.</exception>
    public static List<long> Varints(MappedFile file, Payload place, long most)
    {
        var values = new List<long>();
        // Through a stream, whose buffer is small however long the payload is.
        using var input = new CodedInputStream(new UnmanagedMemoryStream((byte*)file.Data + place.Offset, place.Length));
        try
        {
            while (!input.IsAtEnd)
            {
                if (values.Count == most) throw Refuse(place.Offset, $"there are more than the {most} numbers that there may be");
                values.Add(input.ReadInt64());
            }
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new RefusedException($"byte {place.Offset + input.Position}", $"a packed number is malformed ({Printable.Text(exception.Message, 200)})", inner: exception);
        }
        return values;
    }

    private ReadOnlySpan<byte> Bytes(Payload place) => new((byte*)_file.Data + place.Offset, (int)place.Length);

    private void Count(long position, long values)
    {
        if (values > MaxValues - _values) throw Refuse(position, $"there are more than {MaxValues} numbers outside of tensors");
        _values += (int)values;
    }

    private static RefusedException Refuse(long position, string problem) => new($"byte {position}", problem);
}
