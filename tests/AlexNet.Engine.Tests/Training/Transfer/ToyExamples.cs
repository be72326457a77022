using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Training;
using AlexNet.Engine.Training.Transfer;

namespace AlexNet.Engine.Tests.Training.Transfer;

/// <summary>A network with hardly anything before its last layer, and clouds of points that this layer is to tell apart.</summary>
internal static class ToyExamples
{
    /// <summary>Its last layer, fc2, reads the outputs of fc1.</summary>
    public static Model Model(int features, int classes)
    {
        var architecture = new Architecture("toy", new MapShape(3, 4, 4), towers: 1,
        [
            new FullyConnected("fc1", features),
            new Activation("relu1", ActivationFunction.Relu),
            new FullyConnected("fc2", 3),
            new Softmax("softmax"),
        ]);
        var model = ModelFactory.Create(architecture, preprocessing: new Preprocessing { ResizeTo = 4 }, weights: InitialWeights.Formula);
        return LastLayer.Replace(model, "new", LabelSet.Numbered(classes));
    }

    /// <summary>Points around a centre for each class, the centres at random places a unit apart; the same seed gives the same points, of another stream others around the same centres.</summary>
    public static FeatureRows Clouds(int count, int features, int classes, double spread, string stream, Func<int, int>? label = null)
    {
        var rows = new FeatureRows(features, [.. Enumerable.Range(0, count).Select(index => label?.Invoke(index) ?? index % classes)]);
        var (noise, centres) = (CounterRandom.Key(stream, 1), CounterRandom.Key("centres", 1));
        for (var i = 0; i < count; i++)
        {
            var row = rows.Row(i);
            for (var j = 0; j < features; j++)
                row[j] = (float)(CounterRandom.Normal(CounterRandom.Bits(centres, (ulong)(i % classes * features + j))) + spread * CounterRandom.Normal(CounterRandom.Bits(noise, (ulong)(i * features + j))));
        }
        return rows;
    }
}
