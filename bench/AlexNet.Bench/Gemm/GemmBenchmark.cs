using AlexNet.Bench.Limits;
using AlexNet.Bench.Measuring;
using AlexNet.Bench.Reporting;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Inference.Planning;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Threading;

namespace AlexNet.Bench.Gemm;

/// <summary>The matrix products of the paper network's convolutions on one core, as a share of the FMA peak measured around each of them.</summary>
internal static class GemmBenchmark
{
    private const double PeakFlopsPerTurn = 2e8;

    public static IReadOnlyList<GemmResult> Measure(int rounds)
    {
        var model = ModelFactory.Create(KnownArchitectures.Get("paper"), weights: InitialWeights.Formula);
        var plan = new InferencePlan(model, PlanOptions.Default.WithAlgorithm(model.Architecture, ConvolutionAlgorithm.ImplicitGemm));
        return [.. model.Architecture.Shapes.Where(shapes => shapes.Layer is Convolution).Select(shapes => Measure(plan, shapes, rounds))];
    }

    private static GemmResult Measure(InferencePlan plan, LayerShapes shapes, int rounds)
    {
        var layer = (Convolution)shapes.Layer;
        using var product = new PackedProduct(GemmTiles.Best, layer.Channels / layer.Groups, layer.PatchLength(shapes.Input), shapes.Output.Plane);
        using var team = new ThreadTeam(1);
        using var step = new StepRunner(plan.Steps.Single(step => step.Name == layer.Name), 1, team);
        product.Check();
        Timing.WarmUp(product.Run);
        Timing.WarmUp(step.Run);
        var result = new GemmResult(layer.Name, product.Rows, product.Depth, product.Columns);
        for (var round = 0; round < rounds; round++)
        {
            var peak = FmaPeak.Measure(1, PeakFlopsPerTurn);
            var gemm = product.Flops / ThreadClock.UndisturbedSeconds(product.Run) / 1e9;
            var peakAgain = FmaPeak.Measure(1, PeakFlopsPerTurn);
            var whole = 2.0 * shapes.MultiplyAdds / ThreadClock.UndisturbedSeconds(step.Run) / 1e9;
            result.Peak.Add(peak);
            result.Peak.Add(peakAgain);
            result.Gemm.Add(gemm);
            result.Step.Add(whole);
            result.GemmShare.Add(gemm / peak);
            result.StepShare.Add(whole / peakAgain);
        }
        return result;
    }

    public static MarkdownTable Table(IReadOnlyList<GemmResult> results)
    {
        var table = new MarkdownTable("rows x depth x columns", ["FMA peak, GFLOP/s", "packed GEMM, GFLOP/s", "of peak", "best", "whole convolution, GFLOP/s", "of peak", "best"]);
        foreach (var result in results)
        {
            table.Add($"{result.Layer}: {result.Rows} x {result.Depth} x {result.Columns}",
            [
                $"{result.Peak.Median:0.0} ({result.Peak.Most:0.0})", $"{result.Gemm.Median:0.0} ({result.Gemm.Most:0.0})",
                $"{result.GemmShare.Median:P0}", $"{result.Gemm.Most / result.Peak.Most:P0}",
                $"{result.Step.Median:0.0} ({result.Step.Most:0.0})", $"{result.StepShare.Median:P0}", $"{result.Step.Most / result.Peak.Most:P0}",
            ]);
        }
        return table;
    }
}
