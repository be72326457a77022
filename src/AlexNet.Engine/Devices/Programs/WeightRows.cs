using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Devices.Programs;

/// <summary>A device's share of a parameter: the rows of its output channels, which lie side by side.</summary>
internal static class WeightRows
{
    /// <summary>Those rows where they are; nothing is copied.</summary>
    public static WeightTensor Rows(this WeightTensor weights, ChannelRange rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows.First);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows.End, weights.Shape[0]);
        return new WeightTensor(
            weights.Name, weights.Type, [rows.Count, .. weights.Shape.Skip(1)], weights.Data + (nint)(rows.First * weights.RowLength * weights.Type.Size()), weights, weights.RowScales?.Rows(rows));
    }
}
