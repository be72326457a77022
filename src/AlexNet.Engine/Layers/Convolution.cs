using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Layers;

/// <summary>Convolution (cross-correlation, as every framework has it) with a bias per output channel.</summary>
/// <param name="Name">Unique in its network.</param>
/// <param name="Channels">Output channels, of all groups together.</param>
/// <param name="Kernel">Height and width of the window.</param>
/// <param name="Stride">Rows and columns between windows.</param>
/// <param name="Padding">Zeros added on every side.</param>
/// <param name="Groups">Output channels of group g read only the input channels of group g: 2 keeps a layer inside its tower (paper, figure 2).</param>
/// <param name="Rounding">What becomes of the columns a last stride leaves over.</param>
public sealed record Convolution(
    string Name, int Channels, int Kernel, int Stride = 1, int Padding = 0, int Groups = 1, Rounding Rounding = Rounding.Floor)
    : Layer(Name)
{
    /// <inheritdoc/>
    public override string Kind => "Convolution";

    /// <inheritdoc/>
    public override MapShape OutputShape(MapShape input)
    {
        Require(Channels > 0 && Kernel > 0 && Stride > 0 && Padding >= 0 && Groups > 0,
            $"{Channels} channels, kernel {Kernel}, stride {Stride}, padding {Padding}, groups {Groups}", "positive values (padding may be 0)");
        Require(Padding < Kernel, $"padding {Padding}", $"less than the kernel's {Kernel}");
        Require(Channels % Groups == 0, $"{Channels} output channels", $"a multiple of its {Groups} groups");
        Require(input.Channels % Groups == 0, $"{input.Channels} input channels", $"a multiple of its {Groups} groups");
        var output = new MapShape(Channels,
            SlidingWindow.Positions(input.Height, Kernel, Stride, Padding, Rounding),
            SlidingWindow.Positions(input.Width, Kernel, Stride, Padding, Rounding));
        Require(output.IsValid, $"maps of {input.Height}x{input.Width}",
            $"at least {Kernel - 2 * Padding}x{Kernel - 2 * Padding} for a kernel of {Kernel} and padding {Padding}");
        return output;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterShape> Parameters(MapShape input)
    {
        var fanIn = PatchLength(input);
        return [new($"{Name}.weight", [Channels, input.Channels / Groups, Kernel, Kernel], fanIn), new($"{Name}.bias", [Channels], fanIn)];
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(MapShape input) => OutputShape(input).Count * PatchLength(input);

    /// <summary>Rows of one group's im2col matrix: input channels per group x kernel x kernel.</summary>
    public int PatchLength(MapShape input) => input.Channels / Groups * Kernel * Kernel;
}
