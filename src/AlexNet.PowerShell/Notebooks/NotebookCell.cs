using System.Management.Automation.Runspaces;

namespace AlexNet.PowerShell.Notebooks;

/// <summary>A PowerShell cell of .NET Interactive, by the public names of the notebook's assembly: the module needs no package of it.</summary>
internal sealed class NotebookCell : ICell
{
    private const string Package = "Microsoft.DotNet.Interactive";

    private readonly dynamic _context;

    private NotebookCell(object context) => _context = context;

    /// <summary>The cell that has run and is showing what it ended in; null within a pipeline (as Out-Display is), in other languages' cells, and outside notebooks.</summary>
    public static NotebookCell? Current
    {
        get
        {
            // Threads that run PowerShell have a runspace, the one that shows has none.
            if (Runspace.DefaultRunspace is not null || LoadedAssembly.Type(Package, "KernelInvocationContext")?.GetProperty("Current")?.GetValue(null) is not { } context) return null;
            object? kernel = ((dynamic)context).HandlingKernel;
            return kernel?.GetType().Name == "PowerShellKernel" ? new NotebookCell(context) : null;
        }
    }

    /// <inheritdoc/>
    public Shown? Last
    {
        get
        {
            // A copy: what is printed meanwhile is added by other threads.
            object[] events = Enumerable.ToArray<object>(_context.Result.Events);
            if (events is not [.., var last] || last.GetType().Name != "DisplayedValueProduced") return null;
            object? value = ((dynamic)last).Value;
            return value is null ? null : new Shown(value, (html, text) => Replace(last, html, text));
        }
    }

    private void Replace(dynamic shown, string html, string text)
    {
        if (LoadedAssembly.Type(Package, "Events.DisplayedValueUpdated") is not { } updated) return;
        Type formatted = Enumerable.First<object>(shown.FormattedValues).GetType();
        var values = Array.CreateInstance(formatted, 2);
        values.SetValue(Activator.CreateInstance(formatted, "text/html", html), 0);
        values.SetValue(Activator.CreateInstance(formatted, "text/plain", text), 1);
        _context.Publish((dynamic)Activator.CreateInstance(updated, shown.Value, shown.ValueId, shown.Command, values)!);
    }
}
