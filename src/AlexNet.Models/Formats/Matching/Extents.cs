namespace AlexNet.Models.Formats.Matching;

/// <summary>Arithmetic of shapes that a file only claims.</summary>
internal static class Extents
{
    /// <summary>How many elements a tensor of these extents, each 0 or more, has; the largest number there is when it is more than that.</summary>
    public static long Count(IEnumerable<int> shape)
    {
        var product = 1L;
        var isTooMuch = false;
        foreach (var extent in shape)
        {
            // One extent of 0 makes it none, however many the others are.
            if (extent == 0) return 0;
            isTooMuch |= product > long.MaxValue / extent;
            if (!isTooMuch) product *= extent;
        }
        return isTooMuch ? long.MaxValue : product;
    }

    /// <summary>As in <c>[96, 3, 11, 11]</c>.</summary>
    public static string Text<T>(IEnumerable<T> shape) => $"[{string.Join(", ", shape)}]";
}
