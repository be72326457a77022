using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Reflection;
using AlexNet.Rendering;
using AlexNet.Rendering.Views;

namespace AlexNet.PowerShell.Notebooks;

/// <summary>
/// Where PowerShell is a cell of a .NET Interactive notebook, the module's results are shown as pictures there. The notebook's formatters are found by name, so that the module
/// needs no package of it; anywhere else nothing happens, and nothing is loaded.
/// </summary>
internal static class NotebookFormatters
{
    private const string Html = "text/html";
    private const string Text = "text/plain";

    // The formatters are the process's, whichever runspaces import the module.
    private static readonly Lock Gate = new();
    private static CellResults? _results;

    /// <summary>Whether a host is that of PowerShell cells.</summary>
    public static bool IsHost(PSHost host) => host.Name == ".NET Interactive Host";

    /// <summary>Registers one for each type of result, as HTML and as plain text. PowerShell cells pass by what attributes declare.</summary>
    public static void Register()
    {
        var formatters = LoadedAssembly.Type("Microsoft.DotNet.Interactive.Formatting", "Formatter");
        var register = formatters?.GetMethod("Register", BindingFlags.Public | BindingFlags.Static, [typeof(Type), typeof(Action<object, TextWriter>), typeof(string)]);
        var prefer = formatters?.GetMethod("SetPreferredMimeTypesFor", BindingFlags.Public | BindingFlags.Static, [typeof(Type), typeof(string[])]);
        if (register is null || prefer is null) return;
        lock (Gate)
        {
            _results ??= RegisterResults((type, toHtml, toText) =>
            {
                register.Invoke(null, [type, Writer(toHtml), Html]);
                register.Invoke(null, [type, Writer(toText), Text]);
                prefer.Invoke(null, [type, (string[])[Html, Text]]);
            });
        }
        // After a cell has shown what it ended in, the notebook runs a script that asks for errors: the only word that there is of no more results.
        if (Runspace.DefaultRunspace is not { } runspace) return;
        runspace.AvailabilityChanged -= Finish;
        runspace.AvailabilityChanged += Finish;
    }

    private static Action<object, TextWriter> Writer(Func<object, string> write) => (result, writer) => writer.Write(write(result));

    private static void Finish(object? sender, RunspaceAvailabilityEventArgs change)
    {
        if (change.RunspaceAvailability == RunspaceAvailability.Busy) _results?.Finish();
    }

    // A method of its own: what draws is loaded when this is called.
    private static CellResults RegisterResults(Action<Type, Func<object, string>, Func<object, string>> register)
    {
        var results = new CellResults(() => NotebookCell.Current, ToHtml, ToText);
        foreach (var type in Renderer.ResultTypes.Union(OutputTypes())) register(type, results.ToHtml, results.ToText);
        // What the Show cmdlets put out there.
        register(typeof(View), view => ((View)view).ToHtml(), view => ((View)view).ToText());
        return results;
    }

    // What else the cmdlets put out of their own is a table, which others would make of each object alone.
    private static IEnumerable<Type> OutputTypes() => typeof(NotebookFormatters).Assembly.GetExportedTypes()
        .SelectMany(cmdlet => cmdlet.GetCustomAttributes<OutputTypeAttribute>())
        .SelectMany(output => output.Type)
        .Select(name => name.Type)
        .Where(type => type?.Namespace?.StartsWith("AlexNet.", StringComparison.Ordinal) == true);

    private static string ToHtml(IReadOnlyList<object> results) => string.Concat(Renderer.Views(results).Select(view => view.ToHtml()));

    private static string ToText(IReadOnlyList<object> results) => string.Concat(Renderer.Views(results).Select(view => view.ToText()));
}
