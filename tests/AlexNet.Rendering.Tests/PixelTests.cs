using AlexNet.Engine.Architectures;
using AlexNet.Imaging;
using AlexNet.Imaging.Decoding;
using AlexNet.Imaging.Views;
using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Networks;
using AlexNet.Rendering.Pixels;

namespace AlexNet.Rendering.Tests;

public class PixelTests
{
    [Fact]
    public void PaintedShapesAreWhereTheDrawingHasThem()
    {
        var red = Ink.Fixed(Colour.Of(0xFF0000));
        var drawing = new Drawing(20, 10, "shapes");
        drawing.Add(new Box(2, 2, 4, 4) { Fill = red });
        drawing.Add(new Polygon([(10, 2), (14, 2), (14, 6), (10, 6)]) { Fill = red });
        drawing.Add(new Picture(16, 2, 4, 4, Solid(2, 2, Colour.Of(0x0000FF))));
        var image = Painter.Paint(drawing, scale: 3);
        Assert.Equal((60, 30), (image.Width, image.Height));
        Assert.Equal(Colour.Of(0xFF0000), At(image, 12, 12));
        Assert.Equal(Colour.Of(0xFF0000), At(image, 36, 12));
        Assert.Equal(Colour.Of(0x0000FF), At(image, 54, 12));
        Assert.Equal(Ink.Ground.Light, At(image, 24, 12));
        Assert.Equal(Ink.Ground.Dark, At(Painter.Paint(drawing, isDark: true), 0, 0));
    }

    [Fact]
    public void EveryLetterThatIsDrawnLeavesInk()
    {
        foreach (var letter in "AZaz09.-é猫")
        {
            var drawing = new Drawing(30, 30, "letter");
            drawing.Write(8, 20, $"{letter}", 16);
            Assert.True(Painter.Paint(drawing).Pixels.Min() < 100, $"{letter}");
        }
        var blank = new Drawing(30, 30, "letter");
        blank.Write(8, 20, " ", 16);
        Assert.Equal(255, Painter.Paint(blank).Pixels.Min());
    }

    [Fact]
    public void WordsEndWhereTheyAreSaidTo()
    {
        // A line of words that is anchored at its end reaches its place and not beyond.
        var drawing = new Drawing(200, 40, "words");
        drawing.Write(150, 25, "device 0, filters", 12, anchor: Anchor.End);
        var image = Painter.Paint(drawing, scale: 1);
        var columns = Enumerable.Range(0, 200).Where(x => Enumerable.Range(0, 40).Any(y => At(image, x, y).R < 128)).ToList();
        Assert.InRange(columns.Max(), 140, 150);
        Assert.True(columns.Min() > 20);
    }

    [Fact]
    public void APngIsWhatWasPainted()
    {
        var drawing = NetworkDrawing.Of(new Engine.Devices.Partitioning.PartitionPlan(KnownArchitectures.Get("paper"), 2));
        var image = ImageDecoder.Decode(Painter.Png(drawing), "network.png");
        Assert.Equal(Painter.Paint(drawing).Pixels, image.Pixels);
        Assert.Equal((int)Math.Ceiling(2 * drawing.Width), image.Width);
    }

    [Fact]
    public void TheScaleIsBlueBelowZeroAndRedAbove()
    {
        var scale = ColourScale.For([-1, 0.5f, 4, float.NaN, float.PositiveInfinity]);
        Assert.Equal(4, scale.Limit);
        Assert.Equal("blue -4, white 0, red 4", $"{scale}");
        Assert.Equal(Colour.Of(0xF7F7F7), scale.Of(0));
        Assert.True(scale.Of(-2) is { } cold && cold.B > cold.R);
        Assert.True(scale.Of(2) is { } warm && warm.R > warm.B);
        Assert.Equal(scale.Of(4), scale.Of(400));
        Assert.Equal(scale.Of(double.NaN), scale.Of(double.NegativeInfinity));
        Assert.Equal(1, ColourScale.For([0, 0]).Limit);
    }

    [Fact]
    public void HalfBlocksShowTwoRowsInOne()
    {
        var image = new RgbImage(2, 3, [255, 0, 0, 255, 0, 0, 0, 255, 0, 0, 255, 0, 0, 0, 255, 0, 0, 255]);
        Assert.Equal("\e[38;2;255;0;0;48;2;0;255;0m▀▀\e[0m\n\e[0;38;2;0;0;255m▀▀\e[0m\n", HalfBlocks.Draw(image, 80));
        Assert.Equal(2, HalfBlocks.Draw(Solid(100, 40, Colour.Of(0xFFFFFF)), 10).Split('\n').Length - 1);
        Assert.Equal("@@@@@@@@@@\n@@@@@@@@@@\n", HalfBlocks.DrawPlain(Solid(100, 40, Colour.Of(0xFFFFFF)), 10));
    }

    [Fact]
    public void TilesFitIntoTheTerminal()
    {
        var tiles = Enumerable.Repeat(Solid(55, 55, Colour.Of(0x808080)), 10).ToList();
        var lines = HalfBlocks.DrawTiles(tiles, 80).TrimEnd('\n').Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Count(letter => letter == '▀'), 1, 80));
        // Four across, so three rows of 19 pixels and the lines between them, two to a line of text.
        Assert.Equal((3 * 20 - 1 + 1) / 2, lines.Length);
    }

    [Fact]
    public void AThumbnailIsWholeAndUprightAndNoLargerThanAsked()
    {
        using var folder = new TemporaryFolder();
        var image = Thumbnail.Load(Results.WritePhoto(folder.Path, "wide.png", width: 100, height: 40), 50);
        Assert.Equal((50, 20), (image.Width, image.Height));
        Assert.Equal((100, 40), (Thumbnail.Load(Path.Combine(folder.Path, "wide.png"), 500).Width, 40));
        Assert.Throws<ImageException>(() => Thumbnail.Load(Path.Combine(folder.Path, "missing.png"), 50));
    }

    private static RgbImage Solid(int width, int height, Colour colour)
    {
        var grid = new PixelGrid(width, height);
        for (var i = 0; i < width * height; i++) grid.Set(i % width, i / width, colour);
        return grid.Image;
    }

    private static Colour At(RgbImage image, int x, int y)
    {
        var at = 3 * (y * image.Width + x);
        return new Colour(image.Pixels[at], image.Pixels[at + 1], image.Pixels[at + 2]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void APicturesColoursArePaintedAsTheyAre(bool isPhoto)
    {
        var drawing = new Drawing(20, 20, "square");
        drawing.Add(new Picture(0, 0, 20, 20, new RgbImage(2, 2, [.. Enumerable.Repeat((byte)200, 12)])) { IsPhoto = isPhoto });
        Assert.All(Painter.Paint(drawing).Pixels, value => Assert.InRange(value, 199, 201));
    }
}
