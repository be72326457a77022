using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Tests;

public class TextTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1234.4, "1234")]
    [InlineData(123.456, "123.5")]
    [InlineData(-12.345, "-12.35")]
    [InlineData(1.23456, "1.235")]
    [InlineData(0.01234, "0.0123")]
    [InlineData(0.000123, "1.23e-4")]
    [InlineData(1e7, "1e7")]
    [InlineData(double.NaN, "NaN")]
    public void ValuesHaveFourDigits(double value, string text) => Assert.Equal(text, Numbers.Value(value));

    [Theory]
    [InlineData(999, "999 B")]
    [InlineData(242_688, "242.7 kB")]
    [InlineData(243_860_896, "243.9 MB")]
    public void BytesHaveAUnit(long bytes, string text) => Assert.Equal(text, Numbers.Bytes(bytes));

    [Fact]
    public void WhatDoesNotFitIsCut()
    {
        Assert.Equal("cat", Letters.Fit("cat", 10, 100));
        var cut = Letters.Fit("a very long name of a photo.jpg", 10, 60);
        Assert.EndsWith("…", cut);
        Assert.True(Letters.Width(cut, 10) <= 60);
        Assert.Equal("😀…", Letters.Fit("😀😀😀😀😀😀", 10, 5));
    }

    [Fact]
    public void ColumnsOfTextStandUnderEachOther()
    {
        var table = new Table("t", new("Name"), new("Count", true)) { Totals = ["all", "1,007"] };
        table.Add("a", "7");
        table.Add("long name", "1,000");
        Assert.Equal("""
            Name       Count
            ---------  -----
            a              7
            long name  1,000
            ---------  -----
            all        1,007

            """.Replace("\r", "", StringComparison.Ordinal), table.ToText());
        Assert.Throws<ArgumentException>(() => table.Add("too few"));
    }

    [Theory]
    [InlineData(0.06859, "0.069")]
    [InlineData(-7.375, "-7.4")]
    [InlineData(12.6, "13")]
    [InlineData(-0.0, "0")]
    [InlineData(1e-7, "0")]
    public void ABriefNumberHasTwoDigitsThatCount(double value, string text) => Assert.Equal(text, Numbers.Brief(value));

    [Fact]
    public void ZeroHasNoSign() => Assert.Equal("0", Numbers.Value(-0.0));
}
