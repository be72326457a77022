using AlexNet.Engine.Architectures;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Tests;
using AlexNet.Engine.Tests.Parity;
using AlexNet.Models.Formats;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace AlexNet.Models.Tests.Formats;

/// <summary>The full networks, in each format and back, against PyTorch's logits; and what ONNX Runtime makes of the ONNX files.</summary>
public sealed class OracleTests : TemporaryFolder
{
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData("paper", "paper")]
    [InlineData("source2012", "source2012")]
    [InlineData("bvlc", "bvlc")]
    [InlineData("caffenet", "caffenet")]
    [InlineData("onetower", "torchvision")]
    public void LogitsAreTheOracles(string name, string network)
    {
        var oracle = NetworkOracle.Load(network);
        // PyTorch's networks have no dropout at all, which is what inverted dropout is at test time.
        var model = ModelFactory.Create(KnownArchitectures.Get(name).WithDropout(DropoutScaling.InTraining), weights: InitialWeights.Formula, seed: oracle.Seed);
        var expected = Near.Widen(oracle.Logits[0]);
        foreach (var (format, file) in new[] { ("Onnx", "m.onnx"), ("Caffe", "m.caffemodel") })
        {
            ModelFormats.Save(model, At(file), format);
            var loaded = ModelFormats.Load(At(file));
            foreach (var (before, after) in model.Weights.Zip(loaded.Weights)) Assert.True(before.Bytes(0, (int)before.Length).SequenceEqual(after.Bytes(0, (int)after.Length)), before.Name);
            Assert.InRange(Near.Error(expected, Answer(loaded, oracle)), 0, Tolerance);
        }
        Assert.InRange(Near.Error(expected, OnnxRuntimesAnswer(At("m.onnx"), model, oracle)), 0, Tolerance);
    }

    /// <summary>With the factor of dropout, which the oracles have not.</summary>
    [Theory]
    [InlineData("paper")]
    [InlineData("source2012")]
    public void FactorsOfDropoutAreComputed(string name)
    {
        var oracle = NetworkOracle.Load(name);
        var model = ModelFactory.Create(KnownArchitectures.Get(name).Scale(fullyConnected: 64, classes: 10), weights: InitialWeights.Formula);
        ModelFormats.Save(model, At("m.onnx"), "Onnx");
        var ours = Answer(model, oracle);
        Assert.NotEqual(ours, Answer(ModelFactory.Create(model.Architecture.WithDropout(DropoutScaling.InTraining), weights: InitialWeights.Formula), oracle));
        Assert.InRange(Near.Error(Near.Widen(ours), OnnxRuntimesAnswer(At("m.onnx"), model, oracle)), 0, Tolerance);
    }

    private static float[] Answer(Model model, NetworkOracle oracle)
    {
        using var session = new AlexNet.Engine.Inference.InferenceSession(InferencePlan.For(model), batch: 1);
        oracle.FillFormulaInput(session.Input(0));
        session.Run(1);
        return session.Logits(0).ToArray();
    }

    private static float[] OnnxRuntimesAnswer(string file, Model model, NetworkOracle oracle)
    {
        var input = model.Architecture.Input;
        var image = new DenseTensor<float>([1, input.Channels, input.Height, input.Width]);
        oracle.FillFormulaInput(image.Buffer.Span);
        using var session = new Microsoft.ML.OnnxRuntime.InferenceSession(file);
        Assert.Equal(["logits", "probabilities"], session.OutputNames);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("input", image)]);
        var logits = results.First(result => result.Name == "logits").AsEnumerable<float>().ToArray();
        Assert.InRange(results.First(result => result.Name == "probabilities").AsEnumerable<float>().Sum(), 0.999f, 1.001f);
        return logits;
    }
}
