using AlexNet.PowerShell.Notebooks;

namespace AlexNet.PowerShell.Tests;

/// <summary>What a cell of .NET Interactive shows, which is given one result after the other.</summary>
public class CellResultsTests
{
    private readonly FakeCell _cell = new();
    private readonly CellResults _results;
    private ICell? _current;

    public CellResultsTests()
    {
        _current = _cell;
        _results = new(() => _current, all => $"<{string.Join(' ', all)}>", all => string.Join(' ', all));
    }

    [Fact]
    public void NeighboursOfOneTypeBecomeOnePicture()
    {
        Show("a", "b", "c");
        Assert.Equal(["<a>", CellResults.Nothing, CellResults.Nothing], _cell.Shown);
        Assert.Empty(_cell.Replaced);
        _results.Finish();
        Assert.Equal([(0, "<a b c>", "a b c")], _cell.Replaced);
        // A front end without pictures replaces nothing.
        Assert.Equal("b", _results.ToText("b"));
    }

    [Fact]
    public void AnotherTypeBeginsAnew()
    {
        Show("a", "b", 1, 2, 3, "c");
        _results.Finish();
        Assert.Equal([(0, "<a b>", "a b"), (2, "<1 2 3>", "1 2 3")], _cell.Replaced);
        Assert.Equal("<c>", _cell.Shown[^1]);
    }

    [Fact]
    public void WordsBetweenKeepResultsApart()
    {
        Show("a", "b");
        _cell.Print();
        Show("c", "d");
        _results.Finish();
        Assert.Equal([(0, "<a b>", "a b"), (2, "<c d>", "c d")], _cell.Replaced);
    }

    [Fact]
    public void AResultShownTwiceCountsTwice()
    {
        object same = "a";
        Show(same, same);
        _results.Finish();
        Assert.Equal([(0, "<a a>", "a a")], _cell.Replaced);
    }

    [Fact]
    public void WhoElseWantsAPictureGetsItsOwn()
    {
        Show("a");
        _current = null;
        Assert.Equal("<b>", _results.ToHtml("b"));
        _results.Finish();
        _results.Finish();
        Assert.Empty(_cell.Replaced);
    }

    [Fact]
    public void TheNextCellBeginsAnew()
    {
        Show("a", "b");
        var next = new FakeCell();
        _current = next;
        Assert.Equal("<c>", _results.ToHtml("c"));
        _results.Finish();
        Assert.Equal([(0, "<a b>", "a b")], _cell.Replaced);
        Assert.Empty(next.Replaced);
    }

    private void Show(params object[] results)
    {
        foreach (var result in results) _cell.Show(result, _results.ToHtml(result));
    }

    private sealed class FakeCell : ICell
    {
        public List<string> Shown { get; } = [];

        public List<(int, string, string)> Replaced { get; } = [];

        public Shown? Last { get; private set; }

        public void Show(object result, string html)
        {
            // What is replaced is told by its place, so that the same object may be shown twice.
            var place = Shown.Count;
            Shown.Add(html);
            Last = new(result, (all, text) => Replaced.Add((place, all, text)));
        }

        public void Print() => Last = null;
    }
}
