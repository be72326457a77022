using System.Management.Automation;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Models;

namespace AlexNet.PowerShell.Commands;

/// <summary>What all cmdlets share: they can be stopped, and they turn failures into error records.</summary>
public abstract class AlexNetCmdlet : PSCmdlet, IDisposable
{
    private const int ReportMilliseconds = 200;

    private readonly CancellationTokenSource _stop = new();

    /// <summary>Cancelled by Ctrl-C.</summary>
    private protected CancellationToken Stop => _stop.Token;

    /// <summary>Whether verbose messages are seen, for what costs time to find out.</summary>
    private protected bool IsVerbose => MyInvocation.BoundParameters.TryGetValue("Verbose", out var given)
        ? (SwitchParameter)given
        : LanguagePrimitives.ConvertTo<ActionPreference>(GetVariableValue("VerbosePreference")) is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    /// <inheritdoc/>
    public void Dispose()
    {
        CleanUp();
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Frees what the cmdlet holds; called at the end of the pipeline, stopped or not.</summary>
    private protected virtual void CleanUp() { }

    /// <summary>Does a part of the work; a failure becomes an error record and the rest goes on.</summary>
    private protected void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Failure failure)
        {
            WriteError(failure.Record);
        }
        catch (OperationCanceledException) when (Stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Does work without which the cmdlet cannot go on; a failure ends it.</summary>
    private protected T Need<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Failure failure)
        {
            ThrowTerminatingError(failure.Record);
            throw;
        }
        catch (OperationCanceledException) when (Stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <inheritdoc cref="Need{T}"/>
    private protected void Need(Action work) => Need(() =>
    {
        work();
        return true;
    });

    /// <summary>
    /// Waits for work that cannot be interrupted (making or packing sixty million weights) on another thread, so that Ctrl-C does not wait for it.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <param name="abandon">Takes what comes of it when nobody waits any more.</param>
    /// <param name="report">Called five times a second meanwhile, on the pipeline's thread.</param>
    private protected T Interruptible<T>(Func<T> work, Action<T>? abandon = null, Action? report = null)
    {
        var task = Task.Run(work);
        try
        {
            while (!task.Wait(report is null ? Timeout.Infinite : ReportMilliseconds, Stop)) report!();
        }
        catch (AggregateException)
        {
            // GetResult throws what it holds.
        }
        catch (OperationCanceledException)
        {
            if (abandon is not null) task.ContinueWith(done => abandon(done.Result), TaskContinuationOptions.OnlyOnRanToCompletion);
            throw;
        }
        return task.GetAwaiter().GetResult();
    }

    /// <summary>The model a reference stands for, or the default one.</summary>
    private protected Engine.Models.Model Resolve(ModelReference? reference) =>
        Need(() => Interruptible(ModelResolver.Prepare(reference, SessionState.Path)));
}
