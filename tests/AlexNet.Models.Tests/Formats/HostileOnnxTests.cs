using AlexNet.Models.Formats;
using static AlexNet.Models.Tests.Formats.TestGraph;

namespace AlexNet.Models.Tests.Formats;

public sealed class HostileOnnxTests : TemporaryFolder
{
    private static readonly long[] Kernel = [4, 3, 3, 3];

    [Theory]
    [InlineData("../outside.bin", "not inside of the model's folder")]
    [InlineData("/etc/hostname", "not inside of the model's folder")]
    [InlineData("inside/../../outside.bin", "not inside of the model's folder")]
    [InlineData("./weights.bin", "not inside of the model's folder")]
    [InlineData("inside\\weights.bin", "not inside of the model's folder")]
    [InlineData("C:weights.bin", "not inside of the model's folder")]
    [InlineData("", "not inside of the model's folder")]
    [InlineData("link.bin", "not inside of the model's folder")]
    [InlineData("linked/outside.bin", "not inside of the model's folder")]
    [InlineData("missing.bin", "cannot be read")]
    [InlineData("empty.bin", "cannot be read")]
    [InlineData("inside", "cannot be read")]
    public void DataOfOtherFilesIsReadFromTheFolderAlone(string location, string problem)
    {
        var folder = Directory.CreateDirectory(At("model")).FullName;
        Directory.CreateDirectory(Path.Combine(folder, "inside"));
        File.WriteAllBytes(At("outside.bin"), new byte[432]);
        File.WriteAllBytes(Path.Combine(folder, "empty.bin"), []);
        File.CreateSymbolicLink(Path.Combine(folder, "link.bin"), At("outside.bin"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "linked"), Folder);
        var exception = Refused(Graph().Message(1, Node("Conv", ["image", "w"], "c")).Message(5, External("w", Kernel, location)), Path.Combine(folder, "m.onnx"));

        Assert.Equal("tensor 'w'", exception.Where);
        Assert.Contains(problem, exception.Message);
    }

    [Theory]
    [InlineData("0", "431")]
    [InlineData("0", "433")]
    [InlineData("1", null)]
    [InlineData("9223372036854775807", null)]
    [InlineData("-1", null)]
    [InlineData("1e2", null)]
    [InlineData("18446744073709551616", null)]
    public void DataOfOtherFilesMustBeThere(string offset, string? length)
    {
        File.WriteAllBytes(At("w.bin"), new byte[432]);
        Assert.Equal("tensor 'w'", Refused(Graph().Message(1, Node("Conv", ["image", "w"], "c")).Message(5, External("w", Kernel, "w.bin", offset, length))).Where);
    }

