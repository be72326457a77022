using System.Runtime.CompilerServices;

namespace AlexNet.Engine.Kernels.Convolution;

/// <summary>Writes the zero-padded, phase-split form of an input that <see cref="PatchPacking"/> reads.</summary>
internal static unsafe class PhaseImage
{
    /// <summary>
    /// One channel: source [InputHeight][InputWidth] -> target [Phases][PhaseRows][PhaseColumns].
    /// Column q of phase p is column q * Stride + p of the padded input.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void WriteChannel(ConvolutionGeometry geometry, float* source, float* target)
    {
        for (var phase = 0; phase < geometry.Phases; phase++)
        {
            for (var row = 0; row < geometry.PhaseRows; row++, target += geometry.PhaseColumns)
            {
                var line = new Span<float>(target, geometry.PhaseColumns);
                var inputRow = row - geometry.Padding;
                if ((uint)inputRow >= (uint)geometry.InputHeight) line.Clear();
                else WriteRow(geometry, source + inputRow * geometry.InputWidth, phase, line);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteRow(ConvolutionGeometry geometry, float* source, int phase, Span<float> line)
    {
        var stride = geometry.Stride;
        // First and end of the columns that fall inside the input; zeros lie on both sides of them.
        var first = Math.Min(line.Length, Math.Max(0, (geometry.Padding - phase + stride - 1) / stride));
        var end = Math.Clamp((geometry.InputWidth + geometry.Padding - phase + stride - 1) / stride, first, line.Length);
        line[..first].Clear();
        line[end..].Clear();
        var from = source + first * stride + phase - geometry.Padding;
        if (stride == 1)
        {
            new ReadOnlySpan<float>(from, end - first).CopyTo(line[first..]);
            return;
        }
        for (var column = first; column < end; column++, from += stride) line[column] = *from;
    }
}
