using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Kernels.Reference;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;
using FsCheck;
using FsCheck.Fluent;

namespace AlexNet.Engine.Tests.Kernels;

/// <summary>Makes a step that computes a convolution in some way.</summary>
internal delegate Step StepMaker(Convolution layer, MapShape input, WeightTensor weights, WeightTensor bias, bool relu);

/// <summary>A convolution with values for all it reads: what every algorithm is given, and what the reference makes of it.</summary>
public sealed unsafe record ConvolutionProblem(MapShape Input, Convolution Layer, int Images, bool Relu)
{
    /// <summary>Steps must not read beyond what a session gives them, or write anywhere else: this is the side that is watched.</summary>
    internal Guard Guard { get; init; } = Guard.After;

    /// <summary>Length of a sum.</summary>
    public int Depth => Layer.PatchLength(Input);

    /// <summary>Any geometry; the strides and kernels that <paramref name="maxStride"/> and <paramref name="maxKernel"/> allow.</summary>
    public static Gen<ConvolutionProblem> Any(int maxKernel, int maxStride) =>
        from groups in Gen.Choose(1, 3)
        from inputs in Gen.Choose(1, 20)
        from outputs in Gen.Choose(1, 40)
        from kernel in Gen.Choose(1, maxKernel)
        from stride in Gen.Choose(1, maxStride)
        from padding in Gen.Choose(0, kernel - 1)
        from height in Gen.Choose(Math.Max(1, kernel - 2 * padding), 33)
        from width in Gen.Choose(Math.Max(1, kernel - 2 * padding), 33)
        from images in Gen.Choose(1, 3)
        from flags in Gen.Choose(0, 7)
        select new ConvolutionProblem(
            new MapShape(inputs * groups, height, width),
            new Convolution("conv", outputs * groups, kernel, stride, padding, groups, (flags & 1) != 0 ? Rounding.Ceiling : Rounding.Floor), images, (flags & 2) != 0)
        {
            Guard = (flags & 4) != 0 ? Guard.Before : Guard.After,
        };

    /// <summary>The output of all images. Scratch memory starts as NaN: whoever reads what was never written shows.</summary>
    internal float[] Run(StepMaker algorithm, int threads)
    {
        var shapes = Layer.Parameters(Input);
        var step = algorithm(Layer, Input, TestWeights.From(shapes[0], Weights), TestWeights.From(shapes[1], Bias), Relu);
        return Run(step, X, Images, threads);
    }

    /// <summary>The same, with the same step for every number of threads, and for each image alone: all must have the same bits.</summary>
    internal float[] RunEveryWay(StepMaker algorithm)
    {
        var shapes = Layer.Parameters(Input);
        var step = algorithm(Layer, Input, TestWeights.From(shapes[0], Weights), TestWeights.From(shapes[1], Bias), Relu);
        var result = Run(step, X, Images, 1);
        for (var threads = 2; threads <= 3; threads++) Values.AssertSameBits(result, Run(step, X, Images, threads), $"{threads} threads");
        for (var image = 0; image < Images; image++)
            Values.AssertSameBits(Part(result, image, step.Output), Run(step, Part(X, image, Input).ToArray(), 1, 1), $"image {image} alone");
        return result;
    }

    /// <summary>Largest error of <paramref name="actual"/> relative to the largest output (at least 1, for problems whose outputs nearly vanish).</summary>
    public double Error(float[] actual) => Near.Error(Expected(), actual, floor: 1);

    /// <summary>What the reference makes of it.</summary>
    public double[] Expected()
    {
        var output = Layer.OutputShape(Input);
        var maps = Enumerable.Range(0, Images).SelectMany(image => ReferenceConvolution.Run(
            Near.Widen(Part(X, image, Input)), Input.Channels, Input.Height, Input.Width, Weights, Bias,
            Layer.Channels, Layer.Kernel, Layer.Stride, Layer.Padding, Layer.Groups, output.Height, output.Width)).ToArray();
        return Relu ? ReferenceActivation.Run(maps, ActivationFunction.Relu) : maps;
    }

    private float[] X => Near.Random(new Random(1), (int)Input.Count * Images);

    private float[] Weights => Near.Random(new Random(2), (int)Layer.Parameters(Input)[0].Length);

    private float[] Bias => Near.Random(new Random(3), Layer.Channels);

    private static ReadOnlySpan<float> Part(float[] values, int image, MapShape shape) => values.AsSpan(image * (int)shape.Count, (int)shape.Count);

    private float[] Run(Step step, float[] x, int images, int threads)
    {
        var stride = step.WorkerScratch(images);
        using var input = new GuardedBuffer(x, Guard);
        using var output = new GuardedBuffer((int)step.Output.Count * images, Guard);
        using var shared = new GuardedBuffer((int)step.SharedScratch(images), Guard);
        using var workers = new GuardedBuffer((int)stride * threads, Guard);
        foreach (var buffer in new[] { output, shared, workers }) buffer.Span.Fill(float.NaN);
        using var team = new ThreadTeam(threads);
        var run = new StepRun
        {
            Team = team,
            Images = images,
            Input = input.Pointer,
            Output = output.Pointer,
            Shared = shared.Pointer,
            Workers = workers.Pointer,
            WorkerStride = stride,
        };
        step.Run(run);
        // Again, with the scratch memory as the run before left it, and without allocating. The runtime itself may allocate while it warms up.
        var allocated = 1L;
        for (var attempt = 0; attempt < 5 && allocated > 0; attempt++)
        {
            output.Span.Fill(float.NaN);
            var before = GC.GetAllocatedBytesForCurrentThread();
            step.Run(run);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Assert.Equal(0, allocated);
        GC.KeepAlive(step);
        return output.ToArray();
    }
}
