using AlexNet.Imaging;
using AlexNet.Imaging.Views;
using AlexNet.Rendering.Drawings;

namespace AlexNet.Rendering.Views;

/// <summary>A square with a photo in it, whole; a grey one with words where there is none.</summary>
internal static class PhotoBox
{
    /// <summary>A photo made small enough for a square of so many pixels on screens that have two for one; null where it cannot be read, as one that came from memory.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static RgbImage? Read(string path, double side, CancellationToken cancellation)
    {
        try
        {
            return Thumbnail.Load(path, (int)(2 * side), cancellation);
        }
        catch (ImageException)
        {
            // What is said of the photo is worth showing all the same; the square says that it is not there.
            return null;
        }
    }

    /// <summary>Draws it.</summary>
    public static void Draw(Drawing drawing, RgbImage? photo, double x, double y, double side, string tip, Ink? frame = null)
    {
        drawing.Add(new Box(x, y, side, side) { Fill = Ink.Panel, Stroke = frame, StrokeWidth = 2 });
        if (photo is null)
        {
            drawing.Write(x + side / 2, y + side / 2 + 4, "the photo is not at hand", 11, Ink.Muted, Anchor.Middle);
            return;
        }
        var scale = side / Math.Max(photo.Width, photo.Height);
        drawing.Add(new Picture(x + (side - photo.Width * scale) / 2, y + (side - photo.Height * scale) / 2, photo.Width * scale, photo.Height * scale, photo) { IsPhoto = true, Part = "photo", Tip = tip });
    }
}
