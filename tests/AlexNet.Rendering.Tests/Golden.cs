using System.Security.Cryptography;
using System.Text.RegularExpressions;
using AlexNet.Imaging.Decoding;

namespace AlexNet.Rendering.Tests;

/// <summary>
/// What is rendered, against files that somebody has looked at. ALEXNET_UPDATE_GOLDEN=1 writes them anew instead; look at what git then shows. Pictures inside are there by the
/// hash of their pixels, since encoders differ; photographs, which are stored with loss, by their size. ALEXNET_RENDERED=FOLDER puts all there as it is, to be looked at in a browser.
/// </summary>
internal static partial class Golden
{
    internal static readonly string Root = FindRoot();

    public static void Check(string name, string rendered)
    {
        if (Environment.GetEnvironmentVariable("ALEXNET_RENDERED") is { Length: > 0 } folder) File.WriteAllText(Path.Combine(folder, name), rendered);
        var text = Data().Replace(rendered, Describe);
        CheckFile(Path.Combine("tests", "AlexNet.Rendering.Tests", "Golden", name), text);
    }

    /// <summary>Against any file of the checkout.</summary>
    public static void CheckFile(string path, string text)
    {
        var file = Path.Combine(Root, path);
        if (Environment.GetEnvironmentVariable("ALEXNET_UPDATE_GOLDEN") == "1") File.WriteAllText(file, text);
        Assert.True(File.Exists(file), $"there is no golden file '{file}': run the test with ALEXNET_UPDATE_GOLDEN=1 and look at what it wrote");
        Assert.Equal(File.ReadAllText(file), text);
    }

    private static string Describe(Match match)
    {
        var image = ImageDecoder.Decode(Convert.FromBase64String(match.Groups["data"].Value), "embedded");
        var what = match.Groups["type"].Value == "png" ? Convert.ToHexString(SHA256.HashData(image.Pixels))[..12] : "photo";
        return $"data:{image.Width}x{image.Height},{what}";
    }

    [GeneratedRegex("data:image/(?<type>png|jpeg);base64,(?<data>[A-Za-z0-9+/=]+)")]
    private static partial Regex Data();

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AlexNet.psd1"))) folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("no AlexNet.psd1 above the tests");
        return folder;
    }
}
