using System.Collections;
using System.Management.Automation;
using AlexNet.Notebooks.Engine;
using AlexNet.Shell.Host;

namespace AlexNet.Shell.Notebook;

/// <summary>Objects as text, by Out-Default and its views, and as hypertext, by the module's own ConvertTo-AlexNetHtml.</summary>
internal sealed class ObjectFormatter(ShellRunspace shell, NotebookUserInterface ui)
{
    public const string HtmlProperty = "Html";
    private const string OwnAssemblies = "AlexNet.";
    private const string StandardMembers = "PSStandardMembers";
    private const string DisplayProperties = "DefaultDisplayPropertySet";
    private static readonly string[] FileColumns = ["Mode", "LastWriteTime", "Length", "Name"]; // of folders, too, which name none

    /// <summary>What objects have in common that are shown together in more than text; null for those whose text says it all.</summary>
    public static string? KindOf(PSObject item) => item.BaseObject switch
    {
        string => item.Properties[HtmlProperty] is null ? null : HtmlProperty,
        PSCustomObject when item.TypeNames.Any(name => name.Contains("HelpInfo", StringComparison.Ordinal)) => null, // its view is what is to be read
        PSCustomObject => string.Join(';', item.TypeNames),
        FileSystemInfo => nameof(FileSystemInfo),
        { } value when IsOwn(value.GetType()) && value is not Enum => value.GetType().FullName,
        _ => Columns(item) is null ? null : item.TypeNames[0],
    };

    /// <summary>Objects in all their forms.</summary>
    public MimeBundle Bundle(IReadOnlyList<PSObject> items) => new MimeBundle(Text(items)).With(MimeBundle.Html, items.All(item => KindOf(item) is not null) ? Html(items) : null);

    /// <summary>The text that a terminal would show, without colours and without the empty lines around it.</summary>
    public string Text(IEnumerable items)
    {
        string text = ui.Capture(() =>
        {
            using var powerShell = shell.CreatePowerShell();
            powerShell.AddCommand("Microsoft.PowerShell.Core\\Out-Default");
            shell.Stoppable(powerShell, () => powerShell.Invoke(items));
        });
        return Ansi.Strip(text).Trim('\r', '\n').TrimEnd();
    }

    private string? Html(IReadOnlyList<PSObject> items)
    {
        if (items.All(item => item.Properties[HtmlProperty] is not null))
            return string.Concat(items.Select(item => item.Properties[HtmlProperty].Value));
        try
        {
            using var powerShell = shell.CreatePowerShell();
            powerShell.AddCommand("AlexNet\\ConvertTo-AlexNetHtml").AddParameter("Fragment").AddParameter("ErrorAction", ActionPreference.Stop);
            return string.Concat(powerShell.Invoke(items.Select(Shown)));
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            return null; // there is the text
        }
    }

    // Of an object of the system, a row with what its type names as worth seeing.
    private static PSObject Shown(PSObject item)
    {
        if (item.BaseObject is PSCustomObject || IsOwn(item.BaseObject.GetType()) || Columns(item) is not { } columns)
            return item;
        var row = new PSObject();
        // As Select-Object names what it makes: the members of the type itself do not fit the row.
        row.TypeNames.Insert(0, $"Selected.{item.TypeNames[0]}");
        foreach (string column in columns)
            row.Properties.Add(new PSNoteProperty(column, item.Properties[column]?.Value));
        return row;
    }

    private static ICollection<string>? Columns(PSObject item) => item.BaseObject is FileSystemInfo ? FileColumns
        : item.Members[StandardMembers]?.Value is PSMemberSet standard && standard.Members[DisplayProperties] is PSPropertySet set ? set.ReferencedPropertyNames : null;

    private static bool IsOwn(Type type) => type.Assembly.GetName().Name?.StartsWith(OwnAssemblies, StringComparison.Ordinal) == true;
}
