using AlexNet.Engine.Kernels.Activations;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Training.Network;

/// <summary>Nonlinearities over many values, shared out among threads.</summary>
internal static unsafe class ElementPasses
{
    private const int PieceLength = 8192;

    /// <summary>values = function(values).</summary>
    public static void Apply(ThreadTeam team, ActivationFunction function, float* values, long count)
    {
        if (function == ActivationFunction.Identity) return;
        var body = new Piece { Function = function, Values = values, Count = count };
        team.For((int)((count + PieceLength - 1) / PieceLength), ref body);
    }

    /// <summary>gradient *= the function's slope, where its output was <paramref name="outputs"/>.</summary>
    public static void ApplySlope(ThreadTeam team, ActivationFunction function, float* outputs, float* gradient, long count)
    {
        if (function == ActivationFunction.Identity) return;
        var body = new Piece { Function = function, Outputs = outputs, Values = gradient, Count = count };
        team.For((int)((count + PieceLength - 1) / PieceLength), ref body);
    }

    private struct Piece : IParallelBody
    {
        public required ActivationFunction Function { get; init; }

        public float* Outputs { get; init; }

        public required float* Values { get; init; }

        public required long Count { get; init; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            var first = (long)index * PieceLength;
            var count = (int)Math.Min(PieceLength, Count - first);
            if (Outputs is null) ActivationKernels.Apply(Function, new Span<float>(Values + first, count));
            else ActivationGradients.Apply(Function, Outputs + first, Values + first, count);
        }
    }
}
