using AlexNet.Engine.Inference;
using AlexNet.Engine.Inspection;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Tests.Inference;

namespace AlexNet.Engine.Tests.Inspection;

public class StatisticsTests
{
    [Fact]
    public void ATensorIsCounted()
    {
        var found = TensorStatistics.Of([1, -3, 0, 0, float.NaN, float.PositiveInfinity, 6]);
        Assert.Equal((7, 2, 1, 1), (found.Count, found.Zeros, found.NaNs, found.Infinities));
        Assert.Equal((-3, 6), (found.Minimum, found.Maximum));
        Assert.Equal(0.8, found.Mean, 1e-12);
        Assert.Equal(Math.Sqrt((0.2 * 0.2 + 3.8 * 3.8 + 2 * 0.8 * 0.8 + 5.2 * 5.2) / 5), found.StandardDeviation, 1e-12);
        Assert.Equal(5, found.Histogram.Sum());
        Assert.Equal((1, 1), (found.Histogram[0], found.Histogram[^1]));
    }

    [Fact]
    public void OfNothingFiniteNothingIsClaimed()
    {
        foreach (var values in new float[][] { [], [float.NaN, float.NegativeInfinity] })
        {
            var found = TensorStatistics.Of(values);
            Assert.True(float.IsNaN(found.Minimum) && float.IsNaN(found.Maximum) && double.IsNaN(found.Mean) && double.IsNaN(found.StandardDeviation));
            Assert.Empty(found.Histogram);
        }
        Assert.Equal(2, TensorStatistics.Of([5, 5]).Histogram[0]);
        Assert.Equal(2, TensorStatistics.Of([float.MinValue, float.MaxValue]).Histogram.Sum());
    }

    [Fact]
    public void LayersAreSummedUpOverImages()
    {
        var model = TestModels.Small();
        var counter = new ActivationCounter(model);
        var seen = new List<float[]>();
        using var session = new InferenceSession(InferencePlan.For(model), 1, 1);
        for (var image = 0; image < 3; image++)
        {
            TestModels.Fill(session.Input(0), image);
            counter.Run(session);
            session.Run(1, default, (layer, _, _, values) =>
            {
                if (layer == "fc6") seen.Add(values.ToArray());
            });
        }
        Assert.Equal(3, counter.Photos);
        Assert.Equal(["conv1+relu1", "norm1", "pool1", "conv2+relu2", "norm2", "pool2", "conv3+relu3", "conv4+relu4", "conv5+relu5", "pool5", "fc6+relu6+drop6", "fc7+relu7+drop7", "fc8", "softmax"], counter.Layers.Select(layer => layer.Layer));
        var fc6 = counter.Layers.Single(layer => layer.Layer.StartsWith("fc6", StringComparison.Ordinal));
        var all = TensorStatistics.Of([.. seen.SelectMany(values => values)]);
        Assert.Equal((all.Minimum, all.Maximum, "64", 64), (fc6.Minimum, fc6.Maximum, fc6.Shape, fc6.Maps));
        Assert.Equal(all.Mean, fc6.Mean, 1e-9);
        Assert.Equal(all.StandardDeviation, fc6.StandardDeviation, 1e-6);
        Assert.Equal((double)all.Zeros / all.Count, fc6.ZeroShare, 1e-12);
        Assert.Equal(Enumerable.Range(0, 64).Where(neuron => seen.TrueForAll(values => values[neuron] == 0)), fc6.Dead);
    }

    [Fact]
    public void ADeadMapIsFound()
    {
        var model = TestModels.Small();
        var bias = model.Weight("conv5.bias").ToArray();
        bias[3] = -1e9f;
        using var counter = new DeadMap(model, bias);
        Assert.Contains(3, counter.Layers.Single(layer => layer.Layer == "conv5+relu5").Dead);
    }

    /// <summary>The model with other biases in conv5, run once.</summary>
    private sealed unsafe class DeadMap : IDisposable
    {
        private readonly NativeBuffer _bias;

        public DeadMap(Model model, float[] bias)
        {
            _bias = new NativeBuffer(bias.Length);
            bias.CopyTo(_bias.Span(0, bias.Length));
            var changed = new WeightTensor("conv5.bias", ElementType.Float32, [bias.Length], (nint)_bias.Pointer, _bias);
            var dead = new Model(model.Name, model.Architecture, model.Weights.Select(weight => weight.Name == changed.Name ? changed : weight), model.Labels, model.Preprocessing);
            var counter = new ActivationCounter(dead);
            using var session = new InferenceSession(InferencePlan.For(dead), 1, 1);
            TestModels.Fill(session.Input(0), 0);
            counter.Run(session);
            Layers = counter.Layers;
        }

        public IReadOnlyList<LayerActivation> Layers { get; }

        public void Dispose() => _bias.Dispose();
    }
}
