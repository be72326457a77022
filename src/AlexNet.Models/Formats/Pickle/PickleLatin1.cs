using System.Numerics;
using System.Runtime.InteropServices;
using AlexNet.Engine.Tensors;

namespace AlexNet.Models.Formats.Pickle;

/// <summary>
/// Bytes that a pickle holds as UTF-8 text of the characters 0 to 255: so does Python 3 write arrays for Python 2. Every byte from 128 on takes two.
/// They are decoded when they are asked for, in chunks on all cores.
/// </summary>
/// <param name="Text">The text.</param>
internal sealed unsafe record PickleLatin1(PickleString Text)
{
    private const int Chunk = 1 << 20;

    /// <summary>The bytes, of which there must be so many.</summary>
    public LazyRegion Bytes(long length, string where) => new(length, () => Decode(length, where));

    private MemoryRegion Decode(long length, string where)
    {
        var text = Text.Region;
        // No byte comes of nothing: the memory taken is at most that of the text.
        if (length > text.Length) throw new RefusedException(where, $"{text.Length} bytes of text cannot hold the {length} bytes of the array");
        var starts = new long[(text.Length + Chunk - 1) / Chunk + 1];
        Parallel.For(0, starts.Length - 1, chunk => starts[chunk + 1] = Characters(Part(text, chunk)));
        for (var i = 1; i < starts.Length; i++) starts[i] += starts[i - 1];
        if (starts[^1] != length) throw new RefusedException(where, $"the text holds {starts[^1]} bytes, but the array needs {length}");
        var buffer = new NativeBuffer((length + sizeof(float) - 1) / sizeof(float));
        var isSound = 1;
        Parallel.For(0, starts.Length - 1, chunk =>
        {
            if (!Decode(Part(text, chunk), (byte*)buffer.Pointer + starts[chunk], (byte*)buffer.Pointer + starts[chunk + 1])) Volatile.Write(ref isSound, 0);
        });
        GC.KeepAlive(text.Owner);
        return isSound == 1 ? new MemoryRegion((nint)buffer.Pointer, length, buffer) : throw new RefusedException(where, "the text holds characters beyond 255, which are no bytes");
    }

    /// <summary>The characters that begin in a chunk; one that reaches past its end belongs to it whole.</summary>
    private static MemoryRegion Part(MemoryRegion text, int chunk)
    {
        var begin = Boundary((long)chunk * Chunk);
        return text.Slice(begin, Boundary((chunk + 1L) * Chunk) - begin);

        long Boundary(long at) => at >= text.Length ? text.Length : ((byte*)text.Data)[at] is >= 0x80 and < 0xC0 ? at + 1 : at;
    }

    /// <summary>Bytes that do not continue a character.</summary>
    private static long Characters(MemoryRegion part)
    {
        var bytes = new ReadOnlySpan<sbyte>((sbyte*)part.Data, (int)part.Length);
        var (i, count) = (0, 0L);
        var last = new Vector<sbyte>(unchecked((sbyte)0xBF));
        while (bytes.Length - i >= Vector<sbyte>.Count)
        {
            // A comparison gives -1 for yes; 127 of them fit into a byte.
            var sum = Vector<sbyte>.Zero;
            for (var step = 0; step < 127 && bytes.Length - i >= Vector<sbyte>.Count; step++, i += Vector<sbyte>.Count)
                sum -= Vector.GreaterThan(new Vector<sbyte>(bytes[i..]), last);
            Vector.Widen(sum, out var low, out var high);
            count += Vector.Sum(low + high);
        }
        for (; i < bytes.Length; i++)
            if (bytes[i] > unchecked((sbyte)0xBF)) count++;
        return count;
    }

    private static bool Decode(MemoryRegion part, byte* target, byte* end)
    {
        byte* from = (byte*)part.Data, stop = from + part.Length;
        while (from < stop && target < end)
        {
            var first = *from++;
            if (first < 0x80)
            {
                *target++ = first;
                continue;
            }
            if (first is not (0xC2 or 0xC3) || from == stop || (*from & 0xC0) != 0x80) return false;
            *target++ = (byte)(first << 6 | *from++ & 0x3F);
        }
        return from == stop && target == end;
    }
}
