using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using AlexNet.Shell.Host;

namespace AlexNet.Shell;

/// <summary>How a script ended.</summary>
public enum RunOutcome
{
    /// <summary>To its end; single commands in it may have failed.</summary>
    Completed,

    /// <summary>On an error that nothing caught. It has been shown and added to <c>$Error</c>.</summary>
    Failed,

    /// <summary>By <see cref="ShellRunspace.Stop"/>.</summary>
    Stopped,
}

/// <summary>
/// A PowerShell session on the engine alone: its commands, the shell's own navigation functions, a concise error view, and the AlexNet module.
/// It runs one script at a time; everything a script writes reaches the host through Out-Default, so format views apply.
/// </summary>
public sealed class ShellRunspace : IDisposable
{
    private readonly PSHost _host;
    private readonly Lock _gate = new();
    private PowerShell? _running;
    private int _stops;

    private ShellRunspace(PSHost host, Runspace runspace)
    {
        _host = host;
        Runspace = runspace;
    }

    /// <summary>The open runspace.</summary>
    public Runspace Runspace { get; }

    /// <summary>The manifest of the imported module, or null.</summary>
    public string? ModulePath { get; private set; }

    /// <summary>Opens a session that talks to <paramref name="host"/>.</summary>
    /// <param name="host">Gets the output, the errors, the progress and the questions.</param>
    /// <param name="functions">Functions of the host's own; they replace the shell's of the same names.</param>
    /// <returns>The session, without the AlexNet module: see <see cref="ImportModule"/>.</returns>
    public static ShellRunspace Open(PSHost host, params IEnumerable<(string Name, string Definition)> functions)
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.RemoteSigned; // as pwsh; the engine's own default runs no module
        state.Commands.Remove("oss", typeof(SessionStateFunctionEntry)); // wraps Out-String, which the engine lacks
        foreach (var (name, definition) in ShellFunctions.All().Concat(functions))
        {
            state.Commands.Remove(name, typeof(SessionStateFunctionEntry));
            state.Commands.Add(new SessionStateFunctionEntry(name, definition));
        }
        // The first view that matches wins, so the error view goes before the engine's own.
        var formats = state.Formats.ToArray();
        state.Formats.Clear();
        state.Formats.Add(new SessionStateFormatEntry(ErrorText.FormatDefinition()));
        state.Formats.Add(formats);

