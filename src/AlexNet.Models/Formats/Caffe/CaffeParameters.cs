using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Formats.Matching;
using AlexNet.Models.Formats.Protobuf;

namespace AlexNet.Models.Formats.Caffe;

/// <summary>What Caffe's parameters mean, their defaults included.</summary>
internal static class CaffeParameters
{
    private const int WithinChannel = 1;
    private const int Floor = 1;

    /// <summary>A convolution's or pooling's window: one number for both directions, or one for each that must be the same.</summary>
    /// <param name="place">For messages.</param>
    /// <param name="parameters">Of either kind.</param>
    /// <param name="kernel">The window's side where the parameters leave it to the maps.</param>
    /// <param name="isCeiling">Whether a last window may reach past the padding.</param>
    public static SlidingSquare Window(string place, ProtobufMessage parameters, int? kernel, bool isCeiling = false)
    {
        var padding = Both(place, parameters, "pad", "pad_h", "pad_w", 0);
        return SlidingSquare.Checked(place, kernel ?? Both(place, parameters, "kernel_size", "kernel_h", "kernel_w", 0), Both(place, parameters, "stride", "stride_h", "stride_w", 1), padding, padding, isCeiling);
    }

    /// <summary>Max pooling, which in Caffe rounds up unless it is told not to.</summary>
    public static SlidingSquare Pooling(CaffeLayer layer, MapShape input)
    {
        var parameters = layer.Parameters("pooling_param");
        NetworkBuilder.Require(layer.Place, parameters.Integer("pool") == 0, $"it is not of the largest value, as all pooling in AlexNet is");
        return Window(layer.Place, parameters, parameters.Integer("global_pooling") != 0 ? input.Height : null, parameters.Integer("round_mode") != Floor);
    }

    /// <summary>Local response normalization. Caffe divides alpha by the number of values in the window, and knows no k within a map.</summary>
    public static ResponseNormalization Normalization(CaffeLayer layer)
    {
        var parameters = layer.Parameters("lrn_param");
        var isWithinMap = parameters.Integer("norm_region") == WithinChannel;
        var size = (int)Math.Clamp(parameters.Integer("local_size", 5), int.MinValue, int.MaxValue);
        return new ResponseNormalization(layer.Place, isWithinMap ? NormalizationWindow.WithinMap : NormalizationWindow.AcrossTowers,
            isWithinMap ? 1 : parameters.Single("k", 1), parameters.Single("alpha", 1) / (isWithinMap ? (float)size * size : size), parameters.Single("beta", 0.75f), size);
    }

    private static long Both(string place, ProtobufMessage parameters, string both, string rows, string columns, long otherwise)
    {
        var values = parameters.Integers(both).Concat(parameters.Integers(rows)).Concat(parameters.Integers(columns)).Distinct().Take(2).ToList();
        NetworkBuilder.Require(place, values.Count <= 1, $"its {both} is not the same in both directions, as ours is");
        return values is [var value] ? value : otherwise;
    }
}
