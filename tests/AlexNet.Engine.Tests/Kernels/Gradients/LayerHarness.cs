using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;
using AlexNet.Engine.Training;
using AlexNet.Engine.Training.Network;

namespace AlexNet.Engine.Tests.Kernels.Gradients;

/// <summary>
/// Runs one layer forward and backward alone, images in parts as a session gives them. Scratch memory and gradients start as NaN: whoever reads what was never
/// written shows.
/// </summary>
internal sealed unsafe class LayerHarness(TrainingLayer layer, int threads = 2) : IDisposable
{
    private readonly ThreadTeam _team = new(threads);

    public float[] Output { get; private set; } = [];

    public float[] InputGradient { get; private set; } = [];

    /// <summary>Gradients by the parameter's name.</summary>
    public Dictionary<string, float[]> Gradients { get; } = [];

    public void Run(float[] x, float[] dy, int images, int together, long? step = 0)
    {
        using GuardedBuffer input = new(x), output = new((int)(images * layer.Output.Count)), gradient = new(dy), inputGradient = new(x.Length);
        using var shared = new NativeBuffer(layer.SharedScratch(together));
        var stride = layer.WorkerScratch(together);
        using var workers = new NativeBuffer(stride * _team.Size);
        foreach (var buffer in new[] { shared, workers }) buffer.Span(0, (int)buffer.Length).Fill(float.NaN);
        output.Span.Fill(float.NaN);
        inputGradient.Span.Fill(float.NaN);
        layer.Prepare(_team, backward: true);
        var capture = new Capture(Gradients);
        foreach (var backward in new[] { false, true })
        {
            for (var first = 0; first < images; first += together)
            {
                var run = new LayerRun
                {
                    Team = _team,
                    FirstImage = first,
                    Images = Math.Min(together, images - first),
                    Input = input.Pointer + first * layer.Input.Count,
                    Output = output.Pointer + first * layer.Output.Count,
                    OutputGradient = backward ? gradient.Pointer + first * layer.Output.Count : null,
                    InputGradient = backward ? inputGradient.Pointer + first * layer.Input.Count : null,
                    Shared = shared.Pointer,
                    Workers = workers.Pointer,
                    WorkerStride = stride,
                    Step = step,
                    Optimizer = backward ? capture : null,
                };
                if (backward) layer.Backward(run);
                else layer.Forward(run);
            }
        }
        layer.Finish(_team, capture);
        (Output, InputGradient) = (output.ToArray(), inputGradient.ToArray());
    }

    public void Dispose()
    {
        _team.Dispose();
        layer.Dispose();
    }

    public static TrainingParameter Parameter(ParameterShape shape, float[] values) => new(shape, TestWeights.From(shape, values), new TrainingOptions());

    /// <summary>Every element is to come exactly once.</summary>
    private sealed class Capture(Dictionary<string, float[]> gradients) : Optimizer
    {
        public override void Apply(TrainingParameter parameter, long first, float* gradient, int count)
        {
            float[] target;
            lock (gradients)
            {
                if (!gradients.TryGetValue(parameter.Shape.Name, out target!))
                    gradients[parameter.Shape.Name] = target = Enumerable.Repeat(float.NaN, (int)parameter.Shape.Length).ToArray();
            }
            for (var i = 0; i < count; i++) target[first + i] = float.IsNaN(target[first + i]) ? gradient[i] : float.PositiveInfinity;
        }
    }
}
