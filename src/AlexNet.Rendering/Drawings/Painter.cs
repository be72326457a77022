using System.Runtime.InteropServices;
using AlexNet.Imaging;
using AlexNet.Imaging.Encoders;
using SkiaSharp;

namespace AlexNet.Rendering.Drawings;

/// <summary>Paints drawings as pixels.</summary>
public sealed class Painter : IDisposable
{
    // Paper and screens of today have two pixels where a drawing has one.
    private const double UsualScale = 2;

    private const int MaxPixels = 1 << 26;

    private readonly SKBitmap _bitmap;
    private readonly SKCanvas _canvas;
    private readonly bool _isDark;

    private Painter(Drawing drawing, double scale, bool isDark)
    {
        _isDark = isDark;
        var (width, height) = ((int)Math.Ceiling(drawing.Width * scale), (int)Math.Ceiling(drawing.Height * scale));
        if ((long)width * height > MaxPixels) throw new ArgumentException($"a picture of {width}x{height} pixels is too large; ask for fewer items", nameof(drawing));
        _bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        _canvas = new SKCanvas(_bitmap);
        _canvas.Clear(Colour(Ink.Ground));
        _canvas.Scale((float)scale);
    }

    /// <summary>The drawing's pixels.</summary>
    /// <param name="drawing">What to paint.</param>
    /// <param name="scale">Pixels for one of the drawing's.</param>
    /// <param name="isDark">Whether the ground is dark.</param>
    /// <exception cref="ArgumentException">It would have more than 64 million pixels.</exception>
    public static RgbImage Paint(Drawing drawing, double scale = UsualScale, bool isDark = false)
    {
        using var painter = new Painter(drawing, scale, isDark);
        foreach (var shape in drawing.Shapes) painter.Draw(shape);
        return painter.Pixels();
    }

    /// <summary>The drawing as a PNG file.</summary>
    /// <inheritdoc cref="Paint"/>
    public static byte[] Png(Drawing drawing, double scale = UsualScale, bool isDark = false) => ImageEncoder.Png(Paint(drawing, scale, isDark));

    /// <inheritdoc/>
    public void Dispose()
    {
        _canvas.Dispose();
        _bitmap.Dispose();
    }

    private RgbImage Pixels()
    {
        _canvas.Flush();
        var rgba = new byte[4 * _bitmap.Width * _bitmap.Height];
        Marshal.Copy(_bitmap.GetPixels(), rgba, 0, rgba.Length);
        var pixels = new byte[rgba.Length / 4 * 3];
        for (int from = 0, to = 0; to < pixels.Length; from += 4, to += 3) rgba.AsSpan(from, 3).CopyTo(pixels.AsSpan(to));
        return new RgbImage(_bitmap.Width, _bitmap.Height, pixels);
    }

    private void Draw(Shape shape)
    {
        switch (shape)
        {
            case Box box:
                var rectangle = SKRect.Create((float)box.X, (float)box.Y, (float)box.Width, (float)box.Height);
                Fill(box.Fill, paint => _canvas.DrawRoundRect(rectangle, (float)box.Radius, (float)box.Radius, paint));
                Stroke(box.Stroke, box.StrokeWidth, false, paint => _canvas.DrawRoundRect(rectangle, (float)box.Radius, (float)box.Radius, paint));
                break;
            case Line line:
                Stroke(line.Stroke, line.Width, line.IsDashed, paint => _canvas.DrawLine((float)line.X1, (float)line.Y1, (float)line.X2, (float)line.Y2, paint));
                if (line.IsArrow) Draw(new Polygon(SvgWriter.Head(line)) { Fill = line.Stroke });
                break;
            case Polygon polygon:
                using (var path = Path(polygon))
                {
                    Fill(polygon.Fill, paint => _canvas.DrawPath(path, paint));
                    Stroke(polygon.Stroke, polygon.Width, polygon.IsDashed, paint => _canvas.DrawPath(path, paint));
                }
                break;
            case Words words:
                Write(words);
                break;
            case Picture picture:
                using (var image = Copy(picture.Image))
                    _canvas.DrawImage(image, SKRect.Create((float)picture.X, (float)picture.Y, (float)picture.Width, (float)picture.Height),
                        picture.IsPhoto ? new SKSamplingOptions(SKCubicResampler.Mitchell) : new SKSamplingOptions(SKFilterMode.Nearest));
                break;
            default:
                throw new NotSupportedException($"no pixels for the shape {shape.GetType().Name}");
        }
    }

    private static SKImage Copy(RgbImage image)
    {
        var rgba = new byte[4 * image.Width * image.Height];
        // Opaque in truth too: a filter that smooths bounds colours by what it finds there.
        Array.Fill(rgba, byte.MaxValue);
        for (int from = 0, to = 0; from < image.Pixels.Length; from += 3, to += 4) image.Pixels.AsSpan(from, 3).CopyTo(rgba.AsSpan(to));
        return SKImage.FromPixelCopy(new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Opaque), rgba);
    }

    private void Write(Words words)
    {
        var left = words.X - words.Anchor switch { Anchor.Start => 0, Anchor.Middle => 0.5, _ => 1 } * StrokeLetters.Width(words.Text, words.Size);
        foreach (var line in StrokeLetters.Lines(words.Text, left, words.Y, words.Size))
            Stroke(words.Ink, words.Size * (words.IsBold ? 0.13 : 0.09), false, paint =>
            {
                using var path = Path(new Polygon(line));
                _canvas.DrawPath(path, paint);
            });
    }

    private void Fill(Ink? ink, Action<SKPaint> draw)
    {
        if (ink is null) return;
        using var paint = new SKPaint { Color = Colour(ink), IsAntialias = true };
        draw(paint);
    }

    private void Stroke(Ink? ink, double width, bool dashed, Action<SKPaint> draw)
    {
        if (ink is null) return;
        using var dashes = dashed ? SKPathEffect.CreateDash([4, 3], 0) : null;
        using var paint = new SKPaint
        {
            Color = Colour(ink),
            IsAntialias = true,
            Style = SKPaintStyle.Stroke,
            StrokeWidth = (float)width,
            StrokeJoin = SKStrokeJoin.Round,
            PathEffect = dashes,
        };
        draw(paint);
    }

    private static SKPath Path(Polygon polygon)
    {
        using var path = new SKPathBuilder();
        path.AddPoly([.. polygon.Points.Select(point => new SKPoint((float)point.X, (float)point.Y))], close: polygon.Fill is not null);
        return path.Detach();
    }

    private SKColor Colour(Ink ink) => (_isDark ? ink.Dark : ink.Light) is var colour ? new SKColor(colour.R, colour.G, colour.B) : default;
}
