namespace AlexNet.Engine.Models;

/// <summary>How a photo of any size becomes the network's square.</summary>
public enum ResizeMode
{
    /// <summary>The shorter side becomes <see cref="Preprocessing.ResizeTo"/>, then the centre is cut out (paper, section 2; torchvision).</summary>
    ShortSideThenCrop,

    /// <summary>The whole photo is squashed to a square of <see cref="Preprocessing.ResizeTo"/>, then the centre is cut out (Caffe's training).</summary>
    SquashThenCrop,

    /// <summary>The whole photo is squashed to the network's input (Caffe's demonstrations, the ONNX zoo).</summary>
    Squash,
}

/// <summary>The order of the colour channels in the network's input.</summary>
public enum ChannelOrder
{
    /// <summary>Red first.</summary>
    Rgb,

    /// <summary>Blue first, as OpenCV and so Caffe have it.</summary>
    Bgr,
}

/// <summary>
/// What is done to a photo before the network sees it; it travels with the weights. A pixel p in 0..255 becomes (p * Scale - mean) / Std.
/// </summary>
/// <remarks><see cref="Mean"/> and <see cref="Std"/> are in the order of the network's channels, so blue first for <see cref="ChannelOrder.Bgr"/>.</remarks>
public sealed record Preprocessing
{
    /// <summary>How the photo is brought to size.</summary>
    public ResizeMode Resize { get; init; } = ResizeMode.ShortSideThenCrop;

    /// <summary>Pixels of the side that <see cref="Resize"/> speaks of.</summary>
    public int ResizeTo { get; init; } = 256;

    /// <summary>Order of the channels.</summary>
    public ChannelOrder Channels { get; init; } = ChannelOrder.Rgb;

    /// <summary>Factor on the pixel: 1 keeps 0..255, 1/255 gives 0..1.</summary>
    public float Scale { get; init; } = 1;

    /// <summary>Subtracted after scaling, one value a channel.</summary>
    public IReadOnlyList<float> Mean { get; init; } = [127.5f, 127.5f, 127.5f];

    /// <summary>
    /// A mean for every place, [channel][row][column] with <see cref="MeanImageSize"/> rows and columns, subtracted instead of <see cref="Mean"/>;
    /// of the network's input size, or of <see cref="ResizeTo"/>, of which it is then cut like the photo.
    /// </summary>
    public IReadOnlyList<float>? MeanImage { get; init; }

    /// <summary>Side of <see cref="MeanImage"/> in pixels; 0 when there is none.</summary>
    public int MeanImageSize { get; init; }

    /// <summary>Divides last, one value a channel.</summary>
    public IReadOnlyList<float> Std { get; init; } = [1, 1, 1];

    /// <summary>The paper's: shorter side to 256, centre crop, raw RGB less a mean (section 2).</summary>
    public static Preprocessing Paper { get; } = new();

    /// <summary>torchvision's: RGB in 0..1, less ImageNet's mean, over its standard deviation.</summary>
    public static Preprocessing Torchvision { get; } = new()
    {
        Scale = 1 / 255f,
        Mean = [0.485f, 0.456f, 0.406f],
        Std = [0.229f, 0.224f, 0.225f],
    };

    /// <summary>Caffe's: BGR in 0..255 less ImageNet's mean pixel, squashed to 256 and cut.</summary>
    public static Preprocessing Caffe { get; } = new()
    {
        Resize = ResizeMode.SquashThenCrop,
        Channels = ChannelOrder.Bgr,
        Mean = [104.007f, 116.669f, 122.679f],
    };

    /// <summary>Throws when the values cannot be meant.</summary>
    /// <param name="inputSize">Height and width of the network's input.</param>
    /// <exception cref="ArgumentException">Says which value is wrong and what is needed.</exception>
    public void Validate(int inputSize)
    {
        Require(Enum.IsDefined(Resize) && Enum.IsDefined(Channels), $"resize {Resize} and channels {Channels}", "known values");
        Require(Resize == ResizeMode.Squash || (ResizeTo >= inputSize && ResizeTo <= 16384), $"a resize to {ResizeTo}", $"{inputSize} (the network's input) to 16384");
        Require(Mean.Count == 3 && Mean.All(float.IsFinite), "the mean", "three finite values");
        Require(Std.Count == 3 && Std.All(value => float.IsFinite(value) && value > 0), "the standard deviation", "three finite values above 0");
        Require(float.IsFinite(Scale) && Scale > 0, $"a scale of {Scale}", "a finite value above 0");
        if (MeanImage is null) return;
        Require(MeanImageSize == inputSize || (Resize != ResizeMode.Squash && MeanImageSize == ResizeTo),
            $"a mean image of side {MeanImageSize}", $"{inputSize} or, when the photo is cut, {ResizeTo}");
        Require(MeanImage.Count == 3L * MeanImageSize * MeanImageSize, $"a mean image of {MeanImage.Count} values", $"3 x {MeanImageSize} x {MeanImageSize}");
    }

    /// <summary>One line for people, as in <c>RGB, 0..255, minus 127.5/127.5/127.5, short side to 256, centre crop</c>.</summary>
    public override string ToString() => InWords("the input");

    /// <summary>The same where the network's input is known: photos that are squashed to it are squashed to so many pixels a side.</summary>
    public string InWords(int inputSize) => InWords(FormattableString.Invariant($"{inputSize}"));

    private string InWords(string input)
    {
        var range = Scale == 1 ? "0..255" : Math.Abs(Scale * 255 - 1) < 1e-6 ? "0..1" : FormattableString.Invariant($"0..{Scale * 255:0.###}");
        var mean = MeanImage is null ? $"minus {Values(Mean)}" : $"minus a mean image of {MeanImageSize}x{MeanImageSize}";
        var std = Std.All(value => value == 1) ? "" : $", over {Values(Std)}";
        var size = Resize switch
        {
            ResizeMode.ShortSideThenCrop => $"short side to {ResizeTo}, centre crop",
            ResizeMode.SquashThenCrop => $"squash to {ResizeTo}, centre crop",
            _ => $"squash to {input}",
        };
        return $"{(Channels == ChannelOrder.Rgb ? "RGB" : "BGR")}, {range}, {mean}{std}, {size}";
    }

    private static string Values(IEnumerable<float> values) =>
        string.Join('/', values.Select(value => value.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture)));

    private static void Require(bool holds, string found, string needed)
    {
        if (!holds) throw new ArgumentException($"preprocessing: found {found}, but needs {needed}");
    }
}
