namespace AlexNet.Imaging.Training;

/// <summary>Fills a rectangle with the mean, which is 0 after preprocessing (Zhong et al. 2017, "Random erasing data augmentation", algorithm 1).</summary>
internal static class RandomErasing
{
    private const double LeastArea = 0.02, MostArea = 0.33, MostAspect = 3.3;

    /// <summary>Erases a part of a view [3][S][S].</summary>
    public static void Apply(Span<float> view, int size, ref RandomDraws draws)
    {
        var area = draws.Between(LeastArea, MostArea) * size * size;
        var aspect = Math.Exp(draws.Between(-Math.Log(MostAspect), Math.Log(MostAspect)));
        var width = Math.Clamp((int)Math.Sqrt(area * aspect), 1, size);
        var height = Math.Clamp((int)Math.Sqrt(area / aspect), 1, size);
        var (left, top) = (draws.Below(size - width + 1), draws.Below(size - height + 1));
        for (var c = 0; c < PlanarPhoto.Channels; c++)
            for (var y = top; y < top + height; y++) view.Slice((c * size + y) * size + left, width).Clear();
    }
}
