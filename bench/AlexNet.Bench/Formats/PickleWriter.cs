using System.Buffers.Binary;
using System.Text;
using AlexNet.Engine.Tensors;

namespace AlexNet.Bench.Formats;

/// <summary>A call in a pickle: a Python function, by module and name, and its arguments.</summary>
internal sealed record PickleCall(string Module, string Function, params object?[] Arguments);

/// <summary>An object that is made by a call and then given a state.</summary>
internal sealed record PickleObject(PickleCall Call, object?[] State);

/// <summary>What lies outside of the pickle and is referred to by an id.</summary>
internal sealed record PickleReference(params object?[] Id);

/// <summary>A class or function by its name.</summary>
internal sealed record PickleName(string Module, string Name);

/// <summary>Writes values as Python's pickle does, protocol 2: texts and bytes as Python 2 has them, tuples are arrays, weights are bytes.</summary>
internal static class PickleWriter
{
    public static void Write(Stream stream, object? value)
    {
        stream.Write([0x80, 2]);
        Put(stream, value);
        stream.WriteByte((byte)'.');
    }

    private static void Put(Stream stream, object? value)
    {
        switch (value)
        {
            case null: stream.WriteByte((byte)'N'); break;
            case bool truth: stream.WriteByte((byte)(truth ? 0x88 : 0x89)); break;
            case int number: PutNumber(stream, 'J', number); break;
            case double number: PutDouble(stream, number); break;
            case string text: PutText(stream, text); break;
            case WeightTensor weight: PutBytes(stream, weight); break;
            case PickleName name: PutName(stream, name.Module, name.Name); break;
            case object?[] tuple: PutAll(stream, "", tuple, 't'); break;
            case List<object?> list: PutAll(stream, "]", list, 'e'); break;
            case Dictionary<string, object?> dictionary: PutAll(stream, "}", dictionary.SelectMany(pair => new[] { pair.Key, pair.Value }), 'u'); break;
            case PickleCall call:
                PutName(stream, call.Module, call.Function);
                Put(stream, call.Arguments);
                stream.WriteByte((byte)'R');
                break;
            case PickleObject made:
                Put(stream, made.Call);
                Put(stream, made.State);
                stream.WriteByte((byte)'b');
                break;
            case PickleReference reference:
                Put(stream, reference.Id);
                stream.WriteByte((byte)'Q');
                break;
            default: throw new ArgumentException($"a pickle of {value.GetType()} is not needed", nameof(value));
        }
    }

    private static void PutAll(Stream stream, string begin, IEnumerable<object?> items, char end)
    {
        stream.Write(Encoding.ASCII.GetBytes(begin + "("));
        foreach (var item in items) Put(stream, item);
        stream.WriteByte((byte)end);
    }

    private static void PutNumber(Stream stream, char opcode, int number)
    {
        Span<byte> bytes = stackalloc byte[1 + sizeof(int)];
        bytes[0] = (byte)opcode;
        BinaryPrimitives.WriteInt32LittleEndian(bytes[1..], number);
        stream.Write(bytes);
    }

    private static void PutDouble(Stream stream, double number)
    {
        Span<byte> bytes = stackalloc byte[1 + sizeof(double)];
        bytes[0] = (byte)'G';
        BinaryPrimitives.WriteDoubleBigEndian(bytes[1..], number);
        stream.Write(bytes);
    }

    private static void PutText(Stream stream, string text)
    {
        PutNumber(stream, 'T', text.Length);
        stream.Write(Encoding.Latin1.GetBytes(text));
    }

    private static void PutBytes(Stream stream, WeightTensor weight)
    {
        PutNumber(stream, 'T', checked((int)weight.ByteLength));
        stream.Write(weight.Bytes(0, (int)weight.Length));
        GC.KeepAlive(weight);
    }

    private static void PutName(Stream stream, string module, string name) => stream.Write(Encoding.ASCII.GetBytes($"c{module}\n{name}\n"));
}
