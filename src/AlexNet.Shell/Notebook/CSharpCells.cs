using System.Collections;
using System.Management.Automation;
using System.Reflection;
using AlexNet.Notebooks.Engine;
using AlexNet.Shell.Host;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;

namespace AlexNet.Shell.Notebook;

/// <summary>
/// Cells in C#, through Roslyn's scripting: what a cell declares stays for the next, <c>#r "file.dll"</c> brings an assembly in, the last expression is the result.
/// The engine's types are there as the module has loaded them, and PowerShell's variables by <see cref="CSharpGlobals"/>.
/// </summary>
internal sealed class CSharpCells
{
    private static readonly string[] Namespaces = ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Text", "System.Threading", "System.Threading.Tasks"];
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    private readonly ObjectFormatter _formatter;
    private readonly CSharpGlobals _globals;
    private readonly InteractiveAssemblyLoader _loader = new();
    private readonly List<MetadataReference> _references;
    private ScriptState<object>? _state;

    public CSharpCells(ShellRunspace shell, ObjectFormatter formatter)
    {
        _formatter = formatter;
        _globals = new CSharpGlobals(shell.Runspace.SessionStateProxy.PSVariable);
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        _references = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == framework).Select(path => MetadataReference.CreateFromFile(path))];
        // The very assemblies that are loaded: an object of PowerShell's is one of C#'s.
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies().Where(IsShared).Append(typeof(CSharpGlobals).Assembly).Append(typeof(PSObject).Assembly).Distinct())
        {
            _references.Add(MetadataReference.CreateFromFile(assembly.Location));
            _loader.RegisterDependency(assembly);
        }
    }

    /// <summary>Whether a cell can run as it is.</summary>
    public static CodeStatus Status(string code)
    {
        var tree = CSharpSyntaxTree.ParseText(code, Parsing);
        return !SyntaxFactory.IsCompleteSubmission(tree) ? CodeStatus.Incomplete("")
            : tree.GetDiagnostics().Any(problem => problem.Severity == DiagnosticSeverity.Error) ? CodeStatus.Invalid
            : CodeStatus.Complete;
    }

    /// <summary>Runs a cell.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="output">Takes what its last expression is.</param>
    /// <param name="isResult">Whether that is the result, or only shown.</param>
    /// <param name="cancellation">Ends the cell, or the wait for it.</param>
    public CellError? Run(string code, INotebookOutput output, bool isResult, CancellationToken cancellation)
    {
        _globals.Cancellation = cancellation;
        var options = ScriptOptions.Default.WithReferences(_references).WithImports(Namespaces)
            .WithMetadataResolver(ScriptMetadataResolver.Default.WithBaseDirectory(Environment.CurrentDirectory));
        var script = _state is null ? CSharpScript.Create(code, options, typeof(CSharpGlobals), _loader) : _state.Script.ContinueWith(code, options);
        try
        {
            // On a thread of its own, which can be left behind: nothing but the code itself ends code in C#.
            var work = Task.Factory.StartNew(() => Advance(script, cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
            work.Wait(cancellation);
            _state = work.Result;
            Show(_state.ReturnValue, output, isResult);
            return null;
        }
        catch (OperationCanceledException)
        {
            return CellErrors.Of("Interrupted", "The cell was interrupted. What of it does not look at Cancellation runs on until the kernel is restarted.");
        }
        catch (AggregateException e) when (e.InnerException is { } cause)
        {
            return Error(cause);
        }
    }

    private static CellError Error(Exception cause)
    {
        if (cause is not CompilationErrorException compilation)
            return CellErrors.Of(cause.GetType().Name, cause.Message, Frames(cause));
        var problems = compilation.Diagnostics.Where(problem => problem.Severity == DiagnosticSeverity.Error).Select(problem => problem.ToString()).ToList();
        return CellErrors.Of("CompilationError", problems.FirstOrDefault() ?? compilation.Message, problems.Skip(1));
    }

    private Task<ScriptState<object>> Advance(Script<object> script, CancellationToken cancellation) =>
        _state is null ? script.RunAsync(_globals, cancellation) : script.RunFromAsync(_state, cancellation);

    private void Show(object? value, INotebookOutput output, bool isResult)
    {
        if (value is null)
            return;
        IEnumerable items = LanguagePrimitives.GetEnumerable(value) ?? new[] { value };
        var data = _formatter.Bundle([.. items.Cast<object>().Where(item => item is not null).Select(PSObject.AsPSObject)]);
        if (isResult)
            output.Result(data);
        else
            output.Display(data);
    }

    // Frames of the cell alone; below them is the machinery that runs it.
    private static IEnumerable<string> Frames(Exception cause) =>
        (cause.StackTrace ?? "").Split('\n').TakeWhile(frame => !frame.Contains("Microsoft.CodeAnalysis.Scripting", StringComparison.Ordinal)).Select(frame => ErrorText.OneLine(frame)).Select(frame => "  " + frame);

    private static bool IsShared(Assembly assembly) =>
        !assembly.IsDynamic && assembly.Location.Length > 0 && assembly.GetName().Name is "AlexNet.Engine" or "AlexNet.PowerShell";
}
