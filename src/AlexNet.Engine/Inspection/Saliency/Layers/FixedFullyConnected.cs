using System.Numerics;
using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;
using AlexNet.Engine.Training.Network;

namespace AlexNet.Engine.Inspection.Saliency.Layers;

/// <summary>A fully connected layer whose weights stay where and as they are stored, in whichever precision: the way forward, and the way back to one image's inputs.</summary>
internal sealed unsafe class FixedFullyConnected(FullyConnected layer, MapShape input, WeightTensor weights, WeightTensor bias)
    : TrainingLayer(layer.Name, input, layer.OutputShape(input))
{
    private const int PieceInputs = 1024;

    private readonly FullyConnectedStep _step = new(layer, input, weights, bias, relu: false, factor: 1);

    /// <inheritdoc/>
    public override long SharedScratch(int images) => _step.SharedScratch(images);

    /// <inheritdoc/>
    public override long WorkerScratch(int images) => Math.Max(_step.WorkerScratch(images), PieceInputs);

    /// <inheritdoc/>
    public override void Forward(in LayerRun run) => _step.Run(run.AsStep());

    /// <inheritdoc/>
    public override void Backward(in LayerRun run)
    {
        var body = new Piece { Layer = this, Run = run };
        run.Team.For(((int)Input.Count + PieceInputs - 1) / PieceInputs, ref body);
    }

    /// <summary>
    /// Some neighbouring inputs' gradient: row after row of the weights, times its output's gradient. Rows whose output has none, half of them and more behind a ReLU,
    /// are not read.
    /// </summary>
    /// <param name="run">The pass.</param>
    /// <param name="first">The first input.</param>
    /// <param name="row">Room for a row's part in single precision.</param>
    private void AddRows(in LayerRun run, int first, Span<float> row)
    {
        var sums = new Span<float>(run.InputGradient + first, row.Length);
        sums.Clear();
        for (var output = 0; output < Output.Channels; output++)
        {
            var gradient = run.OutputGradient[output];
            if (gradient == 0) continue;
            weights.CopyTo(row, output * Input.Count + first);
            var i = 0;
            for (; i <= row.Length - Vector<float>.Count; i += Vector<float>.Count)
                (new Vector<float>(sums[i..]) + new Vector<float>(gradient) * new Vector<float>(row[i..])).CopyTo(sums[i..]);
            for (; i < row.Length; i++) sums[i] += gradient * row[i];
        }
    }

    /// <summary>A piece: neighbouring inputs.</summary>
    private struct Piece : IParallelBody
    {
        public required FixedFullyConnected Layer { get; init; }

        public required LayerRun Run { get; init; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            var first = index * PieceInputs;
            Layer.AddRows(Run, first, new Span<float>(Run.Workers + worker * Run.WorkerStride, Math.Min(PieceInputs, (int)Layer.Input.Count - first)));
        }
    }
}
