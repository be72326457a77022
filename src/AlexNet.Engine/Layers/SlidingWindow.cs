namespace AlexNet.Engine.Layers;

/// <summary>What happens to the columns and rows that the last full stride leaves over.</summary>
public enum Rounding
{
    /// <summary>They are dropped (PyTorch, and Caffe's convolution).</summary>
    Floor,

    /// <summary>One more window covers them, reading zeros (convolution) or nothing (pooling) beyond the edge, as the 2012 source and Caffe's pooling do.</summary>
    Ceiling,
}

/// <summary>The arithmetic of windows that slide over an extent.</summary>
public static class SlidingWindow
{
    /// <summary>Number of window positions along an extent; zero or less when not even one fits.</summary>
    public static int Positions(int extent, int window, int stride, int padding, Rounding rounding)
    {
        var room = extent + 2 * padding - window;
        if (room < 0) return 0;
        var positions = room / stride + 1;
        // An extra window must start inside the extent or its left padding, or it would see nothing at all.
        if (rounding == Rounding.Ceiling && room % stride != 0 && positions * stride < extent + padding) positions++;
        return positions;
    }
}
