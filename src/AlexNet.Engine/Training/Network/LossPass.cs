using AlexNet.Engine.Kernels.Softmax;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Training.Network;

/// <summary>Softmax, cross entropy and the counts of right answers of a batch.</summary>
internal sealed unsafe class LossPass(int batch, int classes, float smoothing)
{
    private readonly double[] _losses = new double[batch];
    private readonly int[] _ranks = new int[batch];

    /// <summary>Finds the batch's mean loss and, where asked for, its gradient.</summary>
    /// <param name="team">The threads.</param>
    /// <param name="logits">[count][classes].</param>
    /// <param name="targets">[count].</param>
    /// <param name="gradient">[count][classes]; null when it is not asked for.</param>
    /// <param name="smoothed">Whether the label smoothing is a part of the loss.</param>
    public StepResult Run(ThreadTeam team, float* logits, ReadOnlySpan<Target> targets, float* gradient, bool smoothed)
    {
        fixed (Target* first = targets)
        {
            var body = new Example { Pass = this, Logits = logits, Targets = first, Gradient = gradient, Scale = 1.0 / targets.Length, Classes = classes, Smoothing = smoothed ? smoothing : 0 };
            team.For(targets.Length, ref body);
        }
        var loss = 0.0;
        int correct1 = 0, correct5 = 0;
        for (var i = 0; i < targets.Length; i++)
        {
            loss += _losses[i];
            if (_ranks[i] < 1) correct1++;
            if (_ranks[i] < 5) correct5++;
        }
        return new StepResult(loss / targets.Length, correct1, correct5, targets.Length);
    }

    /// <summary>A piece: one example.</summary>
    private struct Example : IParallelBody
    {
        public required LossPass Pass { get; init; }

        public required float* Logits { get; init; }

        public required Target* Targets { get; init; }

        public required float* Gradient { get; init; }

        public required double Scale { get; init; }

        public required int Classes { get; init; }

        public required float Smoothing { get; init; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            var logits = new ReadOnlySpan<float>(Logits + (long)index * Classes, Classes);
            var gradient = Gradient is null ? default : new Span<float>(Gradient + (long)index * Classes, Classes);
            var target = Targets[index];
            Pass._ranks[index] = CrossEntropyKernel.Rank(logits, target.First);
            Pass._losses[index] = CrossEntropyKernel.Run(logits, target.First, target.Second, target.Weight, Smoothing, Scale, gradient);
        }
    }
}
