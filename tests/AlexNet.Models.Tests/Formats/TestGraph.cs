namespace AlexNet.Models.Tests.Formats;

/// <summary>ONNX graphs of a node or two, from onnx.proto3's field numbers.</summary>
internal static class TestGraph
{
    public static byte[] Model(TestProto graph, long opset = 13) =>
        new TestProto().Number(1, 7).Message(7, graph).Message(8, new TestProto().Text(1, "").Number(2, opset)).Bytes;

    /// <summary>A graph that reads an image.</summary>
    public static TestProto Graph(params long[] imageShape) => new TestProto().Message(11, Value("image", imageShape.Length > 0 ? imageShape : [1, 3, 16, 16])).Message(12, Value("out", [1, 5]));

    public static TestProto Node(string operation, string[] inputs, string output, params TestProto[] attributes) =>
        new TestProto().Text(1, inputs).Text(2, output).Text(3, $"the {operation}").Text(4, operation).Message(5, attributes);

    public static TestProto Ints(string name, params long[] values)
    {
        var attribute = new TestProto().Text(1, name).Number(20, 7);
        foreach (var value in values) attribute.Number(8, value);
        return attribute;
    }

    /// <summary>A tensor of floats without elements as yet.</summary>
    public static TestProto Tensor(string name, params long[] shape)
    {
        var tensor = new TestProto().Text(8, name).Number(2, 1);
        foreach (var extent in shape) tensor.Number(1, extent);
        return tensor;
    }

    /// <summary>A tensor whose elements are in another file.</summary>
    public static TestProto External(string name, long[] shape, string location, string offset = "0", string? length = null)
    {
        static TestProto Entry(string key, string value) => new TestProto().Text(1, key).Text(2, value);
        var tensor = Tensor(name, shape).Number(14, 1).Message(13, Entry("location", location), Entry("offset", offset));
        return length is null ? tensor : tensor.Message(13, Entry("length", length));
    }

    private static TestProto Value(string name, long[] shape)
    {
        var dims = new TestProto();
        foreach (var extent in shape) dims.Message(1, new TestProto().Number(1, extent));
        return new TestProto().Text(1, name).Message(2, new TestProto().Message(1, new TestProto().Number(1, 1).Message(2, dims)));
    }
}
