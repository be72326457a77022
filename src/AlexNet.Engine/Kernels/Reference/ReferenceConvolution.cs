namespace AlexNet.Engine.Kernels.Reference;

/// <summary>Convolution as its definition says it.</summary>
internal static class ReferenceConvolution
{
    // x is [channels][height][width], weights [outputs][channels / groups][kernel][kernel], y [outputs][outputHeight][outputWidth]; doubles, plain loops.
    /// <summary>
    /// y[o][i][j] = bias[o] + sum of weights x input under the window. The output's extents decide on rounding: whatever the window
    /// covers beyond the edge, by padding or by a last stride, is zero.
    /// </summary>
    public static double[] Run(
        ReadOnlySpan<double> x, int channels, int height, int width,
        ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, int outputs, int kernel, int stride, int padding, int groups,
        int outputHeight, int outputWidth)
    {
        var y = new double[outputs * outputHeight * outputWidth];
        var groupChannels = channels / groups;
        for (var output = 0; output < outputs; output++)
        {
            var firstChannel = output / (outputs / groups) * groupChannels;
            for (var row = 0; row < outputHeight; row++)
                for (var column = 0; column < outputWidth; column++)
                {
                    double sum = bias[output];
                    for (var channel = 0; channel < groupChannels; channel++)
                        for (var i = 0; i < kernel; i++)
                        {
                            var inputRow = row * stride - padding + i;
                            if (inputRow < 0 || inputRow >= height) continue;
                            for (var j = 0; j < kernel; j++)
                            {
                                var inputColumn = column * stride - padding + j;
                                if (inputColumn < 0 || inputColumn >= width) continue;
                                sum += weights[((output * groupChannels + channel) * kernel + i) * kernel + j]
                                    * x[((firstChannel + channel) * height + inputRow) * width + inputColumn];
                            }
                        }
                    y[(output * outputHeight + row) * outputWidth + column] = sum;
                }
        }
        return y;
    }
}
