using System.Management.Automation;
using System.Management.Automation.Language;
using AlexNet.Notebooks.Engine;

namespace AlexNet.Shell.Notebook;

/// <summary>What there is to know of the word at the cursor: a command's help, a parameter's, what a variable holds.</summary>
internal sealed class Inspector(ShellRunspace shell, ObjectFormatter formatter)
{
    private const int MostItems = 20;

    /// <summary>Looks it up; null where nothing is known.</summary>
    public MimeBundle? Inspect(string code, int cursor, bool isDetailed)
    {
        var ast = Parser.ParseInput(code, out _, out _);
        // Front ends ask with the cursor in a word or right after it; the innermost part that says something wins.
        var around = ast.FindAll(part => part.Extent.StartOffset <= cursor && cursor <= part.Extent.EndOffset, searchNestedScriptBlocks: true)
            .OrderBy(part => part.Extent.EndOffset - part.Extent.StartOffset).ThenByDescending(part => part.Extent.StartOffset);
        try
        {
            return around.Select(part => Of(part, isDetailed)).FirstOrDefault(found => found is not null);
        }
        catch (RuntimeException)
        {
            return null; // not to know is no error
        }
    }

    private MimeBundle? Of(Ast part, bool isDetailed) => part switch
    {
        VariableExpressionAst variable => Variable(variable.VariablePath.UserPath),
        CommandParameterAst { Parent: CommandAst command } parameter => Parameter(command.GetCommandName(), parameter.ParameterName),
        CommandAst command => Command(command.GetCommandName(), isDetailed),
        _ => null,
    };

    private MimeBundle? Variable(string name)
    {
        if (shell.Runspace.SessionStateProxy.PSVariable.Get(name) is not { } variable)
            return null;
        if (variable.Value is null)
            return new MimeBundle($"${name} is $null");
        var items = LanguagePrimitives.GetEnumerable(variable.Value) is { } several ? [.. several.Cast<object>().Where(item => item is not null).Take(MostItems).Select(PSObject.AsPSObject)]
            : new List<PSObject> { PSObject.AsPSObject(variable.Value) };
        string type = (variable.Value is PSObject wrapped ? wrapped.BaseObject : variable.Value).GetType().ToString();
        string text = $"[{type}] ${name}\n\n{formatter.Text(items)}";
        return new MimeBundle(text);
    }

    private MimeBundle? Command(string? name, bool isDetailed) => Find(name) is not { } command ? null : Help(command, isDetailed ? "Full" : null, null);

    private MimeBundle? Parameter(string? name, string parameter)
    {
        if (Find(name) is not { } command)
            return null;
        // A parameter may be written short.
        string? full = command.Parameters?.Keys.FirstOrDefault(key => key.Equals(parameter, StringComparison.OrdinalIgnoreCase))
            ?? command.Parameters?.Keys.FirstOrDefault(key => key.StartsWith(parameter, StringComparison.OrdinalIgnoreCase));
        return full is null ? null : Help(command, "Parameter", full);
    }

    private MimeBundle? Help(CommandInfo command, string? option, string? value)
    {
        using var powerShell = shell.CreatePowerShell();
        powerShell.AddCommand("Microsoft.PowerShell.Core\\Get-Help").AddParameter("Name", command.Name).AddParameter("ErrorAction", ActionPreference.Ignore);
        if (option is not null)
            powerShell.AddParameter(option, value ?? (object)true);
        var help = shell.Stoppable(powerShell, () => powerShell.Invoke());
        string text = formatter.Text(help);
        return text.Length == 0 ? null : new MimeBundle(text);
    }

    private CommandInfo? Find(string? name)
    {
        if (string.IsNullOrEmpty(name) || WildcardPattern.ContainsWildcardCharacters(name))
            return null;
        var command = shell.Runspace.SessionStateProxy.InvokeCommand.GetCommand(name, CommandTypes.Cmdlet | CommandTypes.Function | CommandTypes.Alias | CommandTypes.ExternalScript);
        return command is AliasInfo alias ? alias.ResolvedCommand : command;
    }
}
