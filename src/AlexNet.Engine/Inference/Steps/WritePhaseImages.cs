using AlexNet.Engine.Kernels.Convolution;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Inference.Steps;

/// <summary>Writes the phase images of all images of a run to its shared scratch memory. A piece: one channel of one image.</summary>
internal readonly unsafe struct WritePhaseImages(ConvolutionGeometry geometry, StepRun run) : IParallelBody
{
    /// <summary>Where the pieces start, for one image some of whose channels are not there yet.</summary>
    public int FirstChannel { get; init; }

    void IParallelBody.Run(int index, int worker)
    {
        index += FirstChannel;
        var (image, channel) = Math.DivRem(index, geometry.InputChannels);
        PhaseImage.WriteChannel(
            geometry, run.Input + (long)index * geometry.InputHeight * geometry.InputWidth,
            run.Shared + image * geometry.PhaseImage + (long)channel * geometry.PhaseChannel);
    }
}
