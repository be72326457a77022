using AlexNet.Engine.Architectures;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Inspection.Saliency;
using AlexNet.Engine.Kernels.Reference;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Tests.Inference;
using AlexNet.Engine.Tests.Training;

namespace AlexNet.Engine.Tests.Inspection.Saliency;

public class SaliencyReaderTests
{
    [Theory]
    [InlineData(DropoutScaling.AtTest)]
    [InlineData(DropoutScaling.InTraining)]
    public void TheGradientIsTheSlope(DropoutScaling scaling)
    {
        // Every kind of layer, all three normalizations among them.
        var model = TinyNetworks.Model(scaling: scaling);
        var image = TinyNetworks.Images(model, 1);
        const int asked = 4;
        using var network = new GradientNetwork(model, isGuided: false, threads: 2);
        image.CopyTo(network.Input);
        network.Answer(default);
        var gradient = network.Gradient(asked, GradientNetwork.InputLayer, default).ToArray();
        var greatest = gradient.Max(Math.Abs);
        // A power of two, so that what is added to a float is what is divided by.
        const float step = 1f / 1024;
        var smooth = 0;
        for (var i = 5; i < image.Length; i += image.Length / 40)
        {
            double here = Logit(model, image, i, 0, asked), right = (Logit(model, image, i, step, asked) - here) / step, left = (here - Logit(model, image, i, -step, asked)) / step;
            // Where a maximum moves or a ReLU turns within the step, the gradient is one that lies between the slopes of both sides.
            if (Math.Abs(right - left) > 1e-2 * greatest)
            {
                Assert.InRange(gradient[i], Math.Min(left, right) - 1e-3 * greatest, Math.Max(left, right) + 1e-3 * greatest);
                continue;
            }
            smooth++;
            Assert.Equal((left + right) / 2, gradient[i], 5e-3 * greatest);
        }
        Assert.InRange(smooth, 30, 41);
    }

