using AlexNet.Imaging;
using AlexNet.Imaging.Encoders;
using AlexNet.Rendering.Drawings;

namespace AlexNet.Rendering.Pixels;

/// <summary>Pixels inside a page: a picture as an address that holds it.</summary>
internal static class DataUri
{
    /// <summary>A photograph as JPEG, all else as PNG, in which every pixel stays what it is.</summary>
    public static string Of(Picture picture) => picture.IsPhoto
        ? $"data:image/jpeg;base64,{Convert.ToBase64String(ImageEncoder.Jpeg(picture.Image))}"
        : Of(picture.Image);

    /// <summary>A PNG.</summary>
    public static string Of(RgbImage image) => $"data:image/png;base64,{Convert.ToBase64String(ImageEncoder.Png(image))}";
}
