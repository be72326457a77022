namespace AlexNet.Engine.Kernels.Convolution;

/// <summary>The sizes of one convolution, and of the two forms its input takes on the way to the matrix product.</summary>
/// <remarks>
/// The phase image is the zero-padded input with each row's columns dealt out by their remainder modulo the stride:
/// [channel][phase][PhaseRows][PhaseColumns], so that the values a row of outputs reads lie side by side whatever the stride.
/// The im2col matrix of a group has a row for each (channel, kernel row, kernel column) and a column for each output place.
/// </remarks>
internal sealed class ConvolutionGeometry
{
    /// <summary>Floats that reads may run past the end of the phase image.</summary>
    public const int ReadSlack = 32;

    public ConvolutionGeometry(
        int inputChannels, int inputHeight, int inputWidth, int outputChannels, int outputHeight, int outputWidth,
        int kernel, int stride, int padding, int groups)
    {
        (InputChannels, InputHeight, InputWidth) = (inputChannels, inputHeight, inputWidth);
        (OutputChannels, OutputHeight, OutputWidth) = (outputChannels, outputHeight, outputWidth);
        (Kernel, Stride, Padding, Groups) = (kernel, stride, padding, groups);
        PhaseRows = (outputHeight - 1) * stride + kernel;
        PhaseColumns = outputWidth + (kernel - 1) / stride;
        RowOffsets = MakeRowOffsets();
    }

    public int InputChannels { get; }

    public int InputHeight { get; }

    public int InputWidth { get; }

    public int OutputChannels { get; }

    public int OutputHeight { get; }

    public int OutputWidth { get; }

    public int Kernel { get; }

    public int Stride { get; }

    public int Padding { get; }

    public int Groups { get; }

    /// <summary>Rows of the phase image that any window reads.</summary>
    public int PhaseRows { get; }

    /// <summary>Columns of one phase.</summary>
    public int PhaseColumns { get; }

    /// <summary>Phases a row is dealt out to: the stride, or fewer when the kernel is narrower.</summary>
    public int Phases => Math.Min(Stride, Kernel);

    /// <summary>Floats of one channel of the phase image.</summary>
    public int PhaseChannel => Phases * PhaseRows * PhaseColumns;

    /// <summary>Floats of a whole phase image, with the slack.</summary>
    public long PhaseImage => (long)InputChannels * PhaseChannel + ReadSlack;

    /// <summary>Output places: columns of the im2col matrix.</summary>
    public int Places => OutputHeight * OutputWidth;

    /// <summary>Rows of one group's im2col matrix.</summary>
    public int Depth => InputChannels / Groups * Kernel * Kernel;

    /// <summary>Output channels of a group.</summary>
    public int GroupChannels => OutputChannels / Groups;

    /// <summary>For each row of a group's im2col matrix: where in the group's part of the phase image its first output place reads.</summary>
    public int[] RowOffsets { get; }

    private int[] MakeRowOffsets()
    {
        var offsets = new int[Depth];
        var next = 0;
        for (var channel = 0; channel < InputChannels / Groups; channel++)
            for (var row = 0; row < Kernel; row++)
                for (var column = 0; column < Kernel; column++)
                    offsets[next++] = checked(channel * PhaseChannel + (column % Stride * PhaseRows + row) * PhaseColumns + column / Stride);
        return offsets;
    }
}
