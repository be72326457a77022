using System.Runtime.InteropServices;

namespace AlexNet.Engine.Tensors;

/// <summary>Zeroed native memory, aligned to a cache line, that the garbage collector neither moves nor counts.</summary>
public sealed unsafe class NativeBuffer : IDisposable
{
    /// <summary>Bytes of alignment: a cache line, and the widest vector register.</summary>
    public const int Alignment = 64;

    // Kept alive by its parts.
    private readonly NativeBuffer? _whole;
    private void* _block;
    private void* _pointer;

    /// <summary>Allocates <paramref name="floats"/> single-precision zeros.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative or its bytes overflow the address space.</exception>
    /// <exception cref="OutOfMemoryException">The system has not that much memory.</exception>
    public NativeBuffer(long floats) : this(floats, clear: true) { }

    private NativeBuffer(long floats, bool clear)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(floats);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(floats, long.MaxValue / 8);
        Length = floats;
        var bytes = (nuint)Math.Max(floats * sizeof(float), Alignment);
        var huge = HugePages.Helps(bytes);
        var alignment = (nuint)(huge ? HugePages.Size : Alignment);
        // Memory new from the system is zero: nothing is written here, and what is never used is never there.
        _block = clear ? NativeMemory.AllocZeroed(bytes + alignment) : NativeMemory.Alloc(bytes + alignment);
        _pointer = (void*)(((nuint)_block + alignment - 1) / alignment * alignment);
        if (huge) HugePages.Ask(_pointer, bytes);
        GC.AddMemoryPressure((long)bytes);
    }

    /// <summary>A buffer of whatever the memory held, for one who writes all of it at once: the pages are then first touched by the writing threads.</summary>
    internal static NativeBuffer Uncleared(long floats) => new(floats, clear: false);

    private NativeBuffer(NativeBuffer whole, long start, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + length, whole.Length);
        (_whole, Length) = (whole, length);
        _pointer = whole.Pointer + start;
        GC.SuppressFinalize(this);
    }

    /// <summary>Some of the floats as a buffer, which owns nothing and is aligned to a float; valid as long as the whole is not disposed of.</summary>
    internal NativeBuffer Part(long start, long length) => new(this, start, length);

    /// <summary>Frees the memory when nobody has disposed of the buffer.</summary>
    ~NativeBuffer() => Free();

    /// <summary>Number of floats.</summary>
    public long Length { get; }

    /// <summary>The first float. Valid until the buffer is disposed of.</summary>
    /// <exception cref="ObjectDisposedException">The memory was freed.</exception>
    public float* Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(_pointer is null, this);
            return (float*)_pointer;
        }
    }

    /// <summary>A part of the buffer as a span.</summary>
    public Span<float> Span(long start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + length, Length);
        return new Span<float>(Pointer + start, length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_pointer is null) return;
        if (_whole is not null)
        {
            _pointer = null;
            return;
        }
        NativeMemory.Free(_block);
        _pointer = _block = null;
        GC.RemoveMemoryPressure(Math.Max(Length * sizeof(float), Alignment));
    }
}
