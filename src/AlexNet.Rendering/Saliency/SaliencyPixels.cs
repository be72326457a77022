using AlexNet.Engine.Inspection.Saliency;
using AlexNet.Imaging;
using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Pixels;

namespace AlexNet.Rendering.Saliency;

/// <summary>A map laid over its photo, pixel by pixel.</summary>
internal sealed class SaliencyPixels
{
    private const int UsualSide = 224;
    private const double MostCover = 0.8;
    private const int LineLevels = 4;

    private static readonly Colour Veil = Colour.Of(0x808080);

    private readonly float[] _field;
    private readonly RgbImage? _photo;

    /// <param name="map">The map.</param>
    public SaliencyPixels(SaliencyMap map)
    {
        Side = map.PhotoSide > 0 ? map.PhotoSide : UsualSide;
        if (map.Photo is { } pixels && pixels.Length == 3 * Side * Side) _photo = new RgbImage(Side, Side, pixels);
        _field = SaliencyField.Of(map, Side);
        // Gradients are dots: lines round each, or holes in a veil for each, show nothing.
        if (map.Overlay is SaliencyOverlay.Mask or SaliencyOverlay.Contour && map.Method is SaliencyMethod.Gradient or SaliencyMethod.GuidedBackprop)
        {
            var radius = Math.Max(1, Side / 28);
            Smoothing = 2 * radius + 1;
            _field = SaliencyField.Smooth(_field, Side, radius);
        }
        Scale = new SaliencyScale(map.Method, Smoothing > 0 ? _field : map.Map);
        Pictures = _photo is null ? [Heat()] : map.Overlay switch
        {
            SaliencyOverlay.Heat => [Heat()],
            SaliencyOverlay.Mask => [Mask()],
            SaliencyOverlay.Contour => [Contour()],
            SaliencyOverlay.SideBySide => [(_photo, true), Heat(), Blend()],
            _ => [Blend()],
        };
    }

    /// <summary>Pixels of a side.</summary>
    public int Side { get; }

    /// <summary>The colours.</summary>
    public SaliencyScale Scale { get; }

    /// <summary>Pixels over which the map was smoothed; 0 where it was not.</summary>
    public int Smoothing { get; }

    /// <summary>Whether there was a photo to lay the map over.</summary>
    public bool HasPhoto => _photo is not null;

    /// <summary>What is to be seen, one picture or three; and whether each is a photograph.</summary>
    public IReadOnlyList<(RgbImage Image, bool IsPhoto)> Pictures { get; }

    /// <summary>The map alone.</summary>
    public (RgbImage, bool) Heat() => (Paint((value, _) => Scale.Of(value)), false);

    private (RgbImage, bool) Blend() => (Paint((value, photo) => photo.Toward(Scale.Of(value), MostCover * Scale.Distance(value))), true);

    private (RgbImage, bool) Mask() => (Paint((value, photo) => Veil.Toward(photo, Scale.Strength(value))), true);

    /// <summary>A line where a pixel and the one right of it or below lie in different quarters of the scale, two pixels wide, in the colour of the quarter.</summary>
    private (RgbImage, bool) Contour()
    {
        var image = Paint((_, photo) => photo);
        var grid = new PixelGrid(image);
        for (var y = 0; y < Side - 1; y++)
            for (var x = 0; x < Side - 1; x++)
            {
                int[] levels = [Level(x, y), Level(x + 1, y), Level(x, y + 1)];
                var highest = levels.Max();
                if (highest == levels.Min()) continue;
                var colour = Scale.Of(Scale.Limit * (highest + 1) / (LineLevels + 1));
                foreach (var (right, down) in new[] { (0, 0), (1, 0), (0, 1), (1, 1) }) grid.Set(x + right, y + down, colour);
            }
        return (image, true);
    }

    private int Level(int x, int y) => Math.Min((int)(Scale.Strength(_field[y * Side + x]) * LineLevels), LineLevels - 1);

    private RgbImage Paint(Func<float, Colour, Colour> colour)
    {
        var grid = new PixelGrid(Side, Side);
        for (var i = 0; i < _field.Length; i++)
            grid.Set(i % Side, i / Side, colour(_field[i], _photo is null ? default : new Colour(_photo.Pixels[3 * i], _photo.Pixels[3 * i + 1], _photo.Pixels[3 * i + 2])));
        return grid.Image;
    }
}
