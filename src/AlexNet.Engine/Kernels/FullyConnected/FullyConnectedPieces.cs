using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Kernels.FullyConnected;

/// <summary>Shares a fully connected product out among a team.</summary>
internal static unsafe class FullyConnectedPieces
{
    private const int RowsPerPiece = FullyConnectedKernel.RowsPerPiece;

    /// <summary>Packs the images, where there are several, and computes all outputs.</summary>
    /// <param name="team">Who computes.</param>
    /// <param name="operands">The layer, its inputs and outputs.</param>
    /// <param name="workers">Scratch memory of the first worker: <see cref="FullyConnectedKernel.Scratch"/> floats.</param>
    /// <param name="workerStride">Floats from one worker's to the next one's.</param>
    /// <param name="firstRow">The first output that is wanted; some before it may be computed too.</param>
    public static void Run(ThreadTeam team, in FullyConnectedOperands operands, float* workers, long workerStride, int firstRow = 0)
    {
        if (operands.Images > 1)
        {
            var pack = new Pack { Operands = operands };
            team.For(PackedImages.Pieces(operands.Inputs, operands.Images), ref pack);
        }
        var first = firstRow / RowsPerPiece;
        var multiply = new Multiply { Operands = operands, First = first, Workers = workers, WorkerStride = workerStride };
        team.For((operands.Outputs + RowsPerPiece - 1) / RowsPerPiece - first, ref multiply);
    }

    /// <summary>A piece: some of the images' inputs.</summary>
    private struct Pack : IParallelBody
    {
        public required FullyConnectedOperands Operands { get; init; }

        readonly void IParallelBody.Run(int index, int worker) => FullyConnectedKernel.Pack(Operands, index);
    }

    /// <summary>A piece: some rows of weights, for all images.</summary>
    private struct Multiply : IParallelBody
    {
        public required FullyConnectedOperands Operands { get; init; }

        public required int First { get; init; }

        public required float* Workers { get; init; }

        public required long WorkerStride { get; init; }

        readonly void IParallelBody.Run(int index, int worker) => FullyConnectedKernel.Run(
            Operands, (First + index) * RowsPerPiece, Math.Min(Operands.Outputs, (First + index + 1) * RowsPerPiece), Workers + worker * WorkerStride);
    }
}
