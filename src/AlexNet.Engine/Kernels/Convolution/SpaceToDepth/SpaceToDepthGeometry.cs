using System.Runtime.CompilerServices;
using AlexNet.Engine.Tensors;
using ConvolutionLayer = AlexNet.Engine.Layers.Convolution;

namespace AlexNet.Engine.Kernels.Convolution.SpaceToDepth;

/// <summary>
/// A convolution of stride s as one of stride 1: each s x s block of the padded input becomes one place with s * s times the channels, and the kernel
/// shrinks to a block for each s x s of it, filled up with zeros. conv1's 11x11 stride 4 over 3 channels becomes 3x3 over 48.
/// </summary>
internal sealed class SpaceToDepthGeometry
{
    /// <param name="layer">The strided convolution.</param>
    /// <param name="input">Shape of its input.</param>
    public SpaceToDepthGeometry(ConvolutionLayer layer, MapShape input)
    {
        (Layer, Input) = (layer, input);
        var output = layer.OutputShape(input);
        var kernel = (layer.Kernel + layer.Stride - 1) / layer.Stride;
        Blocks = new MapShape(input.Channels * layer.Stride * layer.Stride, output.Height + kernel - 1, output.Width + kernel - 1);
        Dense = layer with { Kernel = kernel, Stride = 1, Padding = 0 };
    }

    /// <summary>The strided convolution.</summary>
    public ConvolutionLayer Layer { get; }

    /// <summary>Shape of its input.</summary>
    public MapShape Input { get; }

    /// <summary>The convolution of stride 1, without padding: the blocks hold it.</summary>
    public ConvolutionLayer Dense { get; }

    /// <summary>Shape of the blocks, [channel][row phase][column phase] of them as channels.</summary>
    public MapShape Blocks { get; }

    /// <summary>The kernels [outputs][channels][K][K] as [outputs][channels][row phase][column phase][k][k].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public float[] Kernels(ReadOnlySpan<float> kernels)
    {
        int stride = Layer.Stride, size = Layer.Kernel, blocks = Dense.Kernel, next = 0;
        var planes = kernels.Length / (size * size);
        var result = new float[planes * stride * stride * blocks * blocks];
        for (var plane = 0; plane < planes; plane++)
            for (var phase = 0; phase < stride * stride; phase++)
                for (var block = 0; block < blocks * blocks; block++, next++)
                {
                    int row = block / blocks * stride + phase / stride, column = block % blocks * stride + phase % stride;
                    if (row < size && column < size) result[next] = kernels[(plane * size + row) * size + column];
                }
        return result;
    }

    /// <summary>Writes one channel: source [height][width] -> target [row phase][column phase][Blocks.Height][Blocks.Width].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe void WriteChannel(float* source, float* target)
    {
        int stride = Layer.Stride, padding = Layer.Padding;
        for (var phase = 0; phase < stride; phase++)
            for (var row = 0; row < Blocks.Height; row++)
            {
                var from = row * stride + phase - padding;
                for (var columnPhase = 0; columnPhase < stride; columnPhase++)
                {
                    var line = target + ((phase * stride + columnPhase) * Blocks.Height + row) * Blocks.Width;
                    WriteLine((uint)from < (uint)Input.Height ? source + (nint)from * Input.Width : null, columnPhase - padding, line);
                }
            }
    }

    /// <summary>Every stride-th value of a row from <paramref name="first"/> on; zeros where the row has none, or where there is no row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void WriteLine(float* row, int first, float* line)
    {
        var stride = Layer.Stride;
        var column = 0;
        if (row is null)
        {
            new Span<float>(line, Blocks.Width).Clear();
            return;
        }
        for (; column < Blocks.Width && first + column * stride < 0; column++) line[column] = 0;
        var end = Math.Clamp((Input.Width - first + stride - 1) / stride, column, Blocks.Width);
        for (var value = row + first + column * stride; column < end; column++, value += stride) line[column] = *value;
        for (; column < Blocks.Width; column++) line[column] = 0;
    }
}
