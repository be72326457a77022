namespace AlexNet.Models.Compression;

/// <summary>k-means along the line of the weights: which weights share a value.</summary>
internal static class WeightClusters
{
    private const int MostIterations = 300;

    /// <summary>
    /// Lloyd's iterations from centres spread evenly over the weights, from the smallest to the largest without the hole that pruning has left around zero: that
    /// keeps the few large ones exact (Han, Mao, Dally 2016, section 3.2). On sorted weights a cluster is a range, whose mean two running sums give.
    /// </summary>
    /// <param name="weights">At least one, finite; sorted here.</param>
    /// <param name="clusters">How many clusters, 2 or more; some may stay empty.</param>
    /// <returns>What lies between neighbouring clusters, in increasing order: one fewer than there are clusters.</returns>
    public static double[] Edges(float[] weights, int clusters)
    {
        Array.Sort(weights);
        var sums = new double[weights.Length + 1];
        for (var i = 0; i < weights.Length; i++) sums[i + 1] = sums[i] + weights[i];
        var centres = Spread(weights, clusters);
        var starts = new int[clusters + 1];
        starts[clusters] = weights.Length;
        for (var iteration = 0; iteration < MostIterations; iteration++)
        {
            var moved = false;
            for (var k = 1; k < clusters; k++)
            {
                var start = CountUpTo(weights, (centres[k - 1] + centres[k]) / 2);
                moved |= start != starts[k];
                starts[k] = start;
            }
            if (!moved) break;
            for (var k = 0; k < clusters; k++)
                if (starts[k + 1] > starts[k]) centres[k] = (sums[starts[k + 1]] - sums[starts[k]]) / (starts[k + 1] - starts[k]);
        }
        return [.. Enumerable.Range(1, clusters - 1).Select(k => (centres[k - 1] + centres[k]) / 2)];
    }

    /// <summary>The cluster of a weight: how many edges lie below it.</summary>
    public static int IndexOf(double[] edges, float weight)
    {
        int low = 0, high = edges.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (weight > edges[middle]) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// <summary>How many of the sorted weights are not above an edge.</summary>
    private static int CountUpTo(float[] weights, double edge)
    {
        int low = 0, high = weights.Length;
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (weights[middle] > edge) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    private static double[] Spread(float[] sorted, int clusters)
    {
        var negatives = CountUpTo(sorted, 0);
        double least = sorted[0], most = sorted[^1];
        double below = negatives > 0 ? sorted[negatives - 1] : least, above = negatives < sorted.Length ? sorted[negatives] : most;
        double negative = negatives > 0 ? below - least : 0, positive = negatives < sorted.Length ? most - above : 0;
        var centres = new double[clusters];
        for (var k = 0; k < clusters; k++)
        {
            var along = (negative + positive) * k / (clusters - 1);
            centres[k] = negatives > 0 && along <= negative ? least + along : above + (along - negative);
        }
        return centres;
    }
}
