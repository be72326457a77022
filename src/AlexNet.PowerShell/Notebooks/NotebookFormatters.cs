using System.Reflection;
using AlexNet.Rendering;

namespace AlexNet.PowerShell.Notebooks;

/// <summary>
/// Where PowerShell is a cell of a .NET Interactive notebook, the module's results are shown as pictures there. The notebook's formatters are found by name, so that the module
/// needs no package of it; anywhere else nothing happens, and nothing is loaded.
/// </summary>
internal static class NotebookFormatters
{
    private const string Package = "Microsoft.DotNet.Interactive.Formatting";

    // The formatters are the process's, whichever runspaces import the module.
    private static readonly Lock Gate = new();
    private static bool _isDone;

    /// <summary>Registers one for each type of result, as HTML and as plain text. PowerShell cells pass by what attributes declare.</summary>
    public static void Register()
    {
        var formatters = AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(assembly => assembly.GetName().Name == Package)?.GetType($"{Package}.Formatter");
        var register = formatters?.GetMethod("Register", BindingFlags.Public | BindingFlags.Static, [typeof(Type), typeof(Action<object, TextWriter>), typeof(string)]);
        if (register is null) return;
        lock (Gate)
        {
            if (!_isDone) RegisterResults((type, write, mime) => register.Invoke(null, [type, write, mime]));
            _isDone = true;
        }
    }

    // A method of its own: what draws is loaded when this is called.
    private static void RegisterResults(Action<Type, Action<object, TextWriter>, string> register)
    {
        foreach (var type in Renderer.ResultTypes)
        {
            register(type, (result, writer) => writer.Write(string.Concat(Renderer.Views([result]).Select(view => view.ToHtml()))), "text/html");
            register(type, (result, writer) => writer.Write(string.Concat(Renderer.Views([result]).Select(view => view.ToText()))), "text/plain");
        }
    }
}
