using AlexNet.Engine.Tensors;
using AlexNet.Models.Safetensors;
using Google.Protobuf;

namespace AlexNet.Models.Formats.Protobuf;

/// <summary>Writes a message in binary, its tensors streamed: lengths stand before what they are the length of, so all are measured first.</summary>
internal sealed class ProtobufWriter
{
    private readonly Dictionary<ProtobufMessage, long> _lengths = [];
    private readonly ProtobufMessage _message;

    /// <exception cref="RefusedException">It would be longer than such files may be, 2 GB.</exception>
    public ProtobufWriter(ProtobufMessage message)
    {
        _message = message;
        Length = Measure(message);
        if (Length > int.MaxValue) throw new RefusedException("length", $"it would take {Length} bytes, but protocol buffers end at {int.MaxValue}", "write it as safetensors, or a smaller network");
    }

    /// <summary>Bytes of the message.</summary>
    public long Length { get; }

    public void Write(Stream stream, CancellationToken cancellation)
    {
        using var output = new CodedOutputStream(stream, leaveOpen: true);
        Write(_message, output, stream, cancellation);
    }

    private long Measure(ProtobufMessage message)
    {
        var length = 0L;
        foreach (var field in message.Schema.Fields)
            foreach (var value in message.Values(field))
                length += CodedOutputStream.ComputeTagSize(field.Number) + value switch
                {
                    long integer => CodedOutputStream.ComputeInt64Size(integer),
                    float => sizeof(float),
                    string text => CodedOutputStream.ComputeStringSize(text),
                    ProtobufMessage part => WithPrefix(Measure(part)),
                    _ => WithPrefix(LengthOf(value)),
                };
        return _lengths[message] = length;
    }

    private static long WithPrefix(long length) => length + CodedOutputStream.ComputeUInt64Size((ulong)length);

    private static long LengthOf(object payload) => payload is WeightTensor tensor ? tensor.Length * sizeof(float) : ((byte[])payload).Length;

    private void Write(ProtobufMessage message, CodedOutputStream output, Stream stream, CancellationToken cancellation)
    {
        foreach (var field in message.Schema.Fields)
        {
            foreach (var value in message.Values(field))
            {
                var type = value switch
                {
                    long => WireFormat.WireType.Varint,
                    float => WireFormat.WireType.Fixed32,
                    _ => WireFormat.WireType.LengthDelimited,
                };
                output.WriteTag(field.Number, type);
                switch (value)
                {
                    case long integer:
                        output.WriteInt64(integer);
                        break;
                    case float single:
                        output.WriteFloat(single);
                        break;
                    case string text:
                        output.WriteString(text);
                        break;
                    case ProtobufMessage part:
                        output.WriteLength((int)_lengths[part]);
                        Write(part, output, stream, cancellation);
                        break;
                    default:
                        output.WriteLength((int)LengthOf(value));
                        output.Flush();
                        if (value is WeightTensor tensor) TensorStream.Write(stream, tensor, ElementType.Float32, cancellation);
                        else stream.Write((byte[])value);
                        break;
                }
            }
        }
    }
}
