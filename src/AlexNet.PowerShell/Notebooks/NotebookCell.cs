using System.Management.Automation.Runspaces;

namespace AlexNet.PowerShell.Notebooks;

/// <summary>A PowerShell cell of .NET Interactive, by the public names of the notebook's assembly: the module needs no package of it.</summary>
internal sealed class NotebookCell : ICell
{
    private const string Package = "Microsoft.DotNet.Interactive";
    private const string Shown = "DisplayedValueProduced";

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
    public object? Last => Events is { Count: > 0 } events && IsShown(events[^1]) ? ((dynamic)events[^1]).Value : null;

    /// <inheritdoc/>
    public void Replace(object shown, string html, string text)
    {
        if (Events.LastOrDefault(each => IsShown(each) && ((dynamic)each).Value == shown) is not { } first || LoadedAssembly.Type(Package, "Events.DisplayedValueUpdated") is not { } updated) return;
        dynamic display = first;
        Type formatted = Enumerable.First<object>(display.FormattedValues).GetType();
        var values = Array.CreateInstance(formatted, 2);
        values.SetValue(Activator.CreateInstance(formatted, "text/html", html), 0);
        values.SetValue(Activator.CreateInstance(formatted, "text/plain", text), 1);
        _context.Publish((dynamic)Activator.CreateInstance(updated, shown, display.ValueId, display.Command, values)!);
    }

    // A copy: what is printed meanwhile is added to it by other threads.
    private IReadOnlyList<object> Events => Enumerable.ToArray<object>(_context.Result.Events);

    private static bool IsShown(object each) => each.GetType().Name == Shown;
}
