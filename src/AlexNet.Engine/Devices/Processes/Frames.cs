using System.Buffers.Binary;

namespace AlexNet.Engine.Devices.Processes;

/// <summary>What a message between the host and a device's process says.</summary>
internal enum FrameKind : byte
{
    /// <summary>Host: the device's share, see <see cref="LoadMessage"/>; the share's weights follow it as they are.</summary>
    Load = 1,

    /// <summary>Host: begin a call.</summary>
    Start,

    /// <summary>Host: end the call under way.</summary>
    Cancel,

    /// <summary>Device: the share is packed.</summary>
    Ready,

    /// <summary>Device: a call has ended.</summary>
    Ended,

    /// <summary>Device: it could not start, and why.</summary>
    Failed,
}

/// <summary>A message: its length, its kind, its bytes.</summary>
internal static class Frames
{
    /// <summary>The longest message; weights, whose size both sides know, are none.</summary>
    public const int MostBytes = 1 << 20;

    private const int HeaderBytes = sizeof(int) + 1;

    /// <summary>Sends a message.</summary>
    public static void Write(Stream stream, FrameKind kind, Action<BinaryWriter>? write = null)
    {
        using var bytes = new MemoryStream();
        bytes.Write(new byte[HeaderBytes]);
        using var writer = new BinaryWriter(bytes);
        write?.Invoke(writer);
        writer.Flush();
        var frame = bytes.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length - HeaderBytes);
        frame[sizeof(int)] = (byte)kind;
        stream.Write(frame);
        stream.Flush();
    }

    /// <summary>Receives a message; null when the other side has closed the pipe.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    /// <exception cref="EndOfStreamException">It breaks off.</exception>
    public static (FrameKind Kind, byte[] Payload)? Read(Stream stream)
    {
        var header = new byte[HeaderBytes];
        var read = stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false);
        if (read == 0) return null;
        if (read < HeaderBytes) throw new EndOfStreamException("a message breaks off in its header");
        var (length, kind) = (BinaryPrimitives.ReadInt32LittleEndian(header), (FrameKind)header[sizeof(int)]);
        if (length is < 0 or > MostBytes) throw new InvalidDataException($"found a message of {length} bytes, but at most {MostBytes} are sent");
        if (!Enum.IsDefined(kind)) throw new InvalidDataException($"found a message of the unknown kind {(byte)kind}");
        var payload = new byte[length];
        stream.ReadExactly(payload);
        return (kind, payload);
    }

    /// <summary>Reads a message's bytes to the last one.</summary>
    /// <exception cref="InvalidDataException">They are too few, too many or malformed.</exception>
    public static T Parse<T>(byte[] payload, Func<BinaryReader, T> read)
    {
        using var reader = new BinaryReader(new MemoryStream(payload, writable: false));
        try
        {
            var value = read(reader);
            if (reader.BaseStream.Position != payload.Length) throw new InvalidDataException($"a message has {payload.Length - reader.BaseStream.Position} bytes too many");
            return value;
        }
        catch (Exception error) when (error is EndOfStreamException or FormatException or ArgumentException or IOException)
        {
            throw new InvalidDataException($"a message of {payload.Length} bytes is malformed: {error.Message}", error);
        }
    }

    /// <summary>A number that must lie in a range.</summary>
    /// <exception cref="InvalidDataException">It does not.</exception>
    public static int Int32(this BinaryReader reader, string what, int least, int most)
    {
        var value = reader.ReadInt32();
        return value >= least && value <= most ? value : throw new InvalidDataException($"found {what} {value}, but it must be from {least} to {most}");
    }

    /// <summary>A value of an enumeration.</summary>
    /// <exception cref="InvalidDataException">It has none such.</exception>
    public static T Choice<T>(this BinaryReader reader) where T : struct, Enum
    {
        var value = (T)Enum.ToObject(typeof(T), reader.ReadInt32());
        return Enum.IsDefined(value) ? value : throw new InvalidDataException($"found {value} for {typeof(T).Name}");
    }
}
