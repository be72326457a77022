using AlexNet.Engine.Architectures;
using AlexNet.Engine.Models;
using Microsoft.ML.OnnxRuntime;

namespace AlexNet.Bench.Rivals.Onnx.Int8;

/// <summary>The range of every tensor over some images: ONNX Runtime runs an export in which each of them is an output.</summary>
internal static class Calibration
{
    public static IReadOnlyDictionary<string, (float Least, float Most)> Measure(Model model, WeightsFile weights, string folder, float[] images)
    {
        var export = new Export(model, weights);
        using var session = new InferenceSession(export.Write(folder, "calibration.onnx"));
        var shape = model.Architecture.Input;
        using var input = OrtValue.CreateTensorValueFromMemory(images, [images.Length / shape.Count, shape.Channels, shape.Height, shape.Width]);
        using var run = new RunOptions();
        using var outputs = session.Run(run, [OnnxExport.InputName], [input], export.Tensors);
        var ranges = new Dictionary<string, (float, float)> { [OnnxExport.InputName] = (images.Min(), images.Max()) };
        for (var i = 0; i < export.Tensors.Count; i++) ranges[export.Tensors[i]] = Range(outputs[i].GetTensorDataAsSpan<float>());
        return ranges;
    }

    private static (float Least, float Most) Range(ReadOnlySpan<float> values)
    {
        var (least, most) = (float.MaxValue, float.MinValue);
        foreach (var value in values) (least, most) = (Math.Min(least, value), Math.Max(most, value));
        return (least, most);
    }

    private sealed class Export(Model model, WeightsFile weights) : OnnxExport(model, weights)
    {
        public List<string> Tensors { get; } = [];

        protected override void AfterLayer(LayerShapes shapes)
        {
            if (Current == LogitsName) return;
            Tensors.Add(Current);
            if (shapes.Output.Plane == 1) Graph.Output(Current, shapes.Output.Channels);
            else Graph.Output(Current, shapes.Output.Channels, shapes.Output.Height, shapes.Output.Width);
        }
    }
}
