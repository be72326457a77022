using AlexNet.Engine.Inspection.Saliency;
using AlexNet.Imaging;
using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Saliency;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Tests;

public class SaliencyTests
{
    [Fact]
    public void ACoarseMapIsStretchedBetweenTheCentresOfItsPlaces()
    {
        var map = Results.Saliency() with { Width = 2, Height = 1, Map = [0, 1] };
        var field = SaliencyField.Of(map, 8);
        Assert.Equal(new float[] { 0, 0, 0.125f, 0.375f, 0.625f, 0.875f, 1, 1 }, field[..8]);
        Assert.Equal(field[..8], field[^8..]);
    }

    [Fact]
    public void SmoothingKeepsWhatIsEvenAndSpreadsADot()
    {
        Assert.All(SaliencyField.Smooth([.. Enumerable.Repeat(2f, 81)], 9, 2), value => Assert.Equal(2, value, 1e-6f));
        var dot = new float[81];
        dot[40] = 1;
        var spread = SaliencyField.Smooth(dot, 9, 1);
        Assert.Equal(1, spread.Sum(), 1e-5f);
        Assert.Equal(spread.Max(), spread[40]);
        Assert.Equal(25, spread.Count(value => value > 0));
    }

    [Theory]
    [InlineData(SaliencyOverlay.Blend)]
    [InlineData(SaliencyOverlay.Mask)]
    [InlineData(SaliencyOverlay.Contour)]
    public void WhereTheMapIsZeroThePhotoSaysSo(SaliencyOverlay overlay)
    {
        var map = Results.Saliency(SaliencyMethod.GradCam, overlay);
        var image = Only(map);
        var photo = map.Photo!;
        // The left edge is far from the hill.
        if (overlay == SaliencyOverlay.Mask) Assert.Equal(new byte[] { 0x80, 0x80, 0x80 }, image.Pixels[..3]);
        else Assert.Equal(photo[..3], image.Pixels[..3]);
        Assert.NotEqual(photo, image.Pixels);
    }

    [Fact]
    public void TheStrongestPlaceIsThePhotoUnderAMaskAndYellowInAHeatMap()
    {
        var map = Results.Saliency(SaliencyMethod.GradCam, SaliencyOverlay.Mask) with { Width = 1, Height = 1, Map = [5] };
        Assert.Equal(map.Photo!, Only(map).Pixels);
        Assert.Equal(new byte[] { 0xFC, 0xFF, 0xA4 }, Only(map with { Overlay = SaliencyOverlay.Heat }).Pixels[..3]);
    }

    [Fact]
    public void OcclusionHasTwoSides()
    {
        var map = Results.Saliency(SaliencyMethod.Occlusion, SaliencyOverlay.Heat) with { Width = 2, Height = 1, Map = [-1, 1] };
        var image = Only(map);
        Assert.Equal(new byte[] { 0x05, 0x30, 0x61 }, image.Pixels[..3]);
        Assert.Equal(new byte[] { 0x67, 0x00, 0x1F }, image.Pixels[(3 * 27)..(3 * 28)]);
    }

    [Fact]
    public void AFewGreatGradientsDoNotDarkenTheRest()
    {
        var values = Enumerable.Repeat(1f, 1000).ToArray();
        values[7] = 1000;
        Assert.Equal(1, new SaliencyScale(SaliencyMethod.Gradient, values).Limit);
        Assert.Equal(1000, new SaliencyScale(SaliencyMethod.GradCam, values).Limit);
        Assert.Contains("which a hundredth of the pixels exceeds", Renderer.View(Results.Saliency(SaliencyMethod.Gradient)).ToHtml());
    }

    [Fact]
    public void WhatCannotBeShownIsSaid()
    {
        Assert.Contains("the photo is not at hand", Renderer.View(Results.Saliency(hasPhoto: false)).ToText());
        Assert.Contains("0 everywhere", Renderer.View(Results.Saliency() with { Map = new float[49] }).ToText());
        var many = Renderer.Views([.. Enumerable.Range(0, 70).Select(_ => Results.Saliency())])[0];
        Assert.Contains("showing 64 of 70 maps", many.ToHtml());
        Assert.InRange(many.Drawings.First().Width, 700, 800);
        Assert.Equal(3, Renderer.View(Results.Saliency(overlay: SaliencyOverlay.SideBySide)).Drawings.First().Shapes.Count(shape => shape.Part == "saliency"));
    }

    private static RgbImage Only(SaliencyMap map) => Renderer.View(map).Drawings.First().Shapes.OfType<Picture>().Single(picture => picture.Part == "saliency").Image;
}
