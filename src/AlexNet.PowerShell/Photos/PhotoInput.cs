using AlexNet.Imaging;
using AlexNet.Imaging.Views;

namespace AlexNet.PowerShell.Photos;

/// <summary>A photo as a cmdlet got it: a file, bytes or a stream.</summary>
/// <param name="Name">The file's path, or a description such as <c>bytes[3]</c>.</param>
/// <param name="PSPath">The path in PowerShell's own form; null for one that is no file.</param>
/// <param name="Content">byte[] or a stream; null for a file.</param>
internal sealed record PhotoInput(string Name, string? PSPath, object? Content)
{
    /// <summary>A file.</summary>
    public static PhotoInput Of(PhotoFile file) => new(file.Path, file.PSPath, null);

    /// <summary>Writes the photo's single view, and the pixels that it was made of where somebody looks at them.</summary>
    public void Load(Preprocessor preprocessor, Span<float> view, CancellationToken stop, RgbImage? picture = null)
    {
        if (Content is byte[] bytes) preprocessor.Load(bytes, Name, view, stop, picture);
        else if (Content is Stream stream) preprocessor.Load(stream, Name, view, stop, picture);
        else preprocessor.Load(Name, view, stop, picture);
    }
}
