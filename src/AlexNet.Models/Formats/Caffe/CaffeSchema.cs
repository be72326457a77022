using AlexNet.Models.Formats.Protobuf;
using static AlexNet.Models.Formats.Protobuf.FieldSchema;

namespace AlexNet.Models.Formats.Caffe;

/// <summary>What we read and write of Caffe's messages (src/caffe/proto/caffe.proto in BVLC/caffe), in the order of their numbers there.</summary>
internal static class CaffeSchema
{
    private static readonly MessageSchema BlobShape = new("BlobShape", Integer(1, "dim"));

    /// <summary>A tensor: its shape, or four extents of before there were shapes, and its values.</summary>
    public static readonly MessageSchema Blob = new("BlobProto",
        Integer(1, "num"), Integer(2, "channels"), Integer(3, "height"), Integer(4, "width"), One(7, "shape", BlobShape), FieldSchema.Payload(5, "data"), FieldSchema.Payload(8, "double_data"));

    private static readonly Dictionary<string, int> Phases = new() { ["TRAIN"] = 0, ["TEST"] = 1 };

    private static readonly MessageSchema StateRule = new("NetStateRule", Integer(1, "phase", Phases), Integer(2, "min_level"), Integer(3, "max_level"), Text(4, "stage"));

    private static readonly MessageSchema Transformation = new("TransformationParameter", Single(1, "scale"), Integer(3, "crop_size"), Text(4, "mean_file"), Single(5, "mean_value"));

    /// <summary>The parameters of each kind of layer, under one name in both generations of layers; the numbers are those of the present one and of V1.</summary>
    private static readonly (int Number, int V1, MessageSchema Message, string Name)[] Parameters =
    [
        (104, 9, new("ConcatParameter", Integer(1, "concat_dim"), Integer(2, "axis")), "concat_param"),
        (106, 10, new("ConvolutionParameter",
            Integer(1, "num_output"), Integer(2, "bias_term"), Integer(3, "pad"), Integer(4, "kernel_size"), Integer(5, "group"), Integer(6, "stride"), Integer(9, "pad_h"), Integer(10, "pad_w"),
            Integer(11, "kernel_h"), Integer(12, "kernel_w"), Integer(13, "stride_h"), Integer(14, "stride_w"), Integer(18, "dilation")), "convolution_param"),
        (107, 11, new("DataParameter", Integer(5, "crop_size")), "data_param"),
        (108, 12, new("DropoutParameter", Single(1, "dropout_ratio")), "dropout_param"),
        (117, 17, new("InnerProductParameter", Integer(1, "num_output"), Integer(2, "bias_term"), Integer(5, "axis"), Integer(6, "transpose")), "inner_product_param"),
        (118, 18, new("LRNParameter", Integer(1, "local_size"), Single(2, "alpha"), Single(3, "beta"),
            Integer(4, "norm_region", new Dictionary<string, int> { ["ACROSS_CHANNELS"] = 0, ["WITHIN_CHANNEL"] = 1 }), Single(5, "k")), "lrn_param"),
        (121, 19, new("PoolingParameter",
            Integer(1, "pool", new Dictionary<string, int> { ["MAX"] = 0, ["AVE"] = 1, ["STOCHASTIC"] = 2 }), Integer(2, "kernel_size"), Integer(3, "stride"), Integer(4, "pad"), Integer(5, "kernel_h"),
            Integer(6, "kernel_w"), Integer(7, "stride_h"), Integer(8, "stride_w"), Integer(9, "pad_h"), Integer(10, "pad_w"), Integer(12, "global_pooling"),
            Integer(13, "round_mode", new Dictionary<string, int> { ["CEIL"] = 0, ["FLOOR"] = 1 })), "pooling_param"),
        (122, 21, new("PowerParameter", Single(1, "power"), Single(2, "scale"), Single(3, "shift")), "power_param"),
        (123, 30, new("ReLUParameter", Single(1, "negative_slope")), "relu_param"),
        (125, 39, new("SoftmaxParameter", Integer(2, "axis")), "softmax_param"),
        (126, 31, new("SliceParameter", Integer(1, "slice_dim"), Integer(2, "slice_point"), Integer(3, "axis")), "slice_param"),
    ];

    /// <summary>A layer of today.</summary>
    public static readonly MessageSchema Layer = new("LayerParameter",
    [
        Text(1, "name"), Text(2, "type"), Text(3, "bottom"), Text(4, "top"), Many(8, "include", StateRule), Many(9, "exclude", StateRule), One(100, "transform_param", Transformation),
        .. Parameters.Select(parameter => One(parameter.Number, parameter.Name, parameter.Message)), One(143, "input_param", new MessageSchema("InputParameter", Many(1, "shape", BlobShape))),
        Many(7, "blobs", Blob),
    ]);

    /// <summary>A layer as files before 2014's end have it: its kind is a number.</summary>
    public static readonly MessageSchema V1Layer = new("V1LayerParameter",
    [
        Text(2, "bottom"), Text(3, "top"), Text(4, "name"), Integer(5, "type", CaffeLayer.V1Types.ToDictionary(type => type.Word, type => type.Number)), Many(32, "include", StateRule),
        Many(33, "exclude", StateRule), One(36, "transform_param", Transformation), .. Parameters.Select(parameter => One(parameter.V1, parameter.Name, parameter.Message)), Many(6, "blobs", Blob),
    ]);

    /// <summary>
    /// A network. Its last field is our own, of a number that Caffe does not use: readers pass over what they do not know, and so labels and
    /// preprocessing travel with the weights.
    /// </summary>
    public static readonly MessageSchema Net = new("NetParameter",
        Text(1, "name"), Many(2, "layers", V1Layer), Text(3, "input"), Integer(4, "input_dim"), Many(8, "input_shape", BlobShape), Many(100, "layer", Layer),
        Many(41_211, "alexnet_metadata", new MessageSchema("alexnet_metadata", Text(1, "key"), Text(2, "value"))));

    public static ProtobufMessage Shape(params IEnumerable<long> extents) => new ProtobufMessage(BlobShape).Add("dim", extents);

    /// <summary>A message for a field of another.</summary>
    public static ProtobufMessage Part(MessageSchema whole, string field) => new(whole[field].Message!);
}
