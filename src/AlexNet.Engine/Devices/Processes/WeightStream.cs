using System.Runtime.InteropServices;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Devices.Processes;

/// <summary>A share's weights over a pipe: each tensor's bytes, then its row scales' where it has any. Their sizes are known to both sides.</summary>
internal static unsafe class WeightStream
{
    private const int BlockBytes = 1 << 20;

    /// <summary>Sends a tensor.</summary>
    public static void Write(Stream stream, WeightTensor weights)
    {
        var bytes = weights.Length * weights.Type.Size();
        for (long start = 0; start < bytes; start += BlockBytes)
            stream.Write(new ReadOnlySpan<byte>((byte*)weights.Data + start, (int)Math.Min(BlockBytes, bytes - start)));
        GC.KeepAlive(weights);
        if (weights.RowScales is { } scales) Write(stream, scales);
    }

    /// <summary>Receives a tensor into memory of this process.</summary>
    /// <exception cref="EndOfStreamException">The pipe was closed.</exception>
    /// <exception cref="ArgumentException">The row scales are no scales.</exception>
    public static WeightTensor Read(Stream stream, ParameterShape parameter, ElementType type)
    {
        var bytes = parameter.Length * type.Size();
        var buffer = NativeBuffer.Uncleared((bytes + sizeof(float) - 1) / sizeof(float));
        for (long start = 0; start < bytes; start += BlockBytes)
            stream.ReadExactly(new Span<byte>((byte*)buffer.Pointer + start, (int)Math.Min(BlockBytes, bytes - start)));
        var scales = type == ElementType.Int8 ? Read(stream, parameter with { Extents = [parameter.Extents[0]] }, ElementType.Float32) : null;
        return new WeightTensor(parameter.Name, type, parameter.Extents, (nint)buffer.Pointer, buffer, scales);
    }
}
