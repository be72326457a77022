namespace AlexNet.Engine.Tensors;

/// <summary>The shape of one image's maps, stored as [channels][height][width], row-major.</summary>
/// <remarks>A fully connected layer's output is a shape of height and width 1.</remarks>
public readonly record struct MapShape(int Channels, int Height, int Width)
{
    /// <summary>Number of values in one image's maps.</summary>
    public long Count => (long)Channels * Height * Width;

    /// <summary>Number of values in one map.</summary>
    public int Plane => Height * Width;

    /// <summary>Whether every extent is at least one.</summary>
    public bool IsValid => Channels > 0 && Height > 0 && Width > 0;

    /// <summary>The shape in the order papers write it: height x width x channels, or just the length of a vector.</summary>
    public override string ToString() => Height == 1 && Width == 1 ? $"{Channels}" : $"{Height}x{Width}x{Channels}";
}
