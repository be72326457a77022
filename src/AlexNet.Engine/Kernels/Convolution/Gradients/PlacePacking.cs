using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Convolution.Gradients;

/// <summary>
/// Maps [channels][places] as column panels [places][tile columns], neighbouring channels side by side: what a weight gradient multiplies the patches with.
/// </summary>
internal static unsafe class PlacePacking
{
    /// <summary>Packs one panel of some lines of places; channels past the last are zero.</summary>
    /// <param name="geometry">Sizes.</param>
    /// <param name="maps">The group's first map of the first image.</param>
    /// <param name="imageStride">Floats from one image to the next.</param>
    /// <param name="firstChannel">First channel of the panel.</param>
    /// <param name="width">Columns of the register tile.</param>
    /// <param name="firstLine">First line of places, counted through all images.</param>
    /// <param name="lines">Number of lines.</param>
    /// <param name="panel">[lines x output width][width].</param>
    public static void Pack(ConvolutionGeometry geometry, float* maps, nint imageStride, int firstChannel, int width, int firstLine, int lines, float* panel)
    {
        var channels = Math.Min(width, geometry.GroupChannels - firstChannel);
        if (channels < width) new Span<float>(panel, lines * geometry.OutputWidth * width).Clear();
        for (var line = firstLine; line < firstLine + lines;)
        {
            var (image, row) = Math.DivRem(line, geometry.OutputHeight);
            var together = Math.Min(firstLine + lines - line, geometry.OutputHeight - row);
            var count = together * geometry.OutputWidth;
            var source = maps + image * imageStride + (nint)firstChannel * geometry.Places + row * geometry.OutputWidth;
            MatrixTranspose.Run(source, geometry.Places, channels, count, panel, width);
            panel += (nint)count * width;
            line += together;
        }
    }

    /// <summary>Floats of the panels of all of a group's channels at so many lines.</summary>
    public static long Length(GemmTile tile, ConvolutionGeometry geometry, int lines) =>
        (long)GemmPacking.Panels(geometry.GroupChannels, tile.Columns) * tile.Columns * lines * geometry.OutputWidth;
}
