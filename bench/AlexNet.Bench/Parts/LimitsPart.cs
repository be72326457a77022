using AlexNet.Bench.Limits;

namespace AlexNet.Bench.Parts;

/// <summary>What the machine can do at most.</summary>
internal static class LimitsPart
{
    public static void Run(BenchRun run)
    {
        run.Report.Heading("Limits of the machine");
        run.Report.Paragraph("Multiply-adds in registers alone, and reads of memory that no cache holds.");
        run.Report.Table(MachineLimits.Table(run.Limits));
    }
}
