using AlexNet.Engine.Inference;
using AlexNet.Models;

namespace AlexNet.Bench.ColdStart;

/// <summary>Ours: a mapped safetensors file.</summary>
internal sealed class OurPredictor : IPredictor
{
    private readonly InferenceSession _session;

    public OurPredictor(string path, ReadOnlySpan<float> image, int threads)
    {
        _session = new InferenceSession(InferencePlan.For(ModelFile.Load(path)), batch: 1, threads);
        image.CopyTo(_session.Input(0));
    }

    public int Run()
    {
        _session.Run(1);
        return _session.Top(0, 1)[0].ClassIndex;
    }

    public void Dispose() => _session.Dispose();
}
