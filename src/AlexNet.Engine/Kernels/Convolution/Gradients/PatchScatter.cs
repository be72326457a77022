namespace AlexNet.Engine.Kernels.Convolution.Gradients;

/// <summary>The transpose of im2col: values of patches are added where the patches were taken from.</summary>
internal static unsafe class PatchScatter
{
    /// <summary>Adds one row of the im2col matrix, a value for each output place, to its channel's map; what lies in the padding is dropped.</summary>
    /// <param name="geometry">Sizes.</param>
    /// <param name="row">Row of the matrix: (channel, kernel row, kernel column).</param>
    /// <param name="values">[output height][output width].</param>
    /// <param name="maps">The group's maps, [channels][input height][input width].</param>
    public static void AddRow(ConvolutionGeometry geometry, int row, float* values, float* maps)
    {
        int kernel = geometry.Kernel, stride = geometry.Stride;
        var (channel, inside) = Math.DivRem(row, kernel * kernel);
        var (kernelRow, kernelColumn) = Math.DivRem(inside, kernel);
        var map = maps + (long)channel * geometry.InputHeight * geometry.InputWidth;
        for (var i = 0; i < geometry.OutputHeight; i++, values += geometry.OutputWidth)
        {
            var y = i * stride - geometry.Padding + kernelRow;
            if ((uint)y >= (uint)geometry.InputHeight) continue;
            var line = map + (long)y * geometry.InputWidth;
            for (var j = 0; j < geometry.OutputWidth; j++)
            {
                var x = j * stride - geometry.Padding + kernelColumn;
                if ((uint)x < (uint)geometry.InputWidth) line[x] += values[j];
            }
        }
    }
}
