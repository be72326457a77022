namespace AlexNet.Imaging.Decoding;

/// <summary>Takes a picture in bands of rows, so that the whole of it need never be in memory.</summary>
internal unsafe interface IRowSink
{
    /// <summary>Takes the rows <paramref name="row"/> to <paramref name="row"/> + <paramref name="count"/> - 1; every row of the picture comes once, in any order.</summary>
    /// <param name="pixels">First pixel of the row <paramref name="row"/>, 4 bytes a pixel.</param>
    /// <param name="stride">Pixels from one row to the next; negative when the rows lie bottom up.</param>
    /// <param name="row">Index of the first row.</param>
    /// <param name="count">Number of rows.</param>
    void Write(uint* pixels, nint stride, int row, int count);
}
