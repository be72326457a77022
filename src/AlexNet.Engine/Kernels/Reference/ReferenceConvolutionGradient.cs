namespace AlexNet.Engine.Kernels.Reference;

/// <summary>Convolution backward as the chain rule says it: what each product of the forward pass got, its two factors give each other.</summary>
internal static class ReferenceConvolutionGradient
{
    // Layouts as ReferenceConvolution's; dy is [outputs][outputHeight][outputWidth]; doubles, plain loops. The gradients are added to, so that images can be summed.
    /// <summary>dx, dw and db of one image.</summary>
    public static void Add(
        ReadOnlySpan<double> x, int channels, int height, int width, ReadOnlySpan<float> weights, ReadOnlySpan<double> dy,
        int outputs, int kernel, int stride, int padding, int groups, int outputHeight, int outputWidth, Span<double> dx, Span<double> dw, Span<double> db)
    {
        var groupChannels = channels / groups;
        for (var output = 0; output < outputs; output++)
        {
            var firstChannel = output / (outputs / groups) * groupChannels;
            for (var row = 0; row < outputHeight; row++)
                for (var column = 0; column < outputWidth; column++)
                {
                    var gradient = dy[(output * outputHeight + row) * outputWidth + column];
                    db[output] += gradient;
                    for (var channel = 0; channel < groupChannels; channel++)
                        for (var i = 0; i < kernel; i++)
                            for (var j = 0; j < kernel; j++)
                            {
                                int inputRow = row * stride - padding + i, inputColumn = column * stride - padding + j;
                                if (inputRow < 0 || inputRow >= height || inputColumn < 0 || inputColumn >= width) continue;
                                var weight = ((output * groupChannels + channel) * kernel + i) * kernel + j;
                                var place = ((firstChannel + channel) * height + inputRow) * width + inputColumn;
                                dw[weight] += gradient * x[place];
                                dx[place] += gradient * weights[weight];
                            }
                }
        }
    }
}
