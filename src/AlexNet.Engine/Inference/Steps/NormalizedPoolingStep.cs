using AlexNet.Engine.Kernels.Normalization;
using AlexNet.Engine.Kernels.Pooling;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Inference.Steps;

/// <summary>
/// Response normalization and the max pooling after it, a band of rows at a time: the normalized maps, as large as all of conv1's output, are pooled
/// while they are in L2 and never written to memory. Same bits as the two steps one after the other.
/// </summary>
/// <remarks>Worker scratch: [channels of a tower][plane], of which a band touches the first rows of each map only.</remarks>
internal sealed unsafe class NormalizedPoolingStep : Step
{
    // Half of the L2 of the smaller machines.
    private const int BandBytes = 256 * 1024;

    private readonly ResponseNormalization _normalization;
    private readonly MaxPooling _pooling;
    private readonly int _towers;
    private readonly int _band;

    /// <param name="normalization">Across maps, not within them.</param>
    /// <param name="pooling">The layer after it.</param>
    /// <param name="input">Shape of the normalization's input.</param>
    /// <param name="towers">Towers that are normalized each for itself.</param>
    /// <param name="function">The nonlinearity after the pooling.</param>
    public NormalizedPoolingStep(ResponseNormalization normalization, MaxPooling pooling, MapShape input, int towers, ActivationFunction function)
        : base($"{normalization.Name}+{pooling.Name}", input, pooling.OutputShape(input))
    {
        (_normalization, _pooling, _towers) = (normalization, pooling, towers);
        First = new ResponseNormalizationStep(normalization, input, towers);
        Second = new MaxPoolingStep(pooling, input, function);
        Function = function;
        var rows = BandBytes / (input.Channels / towers * input.Width * sizeof(float));
        _band = Math.Clamp((rows - pooling.Window) / pooling.Stride + 1, 1, Output.Height);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Layers => [_normalization.Name, _pooling.Name];

    /// <summary>The normalization alone, for one who wants to see its output.</summary>
    public Step First { get; }

    /// <summary>The pooling alone.</summary>
    public Step Second { get; }

    private ActivationFunction Function { get; }

    /// <inheritdoc/>
    public override long SharedScratch(int images) => images * Input.Count;

    /// <inheritdoc/>
    public override long WorkerScratch(int images) => Input.Count / _towers;

    /// <inheritdoc/>
    public override void Run(in StepRun run)
    {
        var body = new Band { Step = this, Run = run, Bands = (Output.Height + _band - 1) / _band };
        run.Team.For(run.Images * _towers * body.Bands, ref body);
    }

    /// <summary>A piece: some rows of the output of all maps of one tower.</summary>
    private struct Band : IParallelBody
    {
        public required NormalizedPoolingStep Step { get; init; }

        public required StepRun Run { get; init; }

        public required int Bands { get; init; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            var (tower, band) = Math.DivRem(index, Bands);
            Step.RunBand(Run.Input, Run.Output, tower, band * Step._band, Run.Workers + worker * Run.WorkerStride);
        }
    }

    /// <summary>Towers are numbered through all images: image 0's first.</summary>
    private void RunBand(float* source, float* target, int tower, int firstRow, float* scratch)
    {
        var rows = Math.Min(_band, Output.Height - firstRow);
        int top = firstRow * _pooling.Stride, bottom = Math.Min(Input.Height, (firstRow + rows - 1) * _pooling.Stride + _pooling.Window);
        int channels = Input.Channels / _towers, first = top * Input.Width;
        source += (long)tower * channels * Input.Plane;
        target += (long)tower * channels * Output.Plane + (long)firstRow * Output.Width;
        // The band's first place of each map goes to the start of that map's part of the scratch.
        ResponseNormalizationKernel.Run(
            source, scratch - first, channels, Input.Plane, first, bottom * Input.Width,
            _normalization.Size, _normalization.K, _normalization.Alpha, _normalization.Beta);
        for (var channel = 0; channel < channels; channel++, scratch += Input.Plane, target += Output.Plane)
        {
            MaxPoolingKernel.Run(scratch, target, 0, 1, bottom - top, Input.Width, rows, Output.Width, _pooling.Window, _pooling.Stride);
            Kernels.Activations.ActivationKernels.Apply(Function, new Span<float>(target, rows * Output.Width));
        }
    }
}
