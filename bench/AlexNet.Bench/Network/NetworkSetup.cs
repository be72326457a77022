using AlexNet.Bench.Rivals;
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
    private readonly string _path;

    public NetworkSetup(string network)
    {
        Model = ModelFactory.Create(KnownArchitectures.Get(network), weights: InitialWeights.Formula);
        _plan = new InferencePlan(Model);
        _path = OnnxExport.Write(Model, _folder.Path);
    }

    public Model Model { get; }

    public EngineContender Ours(int batch, int threads) => WithInput(new EngineContender(_plan, batch, threads), batch);

    public OnnxRuntimeContender OnnxRuntime(int batch, int threads, bool profile = false) =>
        WithInput(new OnnxRuntimeContender(
            _path, Model.Architecture.Input, Model.Architecture.Classes, batch, threads, profile ? Path.Combine(_folder.Path, "profile") : null), batch);

    public void Dispose() => _folder.Dispose();

    /// <summary>The same made-up images for everyone, in the range that photos have.</summary>
    private TContender WithInput<TContender>(TContender contender, int batch) where TContender : IContender
    {
        var images = new float[batch * Model.Architecture.Input.Count];
        SeededWeights.Fill(images, "bench.images", seed: 0, scale: 128);
        contender.SetInput(images);
        return contender;
    }
}
