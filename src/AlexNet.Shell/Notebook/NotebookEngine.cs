using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using AlexNet.Notebooks.Engine;
using AlexNet.Shell.Host;
using AlexNet.Shell.Repl;

namespace AlexNet.Shell.Notebook;

/// <summary>The shell as the engine of a notebook: cells run in its one session, and what they write is shown by a <see cref="CellWriter"/>.</summary>
internal sealed class NotebookEngine : INotebookEngine
{
    // Inside try, an error that ends a statement ends the cell, and is thrown to us; `throw` keeps it as it is.
    private const string Cell = "try { . $args[0] } catch { throw }";

    private readonly NotebookUserInterface _ui;
    private readonly ShellRunspace _shell;
    private readonly ObjectFormatter _formatter;
    private readonly Completer _completer;
    private readonly Inspector _inspector;
    private readonly Lazy<CSharpCells> _csharp;
    private string? _problem;
    private volatile CancellationTokenSource? _cell;

    private NotebookEngine()
    {
        _ui = new NotebookUserInterface();
        var services = new NotebookServices(_ui, items => _formatter!.Text(items));
        _shell = ShellRunspace.Open(new ShellHost(_ui) { Services = PSObject.AsPSObject(services) }, ShellFunctions.All("Notebook"));
        _formatter = new ObjectFormatter(_shell, _ui);
        _completer = new Completer(_shell);
        _inspector = new Inspector(_shell, _formatter);
        _csharp = new Lazy<CSharpCells>(() => new CSharpCells(_shell, _formatter));
    }

    /// <summary>Where the running cell's output goes.</summary>
    public INotebookOutput? Output => _ui.Output;

    /// <summary>Opens a session on this thread.</summary>
    /// <param name="module">The manifest of the AlexNet module; null where none was found. What is wrong with it is said in the first cell.</param>
    public static NotebookEngine Open(string? module)
    {
        var engine = new NotebookEngine();
        engine._problem = engine._shell.ImportModule(module);
        return engine;
    }

    public CellError? Execute(string code, INotebookOutput output)
    {
        _ui.Output = output;
        if (_problem is not null)
            _ui.WriteErrorLine(_problem);
        _problem = null;
        using var cell = new CancellationTokenSource();
        _cell = cell;
        try
        {
            var parts = CellPart.Split(code);
            return parts.Select((part, i) => Run(part, output, isLast: i == parts.Count - 1, cell.Token)).FirstOrDefault(error => error is not null);
        }
        catch (PipelineStoppedException)
        {
            return CellErrors.Interrupted; // while the rest of the output was being drawn
        }
        finally
        {
            _cell = null;
            _ui.BeforeText = () => { };
            _ui.Progress.End();
        }
    }

    public CellError? Evaluate(string expression, out MimeBundle? value)
    {
        value = null;
        using var powerShell = _shell.CreatePowerShell();
        powerShell.AddScript(expression, useLocalScope: false);
        try
        {
            value = _formatter.Bundle([.. _shell.Stoppable(powerShell, () => powerShell.Invoke()).Where(item => item is not null)]);
            return powerShell.Streams.Error is [var error, ..] ? CellErrors.Of(new RuntimeException(error.Exception.Message, error.Exception, error)) : null;
        }
        catch (RuntimeException e)
        {
            return CellErrors.Of(e);
        }
    }

    public Notebooks.Engine.Completions Complete(string code, int cursor)
    {
        if (_completer.Complete(code, cursor) is not { } found)
            return Notebooks.Engine.Completions.None(cursor);
        return new(found.Start, found.Length, [.. found.Items.Select(item => new CompletionMatch(item.Text, Kind(item.Type), ErrorText.OneLine(item.ToolTip)))]);
    }

    public MimeBundle? Inspect(string code, int cursor, bool isDetailed) => _inspector.Inspect(code, cursor, isDetailed);

    public CodeStatus IsComplete(string code) => CellPart.Split(code)[^1] switch
    {
        { Language: CellPart.PowerShell, Code: var script } => CodeCheck.Status(script),
        { Language: CellPart.CSharp, Code: var script } => CSharpCells.Status(script),
        _ => CodeStatus.Complete,
    };

    public void Interrupt()
    {
        try
        {
            _cell?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended in this moment.
        }
        _shell.Stop();
    }

    public void Dispose() => _shell.Dispose();

    private CellError? Run(CellPart part, INotebookOutput output, bool isLast, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return CellErrors.Interrupted;
        switch (part.Language)
        {
            case CellPart.PowerShell:
                return RunPowerShell(part.Code, output, isLast);
            case CellPart.CSharp:
                return _csharp.Value.Run(part.Code, output, isLast, cancellation);
            case CellPart.Html or CellPart.Markdown:
                output.Display(new MimeBundle(part.Code).With(part.Language == CellPart.Html ? MimeBundle.Html : MimeBundle.Markdown, part.Code));
                return null;
            default:
                return CellErrors.Of("UnknownLanguage", $"This kernel runs no cells in '{part.Language}': it knows #!pwsh, #!csharp, #!html and #!markdown.");
        }
    }

    private CellError? RunPowerShell(string code, INotebookOutput output, bool isLast)
    {
        var ast = Parser.ParseInput(code, out _, out var errors);
        if (errors.Length > 0)
            return CellErrors.Of(errors);
        var writer = new CellWriter(_ui, output, _formatter, isLast && CodeCheck.IsExpression(ast));
        _ui.BeforeText = writer.BeforeText;
        Runspace.DefaultRunspace = _shell.Runspace; // a script block belongs to the runspace of its thread
        using var powerShell = _shell.CreatePowerShell();
        powerShell.AddScript(Cell, useLocalScope: false).AddArgument(ast.GetScriptBlock());
        powerShell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        powerShell.AddCommand(new CmdletInfo("Out-Cell", typeof(OutCellCommand))).AddParameter(nameof(OutCellCommand.Writer), writer);
        var outcome = _shell.Invoke(powerShell, null, addToHistory: false, out var error);
        if (outcome == RunOutcome.Stopped)
            return CellErrors.Interrupted;
        writer.End(); // after an error the pipeline's own end is not reached
        return error is null ? null : CellErrors.Of(error);
    }

    private static string Kind(CompletionResultType type) => type switch
    {
        CompletionResultType.Command => "function",
        CompletionResultType.ParameterName => "param",
        CompletionResultType.ParameterValue => "value",
        CompletionResultType.Variable => "instance",
        CompletionResultType.Property => "property",
        CompletionResultType.Method => "method",
        CompletionResultType.ProviderContainer or CompletionResultType.ProviderItem => "path",
        CompletionResultType.Type or CompletionResultType.Namespace => "class",
        CompletionResultType.Keyword or CompletionResultType.DynamicKeyword => "keyword",
        CompletionResultType.History => "history",
        _ => "text",
    };
}
