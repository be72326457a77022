using AlexNet.Engine.Inspection;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Tensors;

/// <summary>Tensors as a table of what there is to say of them.</summary>
internal static class TensorTable
{
    /// <summary>A row for each.</summary>
    public static Table Of(params IReadOnlyList<(string Name, string Shape, TensorStatistics Statistics)> tensors)
    {
        var table = new Table("tensors", new("Tensor"), new("Shape"), new("Values", true), new("Least", true), new("Greatest", true), new("Mean", true), new("Deviation", true), new("Zero", true), new("NaN", true), new("Infinite", true));
        foreach (var (name, shape, found) in tensors)
            table.Add(name, shape, Numbers.Count(found.Count), Numbers.Value(found.Minimum), Numbers.Value(found.Maximum), Numbers.Value(found.Mean), Numbers.Value(found.StandardDeviation),
                found.Count == 0 ? "" : Numbers.Percent((double)found.Zeros / found.Count), Numbers.Count(found.NaNs), Numbers.Count(found.Infinities));
        return table;
    }
}
