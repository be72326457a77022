using System.Runtime.InteropServices;
using AlexNet.Bench.Rivals;
using AlexNet.Bench.Rivals.Libtorch;
using AlexNet.Bench.Rivals.Onnx;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;

namespace AlexNet.Bench.Network;

/// <summary>A network with weights by formula, packed for our engine and exported for the others.</summary>
internal sealed class NetworkSetup : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly InferencePlan _plan;

    public NetworkSetup(string network)
    {
        Model = ModelFactory.Create(KnownArchitectures.Get(network), weights: InitialWeights.Formula);
        _plan = new InferencePlan(Model);
        Weights = new WeightsFile(Model, _folder.Path);
        OnnxPath = new OnnxExport(Model, Weights).Write(_folder.Path, "model.onnx");
        LibtorchPath = LibtorchExport.Write(Model, Weights, _folder.Path);
    }

    public Model Model { get; }

    public WeightsFile Weights { get; }

    public string Folder => _folder.Path;

    /// <summary>The model for ONNX Runtime, its weights beside it.</summary>
    public string OnnxPath { get; }

    /// <summary>The network for the libtorch program.</summary>
    public string LibtorchPath { get; }

    public EngineContender Ours(int batch, int threads) => Ours(_plan, "AlexNetShell", batch, threads);

    /// <summary>Ours with another plan for this network.</summary>
    public EngineContender Ours(InferencePlan plan, string name, int batch, int threads) => WithInput(new EngineContender(plan, batch, threads) { Name = name }, batch);

    public OnnxRuntimeContender OnnxRuntime(int batch, int threads, bool profile = false) =>
        OnnxRuntime(OnnxPath, OnnxRuntimeContender.Version, batch, threads, profile ? Path.Combine(_folder.Path, "profile") : null);

    /// <summary>ONNX Runtime with another export of this network.</summary>
    public OnnxRuntimeContender OnnxRuntime(string path, string name, int batch, int threads, string? profile = null) =>
        WithInput(new OnnxRuntimeContender(path, Model.Architecture.Input, Model.Architecture.Classes, batch, threads, profile) { Name = name }, batch);

    public LibtorchContender Libtorch(LibtorchProgram program, int batch, int threads) => new(program, LibtorchPath, InputFile(batch), batch, threads);

    /// <summary>A file of the images of a batch.</summary>
    public string InputFile(int batch)
    {
        var path = Path.Combine(_folder.Path, $"images-{batch}.bin");
        if (!File.Exists(path)) File.WriteAllBytes(path, MemoryMarshal.AsBytes<float>(Images(batch)).ToArray());
        return path;
    }

    public void Dispose() => _folder.Dispose();

    private TContender WithInput<TContender>(TContender contender, int batch) where TContender : IImageTaker
    {
        contender.SetInput(Images(batch));
        return contender;
    }

    /// <summary>The same made-up images for everyone, in the range that photos have.</summary>
    public float[] Images(int batch)
    {
        var images = new float[batch * Model.Architecture.Input.Count];
        SeededWeights.Fill(images, "bench.images", seed: 0, scale: 128);
        return images;
    }
}
