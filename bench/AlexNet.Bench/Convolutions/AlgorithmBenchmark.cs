using AlexNet.Bench.Measuring;
using AlexNet.Bench.Reporting;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Inference.Planning;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Kernels.Reference;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Threading;

namespace AlexNet.Bench.Convolutions;

/// <summary>Every algorithm on every convolution of a network that it can compute: its error, and its time in turn with implicit GEMM's.</summary>
internal static class AlgorithmBenchmark
{
    public static IReadOnlyList<AlgorithmResult> Measure(string network, int rounds)
    {
        var model = ModelFactory.Create(KnownArchitectures.Get(network), weights: InitialWeights.Formula);
        return [.. model.Architecture.Shapes.Where(shapes => shapes.Layer is Convolution).SelectMany(shapes => Measure(model, shapes, rounds))];
    }

    private static List<AlgorithmResult> Measure(Model model, LayerShapes shapes, int rounds)
    {
        var layer = (Convolution)shapes.Layer;
        var chosen = ConvolutionRules.Choose(new ConvolutionWork(layer, shapes.Input, 1, 1), _ => true);
        using var team = new ThreadTeam(1);
        var runners = new List<(StepRunner Runner, AlgorithmResult Result)>();
        double[]? expected = null;
        foreach (var algorithm in ConvolutionSteps.For(layer, shapes.Input))
        {
            var runner = new StepRunner(
                ConvolutionSteps.Create(algorithm, layer, shapes.Input, model.Weight($"{layer.Name}.weight"), model.Weight($"{layer.Name}.bias"), false, GemmTiles.Best), 1, team);
            runner.Run();
            expected ??= Reference(model, shapes, runner.Input);
            runners.Add((runner, new AlgorithmResult(layer.Name, algorithm, algorithm == chosen, Error(expected, runner.Output))));
            Timing.WarmUp(runner.Run);
        }
        for (var round = 0; round < rounds; round++)
        {
            var gemm = 0.0;
            foreach (var (runner, result) in runners.OrderByDescending(item => item.Result.Algorithm == ConvolutionAlgorithm.ImplicitGemm))
            {
                var seconds = ThreadClock.UndisturbedSeconds(runner.Run);
                if (result.Algorithm == ConvolutionAlgorithm.ImplicitGemm) gemm = seconds;
                result.Milliseconds.Add(seconds * 1e3);
                result.Ratio.Add(seconds / gemm);
                result.Rate.Add(2.0 * shapes.MultiplyAdds / seconds / 1e9);
            }
        }
        foreach (var (runner, _) in runners) runner.Dispose();
        return [.. runners.Select(item => item.Result)];
    }

    public static MarkdownTable Table(IEnumerable<AlgorithmResult> results)
    {
        var table = new MarkdownTable("layer, algorithm", ["ms", "over implicit GEMM", "GFLOP/s of the direct sum", "error", "chosen"]);
        foreach (var result in results)
        {
            table.Add($"{result.Layer} {result.Algorithm}",
            [
                $"{result.Milliseconds.Median:0.00} ({result.Milliseconds.Least:0.00})", $"{result.Ratio.Median:0.00}",
                $"{result.Rate.Median:0} ({result.Rate.Most:0})", $"{result.Error:0.0e-0}", result.IsChosen ? "yes" : "",
            ]);
        }
        return table;
    }

    private static double[] Reference(Model model, LayerShapes shapes, ReadOnlySpan<float> input)
    {
        var layer = (Convolution)shapes.Layer;
        var values = new double[input.Length];
        for (var i = 0; i < values.Length; i++) values[i] = input[i];
        return ReferenceConvolution.Run(
            values, shapes.Input.Channels, shapes.Input.Height, shapes.Input.Width, model.Weight($"{layer.Name}.weight").ToArray(), model.Weight($"{layer.Name}.bias").ToArray(),
            layer.Channels, layer.Kernel, layer.Stride, layer.Padding, layer.Groups, shapes.Output.Height, shapes.Output.Width);
    }

    private static double Error(double[] expected, ReadOnlySpan<float> actual)
    {
        double error = 0, largest = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            error = Math.Max(error, Math.Abs(expected[i] - actual[i]));
            largest = Math.Max(largest, Math.Abs(expected[i]));
        }
        return error / largest;
    }
}
