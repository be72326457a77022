namespace AlexNet.Imaging.Decoding;

/// <summary>Turns stored rows upright on their way to the next sink. Only a picture on its side is gathered whole first.</summary>
internal sealed unsafe class OrientedRows : IRowSink, IDisposable
{
    private readonly IRowSink _next;
    private readonly Orientation _orientation;
    private readonly int _width, _height;
    private readonly PixelBuffer? _upright;

    /// <param name="next">Gets the upright rows.</param>
    /// <param name="orientation">How to turn them.</param>
    /// <param name="width">Stored pixels in a row.</param>
    /// <param name="height">Stored rows.</param>
    public OrientedRows(IRowSink next, Orientation orientation, int width, int height)
    {
        _next = next;
        _orientation = orientation;
        _width = width;
        _height = height;
        if (orientation.Transpose) _upright = new PixelBuffer(height, width);
    }

    /// <inheritdoc/>
    public void Write(uint* pixels, nint stride, int row, int count)
    {
        if (_upright is not null)
        {
            // 16 rows become 16 columns: each piece written is one cache line.
            const int line = 16;
            for (var done = 0; done < count; done += line)
                Transpose(_upright, pixels + done * stride, stride, row + done, Math.Min(line, count - done));
            return;
        }
        if (_orientation.Mirror)
            for (var i = 0; i < count; i++)
                new Span<uint>(pixels + i * stride, _width).Reverse();
        if (_orientation.Flip) _next.Write(pixels + (count - 1) * stride, -stride, _height - row - count, count);
        else _next.Write(pixels, stride, row, count);
    }

    /// <summary>Hands on what was gathered; call it after the last row.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; it is looked at between bands.</exception>
    public void Complete(CancellationToken cancellation)
    {
        const int band = 64;
        for (var row = 0; row < _upright?.Height; row += band)
        {
            cancellation.ThrowIfCancellationRequested();
            _next.Write(_upright.Row(row), _upright.Width, row, Math.Min(band, _upright.Height - row));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _upright?.Dispose();

    private void Transpose(PixelBuffer upright, uint* pixels, nint stride, int row, int count)
    {
        for (var x = 0; x < _width; x++)
        {
            var target = upright.Row(_orientation.Flip ? _width - 1 - x : x);
            if (_orientation.Mirror)
                for (var y = 0; y < count; y++)
                    target[_height - 1 - row - y] = pixels[y * stride + x];
            else
                for (var y = 0; y < count; y++)
                    target[row + y] = pixels[y * stride + x];
        }
    }
}
