namespace AlexNet.Models.Formats.Named;

/// <summary>The two orders of weights that are about: outputs first, as PyTorch, Caffe and we have them, and outputs last, as TensorFlow has them.</summary>
internal static class ArrayOrder
{
    /// <summary>
    /// The layers with outputs first: [outputs, inputs of a group, kernel, kernel] and [outputs, inputs]. Which order a file has, the first convolution shows: its
    /// input has three channels. Outputs last are [kernel, kernel, inputs, outputs] and [inputs, outputs], and the inputs of the first fully connected layer are then
    /// in the order [row][column][channel] of such programs' maps.
    /// </summary>
    /// <exception cref="RefusedException">The first convolution is of neither order.</exception>
    public static NamedLayers OutputsFirst(NamedLayers layers)
    {
        var first = layers.Convolutions[0].Weight;
        if (first.Shape[1] == 3 && first.Shape[2] == first.Shape[3]) return layers;
        if (first.Shape[2] != 3 || first.Shape[0] != first.Shape[1])
            throw first.Refuse($"its shape is {first.ShapeText}, but the first convolution needs [outputs, 3, kernel, kernel] or [kernel, kernel, 3, outputs]");
        var channels = layers.Convolutions[^1].Weight.Shape[3];
        return new NamedLayers(
            [.. layers.Convolutions.Select(layer => layer with { Weight = layer.Weight.Permute(3, 2, 0, 1) })],
            [.. layers.FullyConnected.Select((layer, i) => layer with { Weight = i == 0 ? FromMaps(layer.Weight, channels) : layer.Weight.Permute(1, 0) })]);
    }

    /// <summary>[height x width x channels, outputs] as [outputs, channels, height, width].</summary>
    private static NamedArray FromMaps(NamedArray weight, long channels)
    {
        var side = channels == 0 ? 0 : (long)Math.Round(Math.Sqrt(weight.Shape[0] / channels));
        if (side * side * channels != weight.Shape[0])
            throw weight.Refuse($"its shape is {weight.ShapeText}, but {weight.Shape[0]} inputs are no square maps of the last convolution's {channels} channels");
        return weight.SplitFirst(side, side, channels).Permute(3, 2, 0, 1);
    }
}
