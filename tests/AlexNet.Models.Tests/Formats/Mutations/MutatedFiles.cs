using System.Text;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Compression;
using AlexNet.Models.Formats;
using AlexNet.Models.Formats.Photos;
using static AlexNet.Models.Tests.Formats.Mutations.Mutations;

namespace AlexNet.Models.Tests.Formats.Mutations;

/// <summary>The files that are damaged, of every format, and how often: docs/model-formats.md speaks of this table.</summary>
internal static class MutatedFiles
{
    private const int Few = 300;
    private const int Some = 700;
    private const int Many = 1500;

    /// <summary>All of them; a file's seed is its place here.</summary>
    public static IReadOnlyList<MutatedFile> All { get; } = [.. Safetensors(), .. Caffe(), .. Onnx(), .. PyTorch(), .. NumPy(), .. CudaConvnet(), .. Means()];

    private static IEnumerable<MutatedFile> Safetensors() =>
    [
        new("safetensors", "ours", Many, () => Saved("Safetensors")),
        new("safetensors", "ours, int8", Some, () => Saved("Safetensors", new SaveOptions { ElementType = ElementType.Int8 })),
        new("safetensors", "PyTorch's names, ours", Some, () => Saved("PyTorch")),
        Python("safetensors", "bvlc.safetensors", Some),
        // Nearly all of these files is their header, so that what is compressed is damaged apart from it.
        new("sparse", "ours, sparse", Many, Sparse),
        new("sparse", "ours, sparse, the compressed weights", Many, Sparse) { Damage = (file, random) => Tail(file, 260, random) },
    ];

    private static IEnumerable<MutatedFile> Caffe() =>
    [
        Graph("Caffe", "v1-training.caffemodel", Some),
        Graph("Caffe", "v2-unpacked.caffemodel", Some),
        Graph("Caffe", "bare.caffemodel", Some),
        Graph("Caffe", "v1-legacy.caffemodel", Some) with { Name = "v1-legacy.caffemodel, its words", Damage = Words },
        new("Caffe", "ours.caffemodel", Some, () => Saved("Caffe")),
        Description("deploy.prototxt", "bare.caffemodel"),
        Description("deploy-v1.prototxt", "bare-caffenet.caffemodel"),
    ];

    private static IEnumerable<MutatedFile> Onnx() =>
    [
        Graph("ONNX", "torchvision-17.onnx", Some),
        Graph("ONNX", "torch-source2012.onnx", Some),
        Graph("ONNX", "zoo-bvlc-7.onnx", Some),
        Graph("ONNX", "products.onnx", Some),
        Graph("ONNX", "half.onnx", Some),
        Graph("ONNX", "qdq.onnx", Some),
        Graph("ONNX", "qlinear.onnx", Some),
        Graph("ONNX", "zoo-bvlc-9.onnx", Some) with { Name = "zoo-bvlc-9.onnx, its words", Damage = Words },
        Graph("ONNX", "qlinear.onnx", Some) with { Name = "qlinear.onnx, its words", Damage = Words },
        new("ONNX", "ours.onnx", Some, () => Saved("Onnx")),
        Graph("ONNX", "external.onnx", Some) with { Companion = ("external.bin", Fixture("external.bin")), Beside = Fixture("external.bin").Length },
        Graph("ONNX", "external.bin", Few) with { Companion = ("external.onnx", Fixture("external.onnx")), Named = "external.onnx" },
    ];

    private static IEnumerable<MutatedFile> PyTorch() =>
    [
        Python("PyTorch, zip", "onetower.pth", Some),
        Python("PyTorch, zip", "onetower-views.pth", Few),
        Python("PyTorch, zip", "onetower-mixed.pth", Few),
        Python("PyTorch, zip", "onetower-checkpoint.pth.tar", Few),
        Python("PyTorch, legacy", "onetower-legacy.pth", Some),
        Python("PyTorch, legacy", "onetower-legacy.pth", Many) with { Name = "onetower-legacy.pth, the pickles", Damage = (file, random) => Head(file, 3400, random) },
    ];

    private static IEnumerable<MutatedFile> NumPy() =>
    [
        Python("NumPy, npz", "bvlc.npz", Some),
        Python("NumPy, npz", "bvlc-compressed.npz", Some),
        Python("NumPy, npy", "bvlc-python2.npy", Some),
        Python("NumPy, npy", "bvlc-python2.npy", Many) with { Name = "bvlc-python2.npy, header and pickle", Damage = (file, random) => Head(file, 400, random) },
        Python("NumPy, npy", "bvlc-python3.npy", Few),
        Python("NumPy, pickle", "bvlc.pickle", Some),
    ];

    private static IEnumerable<MutatedFile> CudaConvnet() =>
    [
        Python("cuda-convnet", "source2012.pickle", Some),
        Python("cuda-convnet", "source2012.pickle", Many) with { Name = "source2012.pickle, the layers", Damage = (file, random) => Head(file, 3000, random) },
        Python("cuda-convnet", "onetower-list.pickle", Few),
    ];

    private static IEnumerable<MutatedFile> Means() =>
    [
        Mean("mean.binaryproto", () => new TestProto().Number(1, 1).Number(2, 3).Number(3, 1).Number(4, 1).Part(5, [.. new[] { 104f, 117, 123 }.SelectMany(BitConverter.GetBytes)]).Bytes),
        Mean("mean.npy", () => File.ReadAllBytes(PythonFixtures.At("mean.npy"))),
        Mean("batches.meta", () => File.ReadAllBytes(PythonFixtures.At("batches.meta"))),
    ];

    private static MutatedFile Python(string format, string name, int cases) => new(format, name, cases, () => PythonFixtures.Bytes(name));

    private static MutatedFile Graph(string format, string name, int cases) => new(format, name, cases, () => Fixture(name));

    private static MutatedFile Description(string name, string weights) => new("Caffe, prototxt", name, Some, () => Fixture(name))
    {
        Read = path => ModelFormats.Load(GraphFixture.PathOf(weights), new ImportOptions { NetworkFile = path }),
        Beside = Fixture(weights).Length,
    };

    /// <summary>A mean is read by itself: the model that it would go with would have to be as large as its photos.</summary>
    private static MutatedFile Mean(string name, Func<byte[]> bytes) => new("mean", name, Some, bytes)
    {
        Read = path =>
        {
            var mean = MeanFile.Read(path);
            Assert.Equal(3L * mean.Side * mean.Side, mean.Values.Length);
            Assert.All(mean.Values, value => Assert.True(float.IsFinite(value)));
            return Tiny.Model();
        },
        Beside = 1 << 20,
    };

    private static byte[] Fixture(string name) => File.ReadAllBytes(GraphFixture.PathOf(name));

    private static byte[] Saved(string format, SaveOptions? options = null) => Written(path => ModelFormats.Save(Tiny.Model(), path, format, options));

    private static byte[] Sparse()
    {
        var compressor = new ModelCompressor(Tiny.Model());
        compressor.ShareValues();
        return Written(path => ModelFile.Save(compressor.Model, path, new SaveOptions { Sparse = true }));
    }

    private static byte[] Written(Action<string> write)
    {
        var folder = Directory.CreateTempSubdirectory("alexnet-models-");
        try
        {
            var path = Path.Combine(folder.FullName, "m");
            write(path);
            return File.ReadAllBytes(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
