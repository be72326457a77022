namespace AlexNet.Engine.Training.Transfer;

/// <summary>Adds gradients up instead of using them, so that a whole set of examples can be taken in batches: sum += share * gradient.</summary>
internal sealed unsafe class GradientSum : Optimizer
{
    private readonly Dictionary<string, long> _places = [];
    private float* _sum;

    /// <summary>Knows where each parameter's gradient goes: in the order given, one behind the other.</summary>
    public GradientSum(IEnumerable<(string Name, long Length)> parameters)
    {
        foreach (var (name, length) in parameters)
        {
            _places[name] = Length;
            Length += length;
        }
    }

    /// <summary>Elements of all parameters.</summary>
    public long Length { get; }

    /// <summary>What the next gradients count for.</summary>
    public float Share { get; set; }

    /// <summary>Where they go while <paramref name="work"/> is done.</summary>
    public void Into(Span<float> sum, Action work)
    {
        fixed (float* first = sum)
        {
            _sum = first;
            work();
        }
    }

    /// <inheritdoc/>
    public override void Apply(TrainingParameter parameter, long first, float* gradient, int count)
    {
        var target = _sum + _places[parameter.Shape.Name] + first;
        for (var i = 0; i < count; i++) target[i] += Share * gradient[i];
    }
}
