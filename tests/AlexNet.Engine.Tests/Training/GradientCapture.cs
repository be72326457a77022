using AlexNet.Engine.Training;

namespace AlexNet.Engine.Tests.Training;

/// <summary>Keeps gradients instead of using them; an element that comes twice or never would show as a wrong value or NaN.</summary>
internal sealed unsafe class GradientCapture(TrainingSession session) : Optimizer
{
    private readonly Dictionary<string, float[]> _gradients = session.Architecture.Parameters.ToDictionary(
        parameter => parameter.Name, parameter => Enumerable.Repeat(float.NaN, (int)parameter.Length).ToArray());

    public IReadOnlyDictionary<string, float[]> Gradients => _gradients;

    public override void Apply(TrainingParameter parameter, long first, float* gradient, int count)
    {
        var target = _gradients[parameter.Shape.Name].AsSpan((int)(parameter.Start + first), count);
        for (var i = 0; i < count; i++) target[i] = float.IsNaN(target[i]) ? gradient[i] : float.PositiveInfinity;
    }
}
