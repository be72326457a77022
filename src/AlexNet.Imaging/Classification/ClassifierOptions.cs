using AlexNet.Engine.Devices;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Inference.Planning;
using AlexNet.Imaging.Views;

namespace AlexNet.Imaging.Classification;

/// <summary>How photos are classified.</summary>
public sealed record ClassifierOptions
{
    // Fully connected weights are read once a batch: at 16 images they cost a tenth of the pass, and the batch is still a fraction of a second.
    private const int AutomaticBatch = 16;

    /// <summary>How many predictions a photo gets.</summary>
    public int Top { get; init; } = 5;

    /// <summary>Photos that go through the network together at most; 0 chooses. It changes the speed, never the answers.</summary>
    public int BatchSize { get; init; }

    /// <summary>Whether to average the answers for ten views of each photo (paper, section 4.1) rather than ask for its centre alone.</summary>
    public bool TenView { get; init; }

    /// <summary>Threads that compute; 0 for one a core.</summary>
    public int Threads { get; init; }

    /// <summary>What must and must not compute the convolutions. Its batch and threads are set to those of this run.</summary>
    public PlanOptions Plan { get; init; } = PlanOptions.Default;

    /// <summary>The devices that compute; null for the threads of this process as one. It changes the speed, never the answers.</summary>
    public DeviceOptions? Devices { get; init; }

    /// <summary>Whether the time of each layer is taken.</summary>
    public bool LayerTimes { get; init; }

    /// <summary>Threads that decode the next photos meanwhile; 0 for one a core.</summary>
    public int DecoderThreads { get; init; }

    /// <summary>Bounds on what is decoded, and how.</summary>
    public ImageOptions Images { get; init; } = ImageOptions.Default;

    /// <summary>Views of one photo.</summary>
    internal int Views => TenView ? Preprocessor.TenViews : 1;

    /// <summary>Photos in a batch, the choice made.</summary>
    internal int Photos => BatchSize > 0 ? BatchSize : Math.Max(2, AutomaticBatch / Views);

    /// <summary>Decoder threads, the choice made.</summary>
    internal int Decoders => DecoderThreads > 0 ? DecoderThreads : Environment.ProcessorCount;

    /// <summary>Throws when a value cannot be meant.</summary>
    /// <exception cref="ArgumentException">Says which.</exception>
    internal ClassifierOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Top, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(BatchSize);
        var most = Devices is null ? InferenceSession.MaxBatch : DeviceSession.MaxBatch;
        if ((long)Photos * Views > most)
            throw new ArgumentException($"a batch of {Photos} photos{(Views > 1 ? $" in {Views} views each" : "")} is too large: at most {most / Views} go through the network together");
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
        ArgumentOutOfRangeException.ThrowIfNegative(DecoderThreads);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(DecoderThreads, 256);
        return this;
    }
}
