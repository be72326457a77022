using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Layers;

/// <summary>Max pooling; overlapping when the window is larger than the stride (paper, section 3.4).</summary>
/// <param name="Name">Unique in its network.</param>
/// <param name="Window">Height and width of the window.</param>
/// <param name="Stride">Rows and columns between windows.</param>
/// <param name="Rounding">With <see cref="Layers.Rounding.Ceiling"/> a last window may reach past the edge and sees only what is there.</param>
public sealed record MaxPooling(string Name, int Window, int Stride, Rounding Rounding = Rounding.Floor) : Layer(Name)
{
    /// <inheritdoc/>
    public override string Kind => "MaxPool";

    /// <inheritdoc/>
    public override MapShape OutputShape(MapShape input)
    {
        Require(Window > 0 && Stride > 0, $"window {Window}, stride {Stride}", "positive values");
        var output = new MapShape(input.Channels,
            SlidingWindow.Positions(input.Height, Window, Stride, 0, Rounding),
            SlidingWindow.Positions(input.Width, Window, Stride, 0, Rounding));
        Require(output.IsValid, $"maps of {input.Height}x{input.Width}", $"at least {Window}x{Window} for a window of {Window}");
        return output;
    }
}
