using AlexNet.Engine.Kernels.Convolution;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Tensors;
using ConvolutionLayer = AlexNet.Engine.Layers.Convolution;

namespace AlexNet.Engine.Inference.Steps;

/// <summary>Convolution, bias and ReLU as a matrix product: the packed weights and the phase images that both forms of it share.</summary>
internal abstract unsafe class GemmConvolutionStep : Step
{
    private readonly NativeBuffer _weights;
    private readonly NativeBuffer _bias;
    private readonly long _groupWeights;
    private readonly int _groupBias;

    /// <summary>Packs the weights for <paramref name="tile"/>.</summary>
    protected GemmConvolutionStep(ConvolutionLayer layer, MapShape input, WeightTensor weights, WeightTensor bias, bool relu, GemmTile tile)
        : base(layer.Name, input, layer.OutputShape(input))
    {
        (Tile, Relu) = (tile, relu);
        Geometry = new ConvolutionGeometry(
            input.Channels, input.Height, input.Width, Output.Channels, Output.Height, Output.Width,
            layer.Kernel, layer.Stride, layer.Padding, layer.Groups);
        _groupWeights = GemmPacking.PackedLength(tile, Geometry.GroupChannels, Geometry.Depth);
        _groupBias = GemmPacking.Panels(Geometry.GroupChannels, tile.Rows) * tile.Rows;
        _weights = new NativeBuffer(_groupWeights * layer.Groups);
        _bias = new NativeBuffer((long)_groupBias * layer.Groups);
        using var singles = new SingleWeights(weights);
        var length = Geometry.GroupChannels * Geometry.Depth;
        for (var g = 0; g < layer.Groups; g++)
        {
            GemmPacking.PackRows(tile, singles.Span((long)g * length, length), Geometry.GroupChannels, Geometry.Depth, Weights(g));
            bias.CopyTo(_bias.Span((long)g * _groupBias, Geometry.GroupChannels), (long)g * Geometry.GroupChannels);
        }
    }

    protected GemmTile Tile { get; }

    protected bool Relu { get; }

    protected ConvolutionGeometry Geometry { get; }

    /// <summary>Column panels of an image's im2col matrix.</summary>
    protected int Panels => GemmPacking.Panels(Geometry.Places, Tile.Columns);

    /// <inheritdoc/>
    public override long SharedScratch(int images) => Geometry.PhaseImage * images;

    /// <summary>A group's weights by <see cref="GemmPacking.PackRows"/>.</summary>
    protected float* Weights(int group) => _weights.Pointer + group * _groupWeights;

    /// <summary>A group's biases, readable up to a whole tile.</summary>
    protected float* Bias(int group) => _bias.Pointer + (long)group * _groupBias;

    /// <summary>A group's part of an image's phase image.</summary>
    protected float* Phases(in StepRun run, int image, int group) =>
        run.Shared + image * Geometry.PhaseImage + (long)group * (Geometry.InputChannels / Geometry.Groups) * Geometry.PhaseChannel;

    /// <summary>A group's output maps of an image.</summary>
    protected float* Maps(in StepRun run, int image, int group) =>
        run.Output + image * Output.Count + (long)group * Geometry.GroupChannels * Geometry.Places;

    /// <summary>Writes the phase images of all images to the start of the shared scratch.</summary>
    protected void WritePhases(in StepRun run)
    {
        var phases = new WritePhaseImages(Geometry, run);
        run.Team.For(run.Images * Input.Channels, ref phases);
    }
}