        var runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        runspace.Open();
        return new ShellRunspace(host, runspace);
    }

    /// <summary>Imports the AlexNet module.</summary>
    /// <param name="manifest">The path of AlexNet.psd1; null when none was found.</param>
    /// <returns>Null when it is imported, else one line that says why not and what to do.</returns>
    public string? ImportModule(string? manifest)
    {
        if (manifest is null)
            return $"The AlexNet module was not found: there is no AlexNet.psd1 beside the shell or in a folder above it. Set {ModuleLocator.Variable} to its path.";
        if (!File.Exists(manifest))
            return $"The AlexNet module was not found at '{manifest}'. Check {ModuleLocator.Variable}.";
        using var powerShell = PowerShell.Create(Runspace);
        powerShell.AddCommand("Microsoft.PowerShell.Core\\Import-Module").AddParameter("Name", manifest).AddParameter("ErrorAction", ActionPreference.Stop);
        try
        {
            powerShell.Invoke();
        }
        catch (RuntimeException e)
        {
            return $"The AlexNet module at '{manifest}' could not be imported: {ErrorText.OneLine(e.Message)}";
        }
        ModulePath = manifest;
        ErrorText.ModulePath = manifest;
        return null;
    }

    /// <summary>Runs a script in the global scope and sends what it writes to the host.</summary>
    /// <param name="script">The script's text.</param>
    /// <param name="input">What <c>$input</c> enumerates, or null.</param>
    /// <param name="addToHistory">Whether Get-History lists it.</param>
    /// <returns>How it ended.</returns>
    public RunOutcome Run(string script, IEnumerable? input = null, bool addToHistory = false)
    {
        using var powerShell = CreatePowerShell();
        powerShell.AddScript(script, useLocalScope: false);
        powerShell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        powerShell.AddCommand("Microsoft.PowerShell.Core\\Out-Default");
        var outcome = Invoke(powerShell, input, addToHistory, out var error);
        if (error is not null)
            Report(error);
        return outcome;
    }

    /// <summary>A pipeline of this session, inside the running one when there is one.</summary>
    internal PowerShell CreatePowerShell() => Runspace.RunspaceAvailability == RunspaceAvailability.Available
        ? PowerShell.Create(Runspace)
        : PowerShell.Create(RunspaceMode.CurrentRunspace);

    /// <summary>Runs a pipeline that <see cref="Stop"/> stops.</summary>
    /// <param name="powerShell">The pipeline, whose last command takes the output.</param>
    /// <param name="input">What <c>$input</c> enumerates, or null.</param>
    /// <param name="addToHistory">Whether Get-History lists it.</param>
    /// <param name="error">The error that nothing caught; null for none.</param>
    /// <returns>How it ended.</returns>
    internal RunOutcome Invoke(PowerShell powerShell, IEnumerable? input, bool addToHistory, out RuntimeException? error)
    {
        PowerShell? outer;
        lock (_gate)
            (outer, _running, _stops) = (_running, powerShell, 0);
        error = null;
        try
        {
            powerShell.Invoke(input, new PSInvocationSettings { AddToHistory = addToHistory });
            return powerShell.InvocationStateInfo.State == PSInvocationState.Stopped ? RunOutcome.Stopped : RunOutcome.Completed;
        }
        catch (PipelineStoppedException)
        {
            return RunOutcome.Stopped;
        }
        catch (RuntimeException e)
        {
            error = e;
            return RunOutcome.Failed;
        }
        finally
        {
            lock (_gate)
                _running = outer;
        }
    }

    /// <summary>Runs a pipeline of the shell's own, for a completion or a help text, so that <see cref="Stop"/> stops it; what runs already is stopped as a whole.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="powerShell">The pipeline.</param>
    /// <param name="run">Runs it.</param>
    internal T Stoppable<T>(PowerShell powerShell, Func<T> run)
    {
        lock (_gate)
            _running ??= powerShell;
        try
        {
            return run();
        }
        finally
        {
            lock (_gate)
                _running = ReferenceEquals(_running, powerShell) ? null : _running;
        }
    }

    /// <summary>Stops what runs, from any thread, without waiting for it.</summary>
    /// <returns>How often the running script has been asked to stop, this time included; 0 when nothing runs.</returns>
    public int Stop()
    {
        lock (_gate)
        {
            if (_running is null)
                return 0;
            _running.BeginStop(null, null);
            return ++_stops;
        }
    }

    /// <summary>Evaluates an expression for the shell itself, such as the prompt; null when it fails or writes nothing.</summary>
    internal object? Evaluate(string script)
    {
        using var powerShell = CreatePowerShell();
        try
        {
            return powerShell.AddScript(script, useLocalScope: false).Invoke().FirstOrDefault()?.BaseObject;
        }
        catch (RuntimeException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Runspace.Dispose();

    private void Report(RuntimeException error)
    {
        var record = error.ErrorRecord;
        _host.UI.WriteErrorLine(error is ParseException parse ? ErrorText.Format(parse) : ErrorText.Format(record));
        if (Runspace.SessionStateProxy.GetVariable("Error") is ArrayList errors
            && (errors.Count == 0 || errors[0] is not (ErrorRecord or RuntimeException) || !ReferenceEquals(Exception(errors[0]), record.Exception)))
            errors.Insert(0, record);

        static Exception? Exception(object? error) => error is ErrorRecord e ? e.Exception : error as Exception;
    }
}
