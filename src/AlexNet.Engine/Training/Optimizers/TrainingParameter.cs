using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Training;

/// <summary>A parameter being trained, with what its update rule remembers of it.</summary>
internal sealed class TrainingParameter : IDisposable
{
    /// <summary>Copies the weights; everything else starts at zero, an average where the weights are.</summary>
    public TrainingParameter(ParameterShape shape, WeightTensor weights, TrainingOptions options)
    {
        Shape = shape;
        RateMultiplier = Multiplier(options, shape) * (shape.IsBias ? options.BiasRateMultiplier : 1);
        Decay = options.WeightDecay * (shape.IsBias ? options.BiasDecayMultiplier : 1);
        Weights = Current = Copy(weights);
        First = new NativeBuffer(shape.Length);
        if (options.Optimizer == OptimizerKind.AdamW) Second = new NativeBuffer(shape.Length);
        if (options.WeightAverage > 0) Average = Copy(weights);
    }

    private TrainingParameter(TrainingParameter whole, ChannelRange rows)
    {
        var length = whole.Shape.Length / whole.Shape.Extents[0];
        NativeBuffer Part(NativeBuffer buffer) => buffer.Part(rows.First * length, rows.Count * length);
        (Start, RateMultiplier, Decay) = (whole.Start + rows.First * length, whole.RateMultiplier, whole.Decay);
        Shape = whole.Shape with { Extents = [rows.Count, .. whole.Shape.Extents.Skip(1)] };
        Weights = Current = Part(whole.Weights);
        First = Part(whole.First);
        if (whole.Second is { } second) Second = Part(second);
        if (whole.Average is { } average) Average = Part(average);
    }

    public ParameterShape Shape { get; }

    /// <summary>Index of its first element in the whole parameter.</summary>
    public long Start { get; }

    /// <summary>Factor on the step's rate.</summary>
    public float RateMultiplier { get; }

    /// <summary>The weight decay.</summary>
    public float Decay { get; }

    /// <summary>The weights themselves, which the update rule changes.</summary>
    public NativeBuffer Weights { get; }

    /// <summary>What layers read: the weights, or their averages.</summary>
    public NativeBuffer Current { get; private set; }

    /// <summary>Velocity, or AdamW's first moment.</summary>
    public NativeBuffer First { get; }

    /// <summary>AdamW's second moment.</summary>
    public NativeBuffer? Second { get; }

    public NativeBuffer? Average { get; }

    /// <summary>A device's share: some rows, where they lie. It lives no longer than the whole.</summary>
    public TrainingParameter Rows(ChannelRange rows) => new(this, rows);

    /// <summary>Decides what <see cref="Current"/> is.</summary>
    public void UseAverage(bool averaged) => Current = averaged ? Average! : Weights;

    /// <summary>A copy of the weights or of their averages.</summary>
    public unsafe WeightTensor ToWeights(bool averaged)
    {
        var source = averaged ? Average! : Weights;
        var copy = NativeBuffer.Uncleared(Shape.Length);
        var bytes = Shape.Length * sizeof(float);
        Buffer.MemoryCopy(source.Pointer, copy.Pointer, bytes, bytes);
        return new WeightTensor(Shape.Name, ElementType.Float32, Shape.Extents, (nint)copy.Pointer, copy);
    }

    /// <summary>The parts of it that a checkpoint holds.</summary>
    public IEnumerable<TrainingTensor> State()
    {
        yield return new TrainingTensor(Shape.Name, Shape.Extents, Weights, 0);
        yield return new TrainingTensor(Shape.Name + (Second is null ? ".velocity" : ".moment1"), Shape.Extents, First, 0);
        if (Second is not null) yield return new TrainingTensor($"{Shape.Name}.moment2", Shape.Extents, Second, 0);
        if (Average is not null) yield return new TrainingTensor($"{Shape.Name}.average", Shape.Extents, Average, 0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Weights.Dispose();
        First.Dispose();
        Second?.Dispose();
        Average?.Dispose();
    }

    private static NativeBuffer Copy(WeightTensor tensor)
    {
        var buffer = NativeBuffer.Uncleared(tensor.Length);
        const int Part = 1 << 20;
        for (var start = 0L; start < tensor.Length; start += Part) tensor.CopyTo(buffer.Span(start, (int)Math.Min(Part, tensor.Length - start)),
            start);
        return buffer;
    }

    private static float Multiplier(TrainingOptions options, ParameterShape shape)
    {
        var layer = shape.Name[..shape.Name.LastIndexOf('.')];
        return options.RateMultipliers.TryGetValue(shape.Name, out var factor) || options.RateMultipliers.TryGetValue(layer, out factor) ? factor : 1;
    }
}
