using AlexNet.Imaging.Decoding;

namespace AlexNet.Imaging.Resizing;

/// <summary>A part of a resized picture: the picture becomes Width x Height, and of that the rectangle is wanted.</summary>
/// <param name="Width">Pixels in a row of the whole resized picture.</param>
/// <param name="Height">Its rows.</param>
/// <param name="Left">First column wanted.</param>
/// <param name="Top">First row wanted.</param>
/// <param name="Columns">Columns wanted.</param>
/// <param name="Rows">Rows wanted.</param>
internal readonly record struct ResizedRegion(long Width, long Height, long Left, long Top, int Columns, int Rows);

/// <summary>
/// Resizes as rows arrive: each goes through the horizontal pass at once, and only its wanted columns are kept; the vertical pass follows at the end.
/// Neither the whole picture nor the whole resized picture is ever in memory, whatever its aspect ratio. The bits are those of Pillow's resize followed by crop.
/// </summary>
internal sealed unsafe class RegionResampler : IRowSink, IDisposable
{
    private readonly ResizedRegion _region;
    private readonly ResampleWeights? _across, _down;
    private readonly PixelBuffer _narrow;
    private readonly int _firstRow;

    /// <param name="width">Pixels in a row of the input.</param>
    /// <param name="height">Rows of the input.</param>
    /// <param name="extentX">The part of the width that is stretched.</param>
    /// <param name="extentY">The part of the height that is stretched.</param>
    /// <param name="region">What is wanted.</param>
    public RegionResampler(int width, int height, double extentX, double extentY, ResizedRegion region)
    {
        _region = region;
        if (extentX != region.Width) _across = ResampleWeights.Create(width, extentX, region.Width, region.Left, region.Columns);
        if (extentY != region.Height) _down = ResampleWeights.Create(height, extentY, region.Height, region.Top, region.Rows);
        _firstRow = _down?.First[0] ?? (int)region.Top;
        var end = _down is null ? (int)region.Top + region.Rows : _down.First[^1] + _down.Count[^1];
        _narrow = new PixelBuffer(region.Columns, end - _firstRow);
    }

    /// <inheritdoc/>
    public void Write(uint* pixels, nint stride, int row, int count)
    {
        var skipped = Math.Max(_firstRow - row, 0);
        var end = Math.Min(row + count, _firstRow + _narrow.Height);
        pixels += skipped * stride;
        row += skipped;
        if (row >= end) return;
        if (_across is not null)
        {
            HorizontalPass.Run(_across, pixels, stride, _narrow.Row(row - _firstRow), _region.Columns, end - row);
            return;
        }
        for (; row < end; row++, pixels += stride)
            new Span<uint>(pixels + _region.Left, _region.Columns).CopyTo(new Span<uint>(_narrow.Row(row - _firstRow), _region.Columns));
    }

    /// <summary>The wanted part, once every row was written; the caller disposes of it.</summary>
    public PixelBuffer Finish()
    {
        var result = new PixelBuffer(_region.Columns, _region.Rows);
        if (_down is not null) VerticalPass.Run(_down, _narrow.Pixels, _firstRow, result.Pixels, _region.Columns);
        else new Span<uint>(_narrow.Pixels, checked(_region.Columns * _region.Rows)).CopyTo(new Span<uint>(result.Pixels, _region.Columns * _region.Rows));
        return result;
    }

    /// <inheritdoc/>
    public void Dispose() => _narrow.Dispose();
}
