namespace AlexNet.Rendering.Drawings;

/// <summary>
/// What a shape is drawn with: a colour with a meaning, light or dark as its surroundings are, or one colour that stays. In markup a meaning is a CSS variable,
/// <c>--axn-</c> and its name, which a page may set; the light colour stands beside it, for readers that know no variables.
/// </summary>
/// <param name="Name">The meaning; null for a colour that stays.</param>
/// <param name="Light">On light ground.</param>
/// <param name="Dark">On dark ground.</param>
/// <param name="Host">CSS variables of notebooks that come first, the ones of VS Code and Jupyter.</param>
public sealed record Ink(string? Name, Colour Light, Colour Dark, params IReadOnlyList<string> Host)
{
    // Black and white have the same contrast to it, 4.6, and one of them a higher one to every other.
    private const double EvenLuminance = 0.179;

    /// <summary>Words and what matters.</summary>
    public static Ink Text { get; } = Of("text", 0x1F2328, 0xE6EDF3, "--vscode-editor-foreground", "--jp-content-font-color1");

    /// <summary>Words beside what matters.</summary>
    public static Ink Muted { get; } = Of("muted", 0x59636E, 0x9AA4AF, "--vscode-descriptionForeground", "--jp-content-font-color2");

    /// <summary>The ground under everything.</summary>
    public static Ink Ground { get; } = Of("ground", 0xFFFFFF, 0x0D1117, "--vscode-editor-background", "--jp-layout-color0");

    /// <summary>A surface on the ground.</summary>
    public static Ink Panel { get; } = Of("panel", 0xF1F3F5, 0x1B222B);

    /// <summary>Rules and frames.</summary>
    public static Ink Rule { get; } = Of("rule", 0xC8D0D8, 0x3D444D, "--vscode-panel-border", "--jp-border-color1");

    /// <summary>Words on a coloured surface; on dark ground surfaces are light enough for dark words.</summary>
    public static Ink OnColour { get; } = Of("on-colour", 0xFFFFFF, 0x0D1117);

    /// <summary>Convolutions.</summary>
    public static Ink Convolution { get; } = Of("convolution", 0x2F6FAD, 0x3F83C4);

    /// <summary>Fully connected layers.</summary>
    public static Ink FullyConnected { get; } = Of("full", 0x37804F, 0x3F9A60);

    /// <summary>Normalization, pooling and nonlinearities.</summary>
    public static Ink Local { get; } = Of("local", 0x95600F, 0xC98A2B);

    /// <summary>Images and inputs.</summary>
    public static Ink Input { get; } = Of("input", 0x6E7781, 0x8B949E);

    /// <summary>What devices send each other, and all that is pointed at.</summary>
    public static Ink Accent { get; } = Of("accent", 0xC0392B, 0xF0776C);

    /// <summary>Work begun early.</summary>
    public static Ink Early { get; } = Of("early", 0x8FB8DE, 0x5B82A8);

    /// <summary>Waiting.</summary>
    public static Ink Idle { get; } = Of("idle", 0xD3D8DE, 0x444C56);

    /// <summary>The bar of the true label, as the paper's figure 4 has it.</summary>
    public static Ink TrueLabel { get; } = Of("true-label", 0xFFAAAA, 0x8E3B46);

    /// <summary>The bars of all other labels.</summary>
    public static Ink OtherLabel { get; } = Of("other-label", 0xB4B4FF, 0x45459E);

    /// <summary>Black or white, whichever can be read on a colour.</summary>
    public static Ink ReadableOn(Colour colour) => Fixed(Colour.Of(colour.Luminance > EvenLuminance ? 0 : 0xFFFFFF));

    /// <summary>A colour that stays.</summary>
    public static Ink Fixed(Colour colour) => new(null, colour, colour);

    private static Ink Of(string name, int light, int dark, params IReadOnlyList<string> host) => new(name, Colour.Of(light), Colour.Of(dark), host);
}
