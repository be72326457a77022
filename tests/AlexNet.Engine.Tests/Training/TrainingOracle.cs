using System.Text.Json;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Training;

namespace AlexNet.Engine.Tests.Training;

/// <summary>What PyTorch made of a network's first steps; written by Fixtures/training/make_training_oracles.py, which states every formula.</summary>
internal sealed record TrainingOracle(
    string Network, int Size, int Hidden, int Classes, float ImageScale, float Rate, float Smoothing, Target[] Targets, double[] Losses, TrainingOracle.Gradient[] Gradients)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>A gradient tensor: its 2-norm, evenly strided elements, and its products with known random tensors.</summary>
    public sealed record Gradient(string Name, double Norm, int Stride, double[] Samples, double[] Projections);

    public static TrainingOracle Read(string file) =>
        JsonSerializer.Deserialize<TrainingOracle>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "training", $"{file}.json")), Options)!;

    public Model Model()
    {
        var architecture = KnownArchitectures.Get(Network).Scale(Hidden, Classes, Size);
        var weights = architecture.Parameters.Select(parameter =>
        {
            var buffer = new NativeBuffer(parameter.Length);
            SeededWeights.Fill(buffer.Span(0, (int)parameter.Length), parameter.Name, 0, parameter.IsBias ? 0.1f : (float)Math.Sqrt(2.0 / parameter.FanIn));
            unsafe
            {
                return new WeightTensor(parameter.Name, ElementType.Float32, parameter.Extents, (nint)buffer.Pointer, buffer);
            }
        });
        return new Model(Network, architecture, weights, LabelSet.Numbered(Classes), ModelFactory.DefaultPreprocessing(architecture));
    }

    public float[] Images()
    {
        var images = new float[Targets.Length * 3 * Size * Size];
        SeededWeights.Fill(images, "training.images", 0, ImageScale);
        return images;
    }
}
