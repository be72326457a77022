namespace AlexNet.Models.Formats.Protobuf;

/// <summary>The elements of a tensor, or some of them, where they lie in a file.</summary>
/// <param name="Offset">Of the first element's first byte.</param>
/// <param name="Length">Bytes to the last element's end.</param>
/// <param name="Stride">Bytes from one single to the next where each has its tag before it ("unpacked"); 0 where elements lie one behind the other.</param>
internal readonly record struct Payload(long Offset, long Length, int Stride = 0)
{
    /// <summary>How many singles it is.</summary>
    public long Singles => Stride == 0 ? Length / sizeof(float) : (Length - sizeof(float)) / Stride + 1;
}
