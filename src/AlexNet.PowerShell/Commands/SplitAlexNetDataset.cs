using System.Management.Automation;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Training;

namespace AlexNet.PowerShell.Commands;

/// <summary>Divides labelled photos into those for training and those for testing, class by class.</summary>
[Cmdlet(VerbsCommon.Split, "AlexNetDataset", DefaultParameterSetName = FractionSet)]
[OutputType(typeof(SplitPhoto))]
public sealed class SplitAlexNetDatasetCommand : AlexNetCmdlet
{
    private const string FractionSet = "Fraction";
    private const string CountSet = "Count";

    /// <summary>A folder with a folder of photos for each class, or a CSV file of paths and classes.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string Path { get; set; } = "";

    /// <summary>Share of each class that is for testing.</summary>
    [Parameter(ParameterSetName = FractionSet)]
    [ValidateRange(0.001, 0.999)]
    public double TestFraction { get; set; } = 0.2;

    /// <summary>Classes whose photos of the same file name stay in one part.</summary>
    [Parameter(ParameterSetName = FractionSet)]
    [ValidateNotNullOrEmpty]
    public string[] Together { get; set; } = [];

    /// <summary>Photos of each class for training.</summary>
    [Parameter(ParameterSetName = CountSet, Mandatory = true)]
    [ValidateRange(1, int.MaxValue)]
    public int TrainingPerClass { get; set; }

    /// <summary>Photos of each class for testing at most.</summary>
    [Parameter(ParameterSetName = CountSet)]
    [ValidateRange(1, int.MaxValue)]
    public int TestPerClass { get; set; } = 50;

    /// <summary>Photos that are left for testing even of classes that then have fewer for training.</summary>
    [Parameter(ParameterSetName = CountSet)]
    [ValidateRange(0, int.MaxValue)]
    public int LeastTestPerClass { get; set; }

    /// <summary>The same seed gives the same parts.</summary>
    [Parameter]
    public ulong Seed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Try(() =>
    {
        if (LeastTestPerClass > TestPerClass)
            throw new Failure(ErrorIds.DatasetInvalid, ErrorCategory.InvalidArgument, LeastTestPerClass, $"-LeastTestPerClass is {LeastTestPerClass}, but -TestPerClass is {TestPerClass}.", "The least cannot be more than the most.");
        var path = DatasetPath.Find(Path, false, SessionState.Path);
        (int, int, int)? counts = ParameterSetName == CountSet ? (TrainingPerClass, TestPerClass, LeastTestPerClass) : null;
        WriteObject(DatasetSplitter.Split(path, TestFraction, counts, Seed, Together, Stop), enumerateCollection: true);
    });
}
