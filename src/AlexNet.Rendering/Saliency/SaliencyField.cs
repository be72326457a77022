using AlexNet.Engine.Inspection.Saliency;

namespace AlexNet.Rendering.Saliency;

/// <summary>A map as fine as its photo: a value for each pixel.</summary>
internal static class SaliencyField
{
    /// <summary>A map's values for the pixels of a square, between the centres of its places by straight lines (bilinear), as Grad-CAM's authors have it.</summary>
    /// <param name="map">The map.</param>
    /// <param name="side">Pixels of the square's side.</param>
    /// <returns>[side][side].</returns>
    public static float[] Of(SaliencyMap map, int side)
    {
        if (map.Width == side && map.Height == side) return map.Map;
        var field = new float[side * side];
        for (var y = 0; y < side; y++)
        {
            var (top, down) = Place(y, map.Height);
            for (var x = 0; x < side; x++)
            {
                var (left, right) = Place(x, map.Width);
                float At(int row, int column) => map.Map[Math.Min(row, map.Height - 1) * map.Width + Math.Min(column, map.Width - 1)];
                var upper = At(top, left) * (1 - right) + At(top, left + 1) * right;
                var lower = At(top + 1, left) * (1 - right) + At(top + 1, left + 1) * right;
                field[y * side + x] = upper * (1 - down) + lower * down;
            }
        }
        return field;

        // The place whose centre is before a pixel's, and the share of the way to the next.
        (int Index, float Share) Place(int pixel, int places)
        {
            var at = Math.Clamp((pixel + 0.5f) / side * places - 0.5f, 0, places - 1);
            return ((int)at, at - (int)at);
        }
    }

    /// <summary>Each value replaced by the mean around it, twice: what single pixels say becomes a region.</summary>
    /// <param name="field">[side][side].</param>
    /// <param name="side">Pixels of a side.</param>
    /// <param name="radius">Pixels to each side that count.</param>
    public static float[] Smooth(float[] field, int side, int radius)
    {
        for (var pass = 0; pass < 2; pass++) field = Means(Means(field, side, radius, 1, side), side, radius, side, 1);
        return field;
    }

    private static float[] Means(float[] field, int side, int radius, int step, int line)
    {
        var means = new float[field.Length];
        for (var i = 0; i < side; i++)
            for (var j = 0; j < side; j++)
            {
                int first = Math.Max(0, j - radius), last = Math.Min(side - 1, j + radius);
                var sum = 0.0;
                for (var k = first; k <= last; k++) sum += field[i * line + k * step];
                means[i * line + j * step] = (float)(sum / (last - first + 1));
            }
        return means;
    }
}
