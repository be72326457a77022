using System.Management.Automation;
using AlexNet.Engine.Inference.Measuring;
using AlexNet.Engine.Inference.Planning;
using AlexNet.Engine.Models;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Models;
using AlexNet.PowerShell.Planning;

namespace AlexNet.PowerShell.Commands;

/// <summary>Measures how fast a model is on this machine, and finds the fastest algorithms for it.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "AlexNetPerformance", DefaultParameterSetName = NetworkSet, SupportsShouldProcess = true)]
[OutputType(typeof(Performance), ParameterSetName = [NetworkSet])]
[OutputType(typeof(LayerPerformance), ParameterSetName = [LayerSet])]
[OutputType(typeof(AlgorithmTime), ParameterSetName = [TuneSet])]
public sealed class MeasureAlexNetPerformanceCommand : AlexNetCmdlet
{
    private const string NetworkSet = "Network";
    private const string LayerSet = "Layer";
    private const string TuneSet = "Tune";

    private readonly MeasuringMeter _meter = new();

    /// <summary>The model.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public ModelReference? Model { get; set; }

    /// <summary>Images that go through the network together.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ValidateRange(1, 1024)]
    public int[] BatchSize { get; set; } = [1, 16];

    /// <summary>Threads that compute; 0 for one a core.</summary>
    [Parameter]
    [Alias("ComputeThreads")]
    [ValidateNotNullOrEmpty]
    [ValidateRange(0, 256)]
    public int[] ThreadCount { get; set; } = [0];

    /// <summary>What must compute the convolutions.</summary>
    [Parameter(ParameterSetName = NetworkSet)]
    [Parameter(ParameterSetName = LayerSet)]
    [AlgorithmChoice]
    [ArgumentCompleter(typeof(AlgorithmCompleter))]
    public AlgorithmChoice? Algorithm { get; set; }

    /// <summary>What must not be chosen to compute them.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AlgorithmCompleter))]
    public string[] ExcludeAlgorithm { get; set; } = [];

    /// <summary>Rounds that are timed; 0 goes by the seconds.</summary>
    [Parameter]
    [ValidateRange(0, 1_000_000)]
    public int Repeat { get; set; }

    /// <summary>Seconds that each figure, or each layer to be tuned, is measured.</summary>
    [Parameter]
    [ValidateRange(0.001, 3600)]
    public double Seconds { get; set; } = 1;

    /// <summary>Whether to put out a figure a layer.</summary>
    [Parameter(ParameterSetName = LayerSet, Mandatory = true)]
    public SwitchParameter PerLayer { get; set; }

    /// <summary>Whether to measure every algorithm and keep the fastest.</summary>
    [Parameter(ParameterSetName = TuneSet, Mandatory = true)]
    public SwitchParameter Tune { get; set; }

    private MeasuringTime Time => new() { Repeat = Repeat, Seconds = Seconds };

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var request = new PlanRequest(Algorithm, ExcludeAlgorithm, TunedPlan.Load(this));
        Try(() =>
        {
            var model = Resolve(Model);
            if (Tune) TuneConvolutions(model, request);
            else MeasurePasses(model, request);
        });
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_meter.IsShown) WriteProgress(MeasuringMeter.Completed());
    }

    private void MeasurePasses(Model model, PlanRequest request)
    {
        var combinations = ThreadCount.Distinct().SelectMany(threads => BatchSize.Distinct(), (threads, batch) => request.For(model.Architecture, batch, threads)).ToList();
        _meter.Expect(combinations.Count);
        foreach (var options in combinations)
        {
            var what = $"{model.Name}, batch {options.Batch}, {(options.Threads == 0 ? Environment.ProcessorCount : options.Threads)} threads";
            _meter.Begin(what);
            if (PerLayer)
            {
                WriteObject(Measured(() => PerformanceMeter.MeasureLayers(model, options, Time, _meter, Stop)), enumerateCollection: true);
                continue;
            }
            var measured = Measured(() => PerformanceMeter.Measure(model, options, Time, _meter, Stop));
            WriteObject(measured);
            WriteVerbose($"{what}: {measured.Algorithms}");
        }
    }

    private void TuneConvolutions(Model model, PlanRequest request)
    {
        var tasks = ConvolutionTuner.Tasks(model, BatchSize, ThreadCount, request.ExcludedAlgorithms);
        _meter.Expect(tasks.Count);
        var choices = new List<TunedChoice>();
        foreach (var task in tasks)
        {
            _meter.Begin($"{model.Name}, {task.Layer}, {task.Threads} threads");
            var result = Measured(() => task.Measure(Time, _meter, Stop));
            choices.Add(result.Choice);
            WriteObject(result.Times, enumerateCollection: true);
        }
        if (!ShouldProcess(TunedFile.Path, $"Keep the fastest algorithms of {choices.Count} convolutions")) return;
        TunedPlan.Keep(choices, request.Tuned);
        WriteVerbose($"the fastest algorithms are kept in '{TunedFile.Path}'; delete the file to go back to the rules");
    }

    private T Measured<T>(Func<T> measure)
    {
        Report();
        try
        {
            return Interruptible(measure, report: Report);
        }
        catch (Exception exception) when (exception is ArithmeticException or OutOfMemoryException)
        {
            throw new Failure(ErrorIds.MeasurementFailed, ErrorCategory.InvalidResult, Model?.Name, exception.Message, "Try a smaller batch, or another model.", exception);
        }
    }

    private void Report()
    {
        if (_meter.Next() is { } record) WriteProgress(record);
    }
}