    [Fact]
    public void ClaimsOfSizeTakeNoMemory()
    {
        foreach (long[] shape in new long[][] { [int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue], [1L << 40, 3, 3, 3], [-1, 3, 3, 3], [1, 1, 1, 1, 1, 1, 1, 1, 1], [100_000, 3, 30, 30] })
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal("tensor 'w'", Refused(Graph().Message(1, Node("Conv", ["image", "w"], "c")).Message(5, Tensor("w", shape).Part(9, new byte[432]))).Where);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        }
    }

    [Theory]
    [InlineData("If", "no AlexNet has a layer of that kind")]
    [InlineData("BatchNormalization", "no AlexNet has a layer of that kind")]
    public void TheNodeThatDoesNotMatchIsNamed(string operation, string problem)
    {
        var graph = Graph().Message(1, Node("Conv", ["image", "w"], "c"), Node(operation, ["c"], "out"), Node("Relu", ["out"], "out2")).Message(12, new TestProto().Text(1, "out2")).Message(5, Tensor("w", Kernel).Part(9, new byte[432]));
        var exception = Refused(graph);
        Assert.Equal($"node 'the {operation}' ({operation})", exception.Where);
        Assert.Contains(problem, exception.Message);
        Assert.Contains("only AlexNets can be imported", exception.Message);
    }

    /// <summary>Kinds of layers that AlexNet has, in an order that it has not: the first that is out of place is named, and what should be there.</summary>
    [Theory]
    [InlineData("Relu", "Tanh", "node 'the Relu' (Relu)", "it is a nonlinearity, but 'paper', the nearest of the networks we know, needs a convolution (conv1) here")]
    [InlineData("Relu", "Softmax", "node 'the Softmax' (Softmax)", "found maps of 16x16, but needs a vector")]
    public void TheNodeThatIsOutOfPlaceIsNamed(string first, string second, string where, string problem)
    {
        var exception = Refused(Graph().Message(1, Node(first, ["image"], "c"), Node(second, ["c"], "out")));
        Assert.Equal(where, exception.Where);
        Assert.Contains(problem, exception.Message);
        Assert.Contains("only AlexNets can be imported", exception.Message);
    }

    [Fact]
    public void NetworksThatEndEarlyAreToldWhatIsMissing()
    {
        var exception = Refused(Graph().Message(1, Node("Conv", ["image", "w"], "c"), Node("Relu", ["c"], "out")).Message(5, Tensor("w", Kernel).Part(9, new byte[432])));
        Assert.Equal("node 'the Relu' (Relu)", exception.Where);
        Assert.Contains("the network ends after it, but 'paper', the nearest of the networks we know, needs a response normalization inside each tower (norm1) here", exception.Message);
    }

    [Fact]
    public void GraphsThatAreNoChainAreRefused()
    {
        foreach (var (graph, where) in new (TestProto, string)[]
        {
            (Graph().Message(1, Node("Relu", ["image"], "a"), Node("Relu", ["image"], "b")), "node 'the Relu' (Relu)"),
            (Graph().Message(1, Node("Relu", ["image"], "a"), Node("Tanh", ["a"], "a")), "node 'the Tanh' (Tanh)"),
            (Graph().Message(1, Node("Relu", ["image"], "image")), "node 'the Relu' (Relu)"),
            (Graph().Message(1, Node("Relu", ["image"], "a")), "tensor 'a'"),
            (Graph().Message(1, Node("Relu", ["image"], "")), "node 'the Relu' (Relu)"),
            (Graph().Message(1, Node("Relu", ["image"], "out")).Message(11, new TestProto().Text(1, "second")), "graph"),
            (Graph(), "graph"),
            (Graph(1, 3, 224, 225).Message(1, Node("Relu", ["image"], "out")), "input 'image'"),
            (Graph(1, 1, 224, 224).Message(1, Node("Relu", ["image"], "out")), "input 'image'"),
            (Graph(1, 3, 1 << 20, 1 << 20).Message(1, Node("Relu", ["image"], "out")), "input 'image'"),
            (Graph(1, 3, 224, -1).Message(1, Node("Relu", ["image"], "out")), "input 'image'"),
            (Graph(1, 3, 224).Message(1, Node("Relu", ["image"], "out")), "input 'image'"),
        })
        {
            Assert.Equal(where, Refused(graph).Where);
        }
    }

    [Fact]
    public void WindowsThatOursCannotHaveAreRefused()
    {
        foreach (var (attribute, problem) in new[]
        {
            (Ints("kernel_shape", 3, 5), "a square"), (Ints("kernel_shape", 1000, 1000), "1 to 255"), (Ints("kernel_shape", long.MaxValue, long.MaxValue), "1 to 255"), (Ints("kernel_shape"), "no kernel_shape"),
        })
        {
            Assert.Contains(problem, Refused(Graph().Message(1, Node("MaxPool", ["image"], "out", attribute))).Message);
        }
        var side = Ints("kernel_shape", 3, 3);
        foreach (var (attribute, problem) in new[]
        {
            (Ints("pads", 1, 1, 1, 1), "begins 1 places before"), (Ints("pads", 0, 1, 0, 1), "same for rows and columns"), (Ints("pads", 0, 0, 2, 2), "for no padding behind"), (Ints("pads", 0, 0, -1, -1), "0 to 255"),
            (Ints("dilations", 2, 2), "dilated"), (Ints("strides", 0, 0), "1 to 255"), (new TestProto().Text(1, "auto_pad").Text(4, "BEST"), "which ONNX does not know"),
        })
        {
            Assert.Contains(problem, Refused(Graph().Message(1, Node("MaxPool", ["image"], "out", side, attribute))).Message);
        }
    }

    [Fact]
    public void OperatorsFromBeforeVersion7AreRefused()
    {
        File.WriteAllBytes(At("m"), Model(Graph().Message(1, Node("Relu", ["image"], "out")), opset: 6));
        Assert.Equal("opset_import", Assert.Throws<ModelFileException>(() => ModelFormats.Load(At("m"))).Where);
    }

    [Fact]
    public void ANetworksFileIsNotForOnnx()
    {
        File.WriteAllBytes(At("m"), Model(Graph().Message(1, Node("Relu", ["image"], "out"))));
        Assert.Contains("says itself which network", Assert.Throws<ModelFileException>(() => ModelFormats.Load(At("m"), new ImportOptions { NetworkFile = At("n") })).Message);
    }

    private ModelFileException Refused(TestProto graph, string? path = null)
    {
        path ??= At("m.onnx");
        File.WriteAllBytes(path, Model(graph));
        var exception = Assert.Throws<ModelFileException>(() => ModelFormats.Load(path));
        Assert.Contains(path, exception.Message);
        return exception;
    }
}
