using System.Buffers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Inference;

/// <summary>A forward pass gave something that is not a number; the message says where it came from.</summary>
public sealed class NotFiniteException(int image, string message) : ArithmeticException(message)
{
    /// <summary>Index of the image in the batch.</summary>
    public int Image { get; } = image;

    /// <summary>Looks for the cause: the image's input first, then every weight, and else an overflow on the way.</summary>
    internal static NotFiniteException For(Model model, int image, ReadOnlySpan<float> input, ReadOnlySpan<float> outputs, string? layer = null)
    {
        var output = TensorCheck.FirstNotFinite(outputs);
        var what = layer is null
            ? $"model '{model.Name}' answers {outputs[output]} for class {output} of image {image}"
            : $"model '{model.Name}' gives {outputs[output]} as value {output} of layer '{layer}' for image {image}";
        var place = TensorCheck.FirstNotFinite(input);
        if (place >= 0) return new NotFiniteException(image, $"{what}: value {place} of the input is {input[place]}; check the preprocessing");
        foreach (var weight in model.Weights)
        {
            if (FirstNotFinite(weight) is >= 0 and var index)
                return new NotFiniteException(image, $"{what}: element {index} of its weights '{weight.Name}' is not a number; get a fresh copy of the model file");
        }
        return new NotFiniteException(image, $"{what}: input and weights are finite, so a layer overflowed; check that the preprocessing is the model's own");
    }

    private static long FirstNotFinite(WeightTensor weight)
    {
        var block = ArrayPool<float>.Shared.Rent(65536);
        try
        {
            for (long start = 0; start < weight.Length; start += block.Length)
            {
                var part = block.AsSpan(0, (int)Math.Min(block.Length, weight.Length - start));
                weight.CopyTo(part, start);
                if (TensorCheck.FirstNotFinite(part) is >= 0 and var index) return start + index;
            }
            return -1;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(block);
        }
    }
}
