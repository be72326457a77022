using AlexNet.Bench.Reporting;
using AlexNet.Bench.Similar;

namespace AlexNet.Bench.Parts;

/// <summary>Nearest neighbours among many photos.</summary>
internal static class SimilarPart
{
    private const int Photos = 100_000;
    private const double TargetMilliseconds = 50;

    public static void Run(BenchRun run)
    {
        var photos = run.Options.Quick ? Photos / 10 : Photos;
        run.Report.Heading("Similar photos");
        run.Report.Paragraph(
            $"One query for the {SimilarBenchmark.Nearest} nearest of {photos:N0} vectors of {SimilarBenchmark.Length} values, in memory, every vector compared. A search reads one byte a value, {(double)photos * SimilarBenchmark.Length / 1e6:0} MB, and the\n" +
            $"second byte of those few that may be among the nearest. The target for 100,000 is {TargetMilliseconds:0} ms. Recall is the share of the ten nearest, by vectors in single precision and sums in double, that\n" +
            "is found when vectors are kept in half precision, in one byte a value with a scale a vector, and in our two bytes.");
        var table = new MarkdownTable("vectors", ["threads", "ms", "GB/s", "target", "recall: half", "one byte", "two bytes, ours"]);
        foreach (var vectors in new[] { RandomVectors.Normal, RandomVectors.Rectified })
        {
            using var benchmark = new SimilarBenchmark(vectors, photos);
            var (half, one, two) = benchmark.Recall();
            foreach (var threads in run.Options.Threads)
            {
                var milliseconds = benchmark.Time(threads, run.Seconds(5, 1));
                var (median, least) = (milliseconds.Median * 1e3, milliseconds.Least * 1e3);
                var verdict = photos < Photos ? "" : median <= TargetMilliseconds ? $"<= {TargetMilliseconds:0} ms met" : $"> {TargetMilliseconds:0} ms missed";
                table.Add(vectors.Name, [$"{threads}", $"{median:0.0} ({least:0.0})", $"{(double)photos * SimilarBenchmark.Length / milliseconds.Median / 1e9:0.0}", verdict, $"{half:0.0%}", $"{one:0.0%}", $"{two:0.0%}"]);
            }
        }
        run.Report.Table(table);
    }
}
