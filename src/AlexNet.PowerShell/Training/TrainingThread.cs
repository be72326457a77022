using System.Collections.Concurrent;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Training;

/// <summary>Runs a training job on another thread, and hands what it says to the cmdlet on the pipeline's.</summary>
/// <param name="activity">What the progress bar calls it.</param>
/// <param name="finishes">
/// Whether a job that is stopped is waited for, as it has a checkpoint to write. Any other ends by itself within a step, and nobody listens any more.
/// </param>
internal sealed class TrainingThread(string activity = "Training", bool finishes = true) : ITrainingReports
{
    private const int ActivityId = 2014;
    private const int ReportMilliseconds = 200;

    private readonly BlockingCollection<Action<Cmdlet>> _said = [];
    private volatile TrainingStatus? _status;

    public TrainingStatus Status
    {
        set => _status = value;
    }

    public void Write(object result) => _said.Add(cmdlet => cmdlet.WriteObject(result));

    public void Fail(Failure failure) => _said.Add(cmdlet => cmdlet.WriteError(failure.Record));

    public void Warn(string text) => _said.Add(cmdlet => cmdlet.WriteWarning(text));

    public void Tell(string text) => _said.Add(cmdlet => cmdlet.WriteVerbose(text));

    /// <summary>Runs the job to its end. When it is stopped, this waits, if anything is to be finished, until it has written its checkpoint: a step and a file's time.</summary>
    /// <param name="cmdlet">Who writes.</param>
    /// <param name="work">The job, which hears the token.</param>
    /// <param name="stop">The cmdlet's token.</param>
    public void Run(Cmdlet cmdlet, Action<ITrainingReports, CancellationToken> work, CancellationToken stop)
    {
        var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var thread = Task.Factory.StartNew(
            () =>
            {
                try
                {
                    work(this, ended.Token);
                }
                finally
                {
                    _said.CompleteAdding();
                }
            }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var isAwaited = finishes;
        try
        {
            Listen(cmdlet, finishes ? CancellationToken.None : stop);
            isAwaited = true;
        }
        finally
        {
            // Nobody listens any more: the job is done, or the pipeline was stopped by what comes after (Select-Object -First), which cancels no token.
            ended.Cancel();
            if (isAwaited) ((IAsyncResult)thread).AsyncWaitHandle.WaitOne();
        }
        ended.Dispose();
        if (thread.Exception?.InnerException is { } error) ExceptionDispatchInfo.Throw(error);
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, activity, "Done") { RecordType = ProgressRecordType.Completed });
    }

    private void Listen(Cmdlet cmdlet, CancellationToken stop)
    {
        TrainingStatus? shown = null;
        while (!_said.IsCompleted)
        {
            if (_said.TryTake(out var say, ReportMilliseconds, stop)) say(cmdlet);
            if (_status is not { } status || status == shown) continue;
            shown = status;
            cmdlet.WriteProgress(new ProgressRecord(ActivityId, activity, status.Status)
            {
                PercentComplete = (int)(100 * Math.Clamp(status.Share, 0, 1)),
                SecondsRemaining = status.Remaining is { } left ? (int)Math.Min(left.TotalSeconds, int.MaxValue) : -1,
            });
        }
    }
}
