using AlexNet.Engine.Architectures;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Models.Formats;

namespace AlexNet.Bench.Formats;

/// <summary>A model file of 244 MB in one format.</summary>
/// <param name="Name">The format.</param>
/// <param name="Extension">The file's.</param>
/// <param name="Network">The network in it.</param>
/// <param name="Write">Writes it.</param>
internal sealed record FormatFile(string Name, string Extension, string Network, Action<Model, string> Write)
{
    private const string Usual = "bvlc";

    /// <summary>All formats that are read.</summary>
    public static IReadOnlyList<FormatFile> All { get; } =
    [
        new("safetensors, ours", ".safetensors", "paper", Saved("Safetensors")),
        new("safetensors, PyTorch's names", ".safetensors", Usual, Saved("PyTorch")),
        new("Caffe", ".caffemodel", Usual, Saved("Caffe")),
        new("ONNX", ".onnx", Usual, Saved("Onnx")),
        new("PyTorch, zip", ".pth", Usual, TorchFiles.WriteZip),
        new("PyTorch, legacy", ".pth", Usual, TorchFiles.WriteLegacy),
        new("NumPy, .npz", ".npz", Usual, NumpyFiles.WriteNpz),
        new("NumPy, .npy of a dictionary", ".npy", Usual, NumpyFiles.WriteNpy),
        new("cuda-convnet, two towers", ".pickle", "source2012", ConvnetFile.Write),
    ];

    /// <summary>The model that is written.</summary>
    public Model Model() => ModelFactory.Create(KnownArchitectures.Get(Network), weights: InitialWeights.Formula);

    private static Action<Model, string> Saved(string format) => (model, path) => ModelFormats.Save(model, path, format);
}
