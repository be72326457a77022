using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Devices.Memory;

/// <summary>Zeroed memory, of this process alone or of several.</summary>
internal unsafe interface IMemoryBlock : IDisposable
{
    /// <summary>The first byte, on a page of its own or at least on a cache line.</summary>
    byte* Pointer { get; }

    /// <summary>Bytes.</summary>
    long Bytes { get; }
}

/// <summary>Memory of this process.</summary>
internal sealed unsafe class PrivateMemory(long bytes) : IMemoryBlock
{
    private readonly NativeBuffer _buffer = new((bytes + sizeof(float) - 1) / sizeof(float));

    /// <inheritdoc/>
    public byte* Pointer => (byte*)_buffer.Pointer;

    /// <inheritdoc/>
    public long Bytes => bytes;

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();
}
