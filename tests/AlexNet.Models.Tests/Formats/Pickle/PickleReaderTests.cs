using AlexNet.Models.Formats;
using AlexNet.Models.Formats.Named;
using AlexNet.Models.Formats.Numpy;
using AlexNet.Models.Formats.Pickle;

namespace AlexNet.Models.Tests.Formats.Pickle;

/// <summary>Pickles that Python wrote, in each of its protocols.</summary>
public sealed class PickleReaderTests
{
    public static TheoryData<string> Protocols => [.. Enumerable.Range(0, 6).Select(protocol => $"arrays{protocol}.pickle"), "arrays-python2.pickle"];

    [Theory]
    [MemberData(nameof(Protocols))]
    public void EveryProtocolHasTheSameArrays(string file)
    {
        var items = ((PickleDictionary)Pickles.Read(PythonFixtures.Bytes(file))!).Items;
        Assert.Equal([-2.5f, -1.5f, -0.5f, 0.5f, 1.5f, 2.5f], Values(items, "row", 2, 3));
        Assert.Equal([0, 1, 2, 3, 4, 5], Values(items, "column", 3, 2));
        Assert.Equal([1, -2, 65504], Values(items, "half", 3));
        Assert.Empty(Values(items, "empty", 0, 4));
        // All bytes there are, twice as long as text in protocols 0 to 2.
        var bytes = ((NumpyArray)items["bytes"]!).Named("bytes").Bytes.Open();
        Assert.Equal(Enumerable.Range(0, 256).Select(i => (byte)i), bytes.Span(0, 256).ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void EveryProtocolHasTheSameNumbersAndTexts(int protocol)
    {
        var items = ((PickleDictionary)Pickles.Read(PythonFixtures.Bytes($"arrays{protocol}.pickle"))!).Items;
        Assert.Equal("Käse ✓\n'", ((PickleString)items["text"]!).Name);
        Assert.Equal([0L, -1L, 255L, 65536L, 1L << 40, true, null, 0.1], (List<object?>)items["numbers"]!);
        var raw = items["raw"] is PickleLatin1 latin ? latin.Bytes(2, "here").Open() : ((PickleString)items["raw"]!).Region;
        Assert.Equal([0x00, 0xFF], raw.Span(0, (int)raw.Length).ToArray());
    }

    [Fact]
    public void NumPysNewModulesAreKnown()
    {
        var old = Pickles.Latin1(PythonFixtures.Bytes("arrays3.pickle"));
        var items = ((PickleDictionary)Pickles.Read(Pickles.Bytes(old.Replace("numpy.core", "numpy._core")))!).Items;
        Assert.Equal([1, -2, 65504], Values(items, "half", 3));
    }

    [Theory]
    [InlineData("\x80\x02K\x07.", 7L)]
    [InlineData("I01\n.", true)]
    [InlineData("I00\n.", false)]
    [InlineData("I-42\n.", -42L)]
    [InlineData("L42L\n.", 42L)]
    [InlineData("\x8A\x01\xFF.", -1L)]
    [InlineData("\x8B\x02\x00\x00\x00\x00\x80.", -32768L)]
    [InlineData("F0.25\n.", 0.25)]
    [InlineData("G\x3F\xD0\x00\x00\x00\x00\x00\x00.", 0.25)]
    [InlineData("K\x01K\x02" + "2\x86" + "0.", 1L)]
    [InlineData("K\x01(K\x02K\x03" + "1.", 1L)]
    [InlineData("N.", null)]
    public void SmallProgramsGiveTheirValue(string program, object? expected) => Assert.Equal(expected, Pickles.Read(Pickles.Bytes(program)));

    [Theory]
    [InlineData("S'it''s'\n.", "it''s")]
    [InlineData("S\"a\\n\\t\\x41\\\\\\'\"\n.", "a\n\tA\\'")]
    [InlineData("V\\u2713 \xFC\n.", "✓ ü")]
    [InlineData("X\x03\x00\x00\x00\xE2\x9C\x93.", "✓")]
    public void TextsAreReadAsPythonWroteThem(string program, string expected) => Assert.Equal(expected, PickleString.NameOf(Pickles.Read(Pickles.Bytes(program))));

    [Fact]
    public void AListMayHoldItself()
    {
        var list = (List<object?>)Pickles.Read(Pickles.Bytes("\x80\x02]q\x00h\x00" + "a."))!;
        Assert.Same(list, Assert.Single(list));
    }

    [Fact]
    public void Latin1TextIsDecodedInChunks()
    {
        var random = new Random(5);
        var bytes = new byte[3_000_001];
        random.NextBytes(bytes);
        var text = System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.Latin1.GetString(bytes));
        var latin = new PickleLatin1(new PickleString(Pickles.Region(text), IsText: true));
        var decoded = latin.Bytes(bytes.Length, "here").Open();
        Assert.True(decoded.Span(0, bytes.Length).SequenceEqual(bytes));
        Assert.Throws<RefusedException>(() => latin.Bytes(bytes.Length - 1, "here").Open());
        text[^1] = 0xE2;
        latin = new PickleLatin1(new PickleString(Pickles.Region(text), IsText: true));
        Assert.Throws<RefusedException>(() => latin.Bytes(bytes.Length, "here").Open());
    }

    private static float[] Values(IReadOnlyDictionary<string, object?> items, string name, params int[] shape)
    {
        var array = ((NumpyArray)items[name]!).Named(name);
        Assert.Equal(shape.Select(extent => (long)extent), array.Shape);
        return array.ToWeight(name, shape, default).ToArray();
    }
}