    [Fact]
    public void TheLayersAreThoseOfInference()
    {
        var model = TestModels.Small();
        using var network = new GradientNetwork(model, isGuided: false, threads: 1);
        TestModels.Fill(network.Input, 0);
        var probabilities = network.Answer(default);
        using var session = new InferenceSession(InferencePlan.For(model), 1, 1);
        TestModels.Fill(session.Input(0), 0);
        session.Run(1);
        Assert.All(probabilities.Zip(session.Probabilities(0).ToArray()), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
    }

    [Fact]
    public void GradCamIsItsTwoEquations()
    {
        var model = TestModels.Small();
        var layer = model.Architecture.Layers.Select(each => each.Name).ToList().IndexOf("conv5");
        using var network = new GradientNetwork(model, isGuided: false, threads: 1);
        TestModels.Fill(network.Input, 0);
        network.Answer(default);
        var gradient = network.Gradient(2, layer, default).ToArray();
        var maps = network.Outputs(layer).ToArray();
        var map = Read(model, new SaliencyOptions { Layer = "CONV5" }, 2);
        Assert.Equal(("conv5", 4, 4), (map.Layer, map.Width, map.Height));
        for (var place = 0; place < 16; place++)
        {
            var sum = Enumerable.Range(0, 256).Sum(k => gradient.Skip(k * 16).Take(16).Average(value => (double)value) * maps[k * 16 + place]);
            Assert.Equal(Math.Max(0, sum), map.Map[place], 1e-6 * (1 + Math.Abs(sum)));
        }
    }

    [Fact]
    public void GuidanceLetsNothingNegativePass()
    {
        var model = TestModels.Small();
        var relu5 = model.Architecture.Layers.Select(each => each.Name).ToList().IndexOf("relu5");
        using var guided = new GradientNetwork(model, isGuided: true, threads: 1);
        using var plain = new GradientNetwork(model, isGuided: false, threads: 1);
        TestModels.Fill(guided.Input, 0);
        TestModels.Fill(plain.Input, 0);
        guided.Answer(default);
        plain.Answer(default);
        // What arrives at relu5's input has passed it.
        Assert.All(guided.Gradient(1, relu5 - 1, default).ToArray(), value => Assert.True(value >= 0));
        Assert.Contains(plain.Gradient(1, relu5 - 1, default).ToArray(), value => value < 0);
    }

    [Fact]
    public void CoveringAllThatMattersTakesTheAnswerAway()
    {
        var (model, image) = Spot();
        var map = Read(model, new SaliencyOptions { Method = SaliencyMethod.Occlusion, Window = 8, Stride = 4 }, null, image);
        Assert.Equal((1, 24, 24, "input"), (map.ClassIndex, map.Width, map.Height, map.Layer));
        // The bright square lies at 12 to 15 on both sides.
        Assert.InRange(map.Peak.X * 24, 12, 16);
        Assert.InRange(map.Peak.Y * 24, 12, 16);
        Assert.InRange(map.Map[13 * 24 + 13], 0.3 * map.Probability, map.Probability);
        Assert.InRange(map.Map[0], -1e-4, 1e-4);
        // A square over all of it leaves what the network says of grey.
        var all = Read(model, new SaliencyOptions { Method = SaliencyMethod.Occlusion, Window = 24, Stride = 24 }, null, image);
        Assert.Single(all.Map.Distinct());
        Assert.Equal(all.Probability - 0.5f, all.Map[0], 1e-4);
    }

    [Fact]
    public void TheGradientPointsAtWhatMatters()
    {
        var (model, image) = Spot();
        foreach (var method in new[] { SaliencyMethod.Gradient, SaliencyMethod.GuidedBackprop, SaliencyMethod.GradCam })
        {
            var map = Read(model, new SaliencyOptions { Method = method }, null, image);
            Assert.InRange(map.Peak.X, 0.45, 0.72);
            Assert.InRange(map.Peak.Y, 0.45, 0.72);
        }
    }

    [Theory]
    [InlineData(ElementType.Float16)]
    [InlineData(ElementType.BFloat16)]
    [InlineData(ElementType.Int8)]
    public void NarrowWeightsAreReadAsTheyAreStored(ElementType type)
    {
        var model = TestModels.Small();
        var full = Read(model, new SaliencyOptions { Method = SaliencyMethod.Gradient }, 3);
        var narrow = Read(model.WithWeightPrecision(type), new SaliencyOptions { Method = SaliencyMethod.Gradient }, 3);
        var cosine = Dot(full.Map, narrow.Map) / Math.Sqrt(Dot(full.Map, full.Map) * Dot(narrow.Map, narrow.Map));
        Assert.InRange(cosine, 0.98, 1.0000001);
    }

    [Theory]
    [InlineData(SaliencyMethod.GradCam)]
    [InlineData(SaliencyMethod.Gradient)]
    [InlineData(SaliencyMethod.Occlusion)]
    public void ThreadsDoNotChangeIt(SaliencyMethod method)
    {
        var options = new SaliencyOptions { Method = method, Window = 40, Stride = 40 };
        Assert.Equal(Read(TestModels.Small(), options, 1, threads: 1).Map, Read(TestModels.Small(), options, 1, threads: 3).Map);
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        var model = TestModels.Small();
        Refuses("has no layer 'conv9'", new SaliencyOptions { Layer = "conv9" });
        Refuses("no places to point at; those that have: conv1,", new SaliencyOptions { Layer = "fc7" });
        Refuses("only GradCam looks at a layer", new SaliencyOptions { Method = SaliencyMethod.Gradient, Layer = "conv5" });
        Refuses("a square of 84 pixels, but needs 1 to 83", new SaliencyOptions { Method = SaliencyMethod.Occlusion, Window = 84 });
        Refuses("a stride of 49 pixels, but needs 1 to 48", new SaliencyOptions { Method = SaliencyMethod.Occlusion, Stride = 49 });
        Refuses("the method 9, but there are GradCam,", new SaliencyOptions { Method = (SaliencyMethod)9 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Read(model, new SaliencyOptions(), 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => Read(model, new SaliencyOptions(), -1));
        using var reader = new SaliencyReader(model, new SaliencyOptions(), 1);
        reader.Input.Fill(float.NaN);
        Assert.Contains("value 0 of the input is NaN", Assert.Throws<NotFiniteException>(() => reader.Read()).Message);

        void Refuses(string words, SaliencyOptions options) => Assert.Contains(words, Assert.Throws<ArgumentException>(() => new SaliencyReader(model, options, 1)).Message);
    }

    [Theory]
    [InlineData(SaliencyMethod.GradCam)]
    [InlineData(SaliencyMethod.Occlusion)]
    public void ItCanBeCancelled(SaliencyMethod method)
    {
        using var reader = new SaliencyReader(TestModels.Small(), new SaliencyOptions { Method = method }, 1);
        Assert.Throws<OperationCanceledException>(() => reader.Read(null, new CancellationToken(canceled: true)));
        // It is as good as new.
        TestModels.Fill(reader.Input, 0);
        Assert.True(reader.Read().Probability > 0);
    }

    /// <summary>A network of two classes, which answers 1 where it sees something bright, and an image, grey but for a bright square.</summary>
    private static (Model Model, float[] Image) Spot()
    {
        var network = new Architecture("spot", new MapShape(3, 24, 24), towers: 1,
            [new Convolution("conv1", 1, Kernel: 3, Padding: 1), new Activation("relu1", ActivationFunction.Relu), new MaxPooling("pool1", Window: 24, Stride: 24), new FullyConnected("fc2", 2), new Softmax("softmax")]);
        Dictionary<string, float[]> values = new() { ["conv1.weight"] = [.. Enumerable.Repeat(1f / 27, 27)], ["conv1.bias"] = [0], ["fc2.weight"] = [0, 8], ["fc2.bias"] = [0, 0] };
        var model = new Model("spot", network, network.Parameters.Select(parameter => Weights(parameter, values[parameter.Name])), LabelSet.Numbered(2), Preprocessing.Paper);
        var image = new float[3 * 24 * 24];
        for (var channel = 0; channel < 3; channel++)
            for (var y = 12; y < 16; y++)
                image.AsSpan((channel * 24 + y) * 24 + 12, 4).Fill(1);
        return (model, image);
    }

    private static unsafe WeightTensor Weights(ParameterShape parameter, float[] values)
    {
        var buffer = new NativeBuffer(parameter.Length);
        values.CopyTo(buffer.Span(0, values.Length));
        return new WeightTensor(parameter.Name, ElementType.Float32, parameter.Extents, (nint)buffer.Pointer, buffer);
    }

    private static SaliencyMap Read(Model model, SaliencyOptions options, int? asked, float[]? image = null, int threads = 1)
    {
        using var reader = new SaliencyReader(model, options, threads);
        if (image is null) TestModels.Fill(reader.Input, 0);
        else image.CopyTo(reader.Input);
        return reader.Read(asked);
    }

    private static double Logit(Model model, float[] image, int changed, float by, int asked)
    {
        float[] copy = [.. image];
        copy[changed] += by;
        double[] logits = [];
        ReferenceNetwork.Run(model, copy, (layer, values) => logits = layer is Softmax ? logits : values);
        return logits[asked];
    }

    private static double Dot(float[] left, float[] right) => left.Zip(right, (a, b) => (double)a * b).Sum();
}
