using AlexNet.Engine.Inference.Planning;
using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Tests.Devices;

/// <summary>A convolution that begins with the half of its input that is there gives the bits of one that has all of it.</summary>
public unsafe class PrepareTests
{
    [Theory]
    [InlineData(ConvolutionAlgorithm.ImplicitGemm)]
    [InlineData(ConvolutionAlgorithm.Im2Col)]
    [InlineData(ConvolutionAlgorithm.Winograd2x2)]
    [InlineData(ConvolutionAlgorithm.Winograd4x4)]
    public void EitherHalfMayComeFirst(ConvolutionAlgorithm algorithm)
    {
        var layer = new Convolution("conv3", 24, 3, Padding: 1);
        var input = new MapShape(20, 13, 13);
        using var kernels = new NativeBuffer(24 * 20 * 9);
        using var biases = new NativeBuffer(24);
        using var maps = new NativeBuffer(input.Count);
        foreach (var (buffer, name) in new[] { (kernels, "kernels"), (biases, "biases"), (maps, "maps") }) SeededWeights.Fill(buffer.Span(0, (int)buffer.Length), name, 1, 1);
        var step = ConvolutionSteps.Create(
            algorithm, layer, input, new WeightTensor("conv3.weight", ElementType.Float32, [24, 20, 3, 3], (nint)kernels.Pointer, kernels),
            new WeightTensor("conv3.bias", ElementType.Float32, [24], (nint)biases.Pointer, biases), relu: false, GemmTiles.Best);
        Assert.True(step.CanPrepare(1));
        var expected = Run(step, maps, []);
        Assert.Equal(expected, Run(step, maps, [(0, 12), (12, 8)]));
        Assert.Equal(expected, Run(step, maps, [(12, 8), (0, 12)]));
    }

    private static float[] Run(Step step, NativeBuffer maps, (int First, int Count)[] halves)
    {
        using var output = new NativeBuffer(step.Output.Count);
        using var shared = new NativeBuffer(step.SharedScratch(1));
        using var workers = new NativeBuffer(step.WorkerScratch(1));
        using var team = new ThreadTeam(1);
        // What has not arrived is not a number, and neither may be what the scratch memory held.
        using var arriving = new NativeBuffer(maps.Length);
        foreach (var buffer in new[] { arriving, shared, workers }) buffer.Span(0, (int)buffer.Length).Fill(float.NaN);
        var run = new StepRun
        {
            Team = team,
            Images = 1,
            Input = halves.Length == 0 ? maps.Pointer : arriving.Pointer,
            Output = output.Pointer,
            Shared = shared.Pointer,
            Workers = workers.Pointer,
            WorkerStride = workers.Length,
        };
        foreach (var (first, count) in halves)
        {
            var (start, length) = (first * step.Input.Plane, count * step.Input.Plane);
            maps.Span(start, length).CopyTo(arriving.Span(start, length));
            step.Prepare(run, first, count);
        }
        if (halves.Length == 0) step.Run(run);
        else step.Finish(run);
        return output.Span(0, (int)output.Length).ToArray();
    }
}
