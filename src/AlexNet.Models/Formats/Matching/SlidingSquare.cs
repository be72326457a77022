using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Metadata;

namespace AlexNet.Models.Formats.Matching;

/// <summary>A square window that slides over maps, with padding that need not be the same at both ends.</summary>
/// <param name="Kernel">Side of the window.</param>
/// <param name="Stride">Places between windows.</param>
/// <param name="Padding">Places before the maps.</param>
/// <param name="PaddingAfter">Places behind them.</param>
/// <param name="IsCeiling">Whether a last window may reach past the padding behind.</param>
internal readonly record struct SlidingSquare(int Kernel, int Stride, int Padding, int PaddingAfter, bool IsCeiling = false)
{
    /// <summary>From numbers of a file, which may be anything.</summary>
    /// <exception cref="RefusedException">A number is out of bounds.</exception>
    public static SlidingSquare Checked(string place, long kernel, long stride, long padding, long paddingAfter, bool isCeiling = false)
    {
        Require(kernel is >= 1 and <= LayerJson.MaxWindow && stride is >= 1 and <= LayerJson.MaxWindow, $"a window of {kernel} with stride {stride}, but both may be 1 to {LayerJson.MaxWindow}");
        Require(padding is >= 0 and <= LayerJson.MaxWindow && paddingAfter is >= 0 and <= LayerJson.MaxWindow, $"a padding of {padding} and {paddingAfter}, but it may be 0 to {LayerJson.MaxWindow}");
        return new SlidingSquare((int)kernel, (int)stride, (int)padding, (int)paddingAfter, isCeiling);

        void Require(bool holds, string found)
        {
            if (!holds) throw new RefusedException(place, $"found {found}");
        }
    }

    /// <summary>
    /// How our layers, whose padding is the same at both ends, must round to have as many windows: one that reaches past the edge reads there what
    /// padding would be (zeros in a convolution, nothing in max pooling).
    /// </summary>
    /// <exception cref="RefusedException">Neither way gives as many.</exception>
    public Rounding RoundingOf(string place, MapShape input)
    {
        int rows = Positions(input.Height), columns = Positions(input.Width);
        foreach (var rounding in new[] { Rounding.Floor, Rounding.Ceiling })
        {
            if (rows == SlidingWindow.Positions(input.Height, Kernel, Stride, Padding, rounding) && columns == SlidingWindow.Positions(input.Width, Kernel, Stride, Padding, rounding)) return rounding;
        }
        throw new RefusedException(place, $"a window of {Kernel} with stride {Stride} and padding {Padding} before and {PaddingAfter} behind maps of {input.Height}x{input.Width} stops at {rows}x{columns} places, which ours does for no padding behind", NetworkMatcher.OnlyAlexNets);
    }

    private int Positions(int extent)
    {
        var room = extent + Padding + PaddingAfter - Kernel;
        if (room < 0) return 0;
        var positions = room / Stride + 1;
        // A window that would see nothing but the padding behind is none.
        return IsCeiling && room % Stride != 0 && positions * Stride < extent + Padding ? positions + 1 : positions;
    }
}
