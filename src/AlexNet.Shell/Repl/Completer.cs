using System.Collections;
using System.Management.Automation;

namespace AlexNet.Shell.Repl;

/// <summary>
/// Completes through the engine's own CommandCompletion. That calls three cmdlets of full PowerShell by their qualified names to sort members
/// and to resolve paths; since the engine alone lacks them, short stand-ins answer those calls while a completion runs, and only then.
/// </summary>
internal sealed class Completer(ShellRunspace shell)
{
    private const string Resolve = """
        param([string[]] $Path, [string[]] $LiteralPath)
        foreach ($p in $LiteralPath) { $ExecutionContext.SessionState.Path.GetResolvedPSPathFromPSPath([WildcardPattern]::Escape($p)) }
        foreach ($p in $Path) { $ExecutionContext.SessionState.Path.GetResolvedPSPathFromPSPath($p) }
        """;

    private const string Items = """
        param([string[]] $Path, [string[]] $LiteralPath)
        foreach ($p in $LiteralPath) { $ExecutionContext.InvokeProvider.Item.Get($p, $true, $true) }
        foreach ($p in $Path) { $ExecutionContext.InvokeProvider.Item.Get($p) }
        """;

    private readonly Dictionary<string, ScriptBlock> _standIns = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Microsoft.PowerShell.Utility\\Sort-Object"] = ScriptBlock.Create("$input"), // sorted below, with the duplicates taken out
        ["Microsoft.PowerShell.Management\\Resolve-Path"] = ScriptBlock.Create(Resolve),
        ["Microsoft.PowerShell.Management\\Get-Item"] = ScriptBlock.Create(Items),
    };

    /// <summary>What could stand at <paramref name="cursor"/>; null when nothing is known.</summary>
    public Completions? Complete(string text, int cursor)
    {
        var session = shell.Runspace.SessionStateProxy;
        var invoke = session.InvokeCommand;
        var before = invoke.PreCommandLookupAction;
        var errors = session.GetVariable("Error") as ArrayList;
        int known = errors?.Count ?? 0;
        try
        {
            invoke.PreCommandLookupAction = (sender, e) =>
            {
                if (_standIns.TryGetValue(e.CommandName, out var standIn))
                    e.CommandScriptBlock = standIn;
                else
                    before?.Invoke(sender, e);
            };
            using var powerShell = shell.CreatePowerShell();
            var found = shell.Stoppable(powerShell, () => CommandCompletion.CompleteInput(text, cursor, null, powerShell));
            var items = Arrange(found.CompletionMatches);
            return items.Count == 0 ? null : new Completions(found.ReplacementIndex, found.ReplacementLength, items);
        }
        catch (Exception e) when (e is RuntimeException or InvalidOperationException or ArgumentException)
        {
            return null; // no completion is no error
        }
        finally
        {
            invoke.PreCommandLookupAction = before;
            if (errors is not null && errors.Count > known)
                errors.RemoveRange(0, errors.Count - known);
        }
    }

    private static List<CompletionItem> Arrange(IEnumerable<CompletionResult> matches)
    {
        var distinct = matches.DistinctBy(m => m.CompletionText, StringComparer.Ordinal);
        // The engine sorts commands and parameters itself; members arrive in the order of reflection.
        var list = distinct.ToList();
        if (list.Any(m => m.ResultType is CompletionResultType.Property or CompletionResultType.Method))
            list = [.. list.OrderBy(m => m.ResultType != CompletionResultType.Property).ThenBy(m => m.ListItemText, StringComparer.OrdinalIgnoreCase)];
        return [.. list.Select(m => new CompletionItem(m.ResultType == CompletionResultType.ProviderContainer ? WithSeparator(m.CompletionText) : m.CompletionText, m.ListItemText)
        {
            Type = m.ResultType,
            ToolTip = m.ToolTip,
        })];
    }

    // A folder ends in a separator, so that the next Tab goes on inside it; a quote stays last.
    private static string WithSeparator(string path)
    {
        char quote = path[^1] is '\'' or '"' ? path[^1] : '\0';
        string bare = quote == '\0' ? path : path[..^1];
        if (bare.Length > 0 && bare[^1] != '/' && bare[^1] != Path.DirectorySeparatorChar)
            bare += Path.DirectorySeparatorChar;
        return quote == '\0' ? bare : bare + quote;
    }
}
