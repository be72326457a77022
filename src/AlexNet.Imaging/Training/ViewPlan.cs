namespace AlexNet.Imaging.Training;

/// <summary>What one training image shows of its photo, all chance drawn.</summary>
/// <param name="Left">First column of the part shown, in pixels of the reduced photo.</param>
/// <param name="Top">Its first row.</param>
/// <param name="Width">Its width; the input's own side for a plain cut.</param>
/// <param name="Height">Its height.</param>
/// <param name="IsMirrored">Whether left and right are exchanged.</param>
internal readonly record struct ViewPlan(double Left, double Top, double Width, double Height, bool IsMirrored)
{
    private const int Attempts = 10;

    /// <summary>Draws a view.</summary>
    /// <param name="augmentation">How.</param>
    /// <param name="photo">Of what.</param>
    /// <param name="inputSize">Side of the network's input.</param>
    /// <param name="patchSize">Side of the central square that plain crops come from.</param>
    /// <param name="draws">The example's chance, or its chunk's.</param>
    public static ViewPlan Draw(Augmentation augmentation, PlanarPhoto photo, int inputSize, int patchSize, ref RandomDraws draws)
    {
        var isMirrored = draws.Next() < 0.5 && augmentation.Mirror;
        if (augmentation.Crop == CropMode.RandomResized) return Resized(augmentation, photo, isMirrored, ref draws);
        if (augmentation.Crop == CropMode.Centre) return Centre(photo, inputSize) with { IsMirrored = isMirrored };
        var places = patchSize - inputSize + 1;
        var left = Middle(photo.Width, patchSize) + draws.Below(places);
        var top = Middle(photo.Height, patchSize) + draws.Below(places);
        return new ViewPlan(left, top, inputSize, inputSize, isMirrored);
    }

    /// <summary>The view that classifying takes.</summary>
    public static ViewPlan Centre(PlanarPhoto photo, int inputSize) => new(Middle(photo.Width, inputSize), Middle(photo.Height, inputSize), inputSize, inputSize, false);

    /// <summary>Area and aspect are drawn until the part fits, ten times; then it is the largest central square.</summary>
    private static ViewPlan Resized(Augmentation augmentation, PlanarPhoto photo, bool isMirrored, ref RandomDraws draws)
    {
        var logAspect = Math.Log(augmentation.MostAspect);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var area = draws.Between(augmentation.LeastArea, 1) * photo.Width * photo.Height;
            var aspect = Math.Exp(draws.Between(-logAspect, logAspect));
            var (width, height) = (Math.Sqrt(area * aspect), Math.Sqrt(area / aspect));
            if (width <= photo.Width && height <= photo.Height)
                return new ViewPlan(draws.Next() * (photo.Width - width), draws.Next() * (photo.Height - height), width, height, isMirrored);
        }
        var side = Math.Min(photo.Width, photo.Height);
        return new ViewPlan((photo.Width - side) / 2.0, (photo.Height - side) / 2.0, side, side, isMirrored);
    }

    private static int Middle(int whole, int part) => (int)Views.ViewGeometry.Centre(whole, part);
}
