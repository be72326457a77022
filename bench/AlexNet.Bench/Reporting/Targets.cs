using AlexNet.Bench.Measuring;

namespace AlexNet.Bench.Reporting;

/// <summary>Ratios that the project set out to reach, ours over the rival's, and what this run reached.</summary>
internal sealed class Targets
{
    private readonly List<(string What, string Rival, double Target, double Reached)> _entries = [];

    public bool Any => _entries.Count > 0;

    /// <summary>The cell for one ratio; with a target, beside it and whether it is met.</summary>
    public string Cell(Comparison comparison, int rival, string what, double? target)
    {
        var ratios = comparison.Ratios[rival];
        var best = comparison.Times[0].Least / comparison.Times[rival].Least;
        return $"{ratios.Median:0.00} ({best:0.00}){Check(what, comparison.Names[rival], ratios.Median, target)}";
    }

    /// <summary>Notes a ratio; returns what to print behind it.</summary>
    public string Check(string what, string rival, double ratio, double? target)
    {
        if (target is not { } most) return "";
        _entries.Add((what, rival, most, ratio));
        return $" {Verdict(most, ratio)}";
    }

    public MarkdownTable Table()
    {
        var table = new MarkdownTable("what", ["against", "target", "this run", ""]);
        foreach (var (what, rival, target, reached) in _entries) table.Add(what, [rival, $"<= {target:0.00}", $"{reached:0.00}", reached <= target ? "met" : "missed"]);
        return table;
    }

    private static string Verdict(double target, double reached) => reached <= target ? $"<= {target:0.00} met" : $"> {target:0.00} missed";
}
