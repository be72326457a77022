using AlexNet.Models.Formats.Protobuf;

namespace AlexNet.Models.Formats.Caffe;

/// <summary>A layer of either generation.</summary>
internal sealed class CaffeLayer
{
    private const int Test = 1;

    /// <summary>The kinds of V1 layers: number, word in a .prototxt, and the word of today (Caffe's util/upgrade_proto.cpp).</summary>
    public static readonly (int Number, string Word, string Type)[] V1Types =
    [
        (35, "ABSVAL", "AbsVal"), (1, "ACCURACY", "Accuracy"), (30, "ARGMAX", "ArgMax"), (2, "BNLL", "BNLL"), (3, "CONCAT", "Concat"), (37, "CONTRASTIVE_LOSS", "ContrastiveLoss"),
        (4, "CONVOLUTION", "Convolution"), (5, "DATA", "Data"), (39, "DECONVOLUTION", "Deconvolution"), (6, "DROPOUT", "Dropout"), (32, "DUMMY_DATA", "DummyData"),
        (7, "EUCLIDEAN_LOSS", "EuclideanLoss"), (25, "ELTWISE", "Eltwise"), (38, "EXP", "Exp"), (8, "FLATTEN", "Flatten"), (9, "HDF5_DATA", "HDF5Data"), (10, "HDF5_OUTPUT", "HDF5Output"),
        (28, "HINGE_LOSS", "HingeLoss"), (11, "IM2COL", "Im2col"), (12, "IMAGE_DATA", "ImageData"), (13, "INFOGAIN_LOSS", "InfogainLoss"), (14, "INNER_PRODUCT", "InnerProduct"), (15, "LRN", "LRN"),
        (29, "MEMORY_DATA", "MemoryData"), (16, "MULTINOMIAL_LOGISTIC_LOSS", "MultinomialLogisticLoss"), (34, "MVN", "MVN"), (17, "POOLING", "Pooling"), (26, "POWER", "Power"), (18, "RELU", "ReLU"),
        (19, "SIGMOID", "Sigmoid"), (27, "SIGMOID_CROSS_ENTROPY_LOSS", "SigmoidCrossEntropyLoss"), (36, "SILENCE", "Silence"), (20, "SOFTMAX", "Softmax"), (21, "SOFTMAX_LOSS", "SoftmaxWithLoss"),
        (22, "SPLIT", "Split"), (33, "SLICE", "Slice"), (23, "TANH", "TanH"), (24, "WINDOW_DATA", "WindowData"), (31, "THRESHOLD", "Threshold"),
    ];

    private readonly ProtobufMessage _message;

    private CaffeLayer(ProtobufMessage message, string type)
    {
        _message = message;
        Name = message.Text("name");
        Type = type;
        Bottoms = message.Texts("bottom");
        Tops = message.Texts("top");
        Place = $"layer '{Printable.Text(Name)}' ({Printable.Text(Type)})";
    }

    public string Name { get; }

    /// <summary>Its kind in the words of today.</summary>
    public string Type { get; }

    /// <summary>What it reads.</summary>
    public IReadOnlyList<string> Bottoms { get; }

    /// <summary>What it makes.</summary>
    public IReadOnlyList<string> Tops { get; }

    /// <summary>For messages.</summary>
    public string Place { get; }

    /// <summary>Its weights and biases; none in a file that only describes the network.</summary>
    public IReadOnlyList<ProtobufMessage> Blobs => _message.Messages("blobs");

    /// <summary>Whether it brings images, and no layer comes before it.</summary>
    public bool IsData => Type is "Input" or "Data" or "ImageData" or "HDF5Data" or "MemoryData" or "WindowData" or "DummyData" or "AnnotatedData";

    /// <summary>Whether it is there when a trained network is used. Rules of stages are for networks that nobody uses so.</summary>
    public bool IsForTest => (!_message.Has("include") || _message.Messages("include").Any(IsMet)) && !_message.Messages("exclude").Any(IsMet);

    /// <summary>The layers of a network in the order in which they run.</summary>
    /// <exception cref="RefusedException">It has layers of both generations, or one of a kind that there never was.</exception>
    public static IReadOnlyList<CaffeLayer> Of(ProtobufMessage net)
    {
        if (net.Has("layers") && net.Has("layer")) throw new RefusedException("network", "it has both 'layer' and 'layers', of which Caffe takes one");
        return [.. net.Messages("layer").Select(layer => new CaffeLayer(layer, layer.Text("type"))), .. net.Messages("layers").Select(layer => new CaffeLayer(layer, TypeOf(layer)))];
    }

    /// <summary>The parameters of its kind; empty ones, which are all defaults, where the file has none.</summary>
    public ProtobufMessage Parameters(string field) => _message.Message(field) ?? CaffeSchema.Part(_message.Schema, field);

    /// <summary>Whether the file says anything of its parameters.</summary>
    public bool Has(string field) => _message.Schema.Find(field) is not null && _message.Has(field);

    private static string TypeOf(ProtobufMessage layer)
    {
        var type = V1Types.FirstOrDefault(type => type.Number == layer.Integer("type")).Type;
        return type ?? throw new RefusedException($"layer '{Printable.Text(layer.Text("name"))}'", $"it is of the kind {layer.Integer("type")}, which Caffe's V1 layers do not have (files of 2013, V0, must be upgraded by Caffe's upgrade_net_proto_binary)");
    }

    private static bool IsMet(ProtobufMessage rule) => rule.Integer("phase", Test) == Test && rule.Integer("min_level") <= 0 && rule.Integer("max_level") >= 0 && !rule.Has("stage");
}
