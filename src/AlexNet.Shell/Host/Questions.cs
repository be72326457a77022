using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace AlexNet.Shell.Host;

/// <summary>What a running command asks the person: a line, a secret, a choice, the fields of a missing parameter.</summary>
internal sealed class Questions(ILineReader reader)
{
    public string ReadLine(string prompt) => reader.Read(prompt, secret: false);

    public SecureString ReadSecret(string prompt)
    {
        var secret = new SecureString();
        foreach (char c in reader.Read(prompt, secret: true))
            secret.AppendChar(c);
        secret.MakeReadOnly();
        return secret;
    }

    public int Choose(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Introduce(caption, message);
        var labels = choices.Select(c => Label(c.Label)).ToArray();
        string menu = string.Join("  ", labels.Select(l => l.Key.Length > 0 ? $"[{l.Key}] {l.Text}" : l.Text)) + "  [?] Help";
        if (defaultChoice >= 0 && defaultChoice < labels.Length)
            menu += $" (default is \"{(labels[defaultChoice].Key.Length > 0 ? labels[defaultChoice].Key : labels[defaultChoice].Text)}\")";
        while (true)
        {
            string answer = ReadLine(menu + ": ").Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
                return defaultChoice;
            if (answer == "?")
            {
                for (int i = 0; i < choices.Count; i++)
                    reader.Write($"{(labels[i].Key.Length > 0 ? labels[i].Key : labels[i].Text)} - {choices[i].HelpMessage}\n");
                continue;
            }
            int chosen = Array.FindIndex(labels, l => Same(l.Key, answer) || Same(l.Text, answer));
            if (chosen >= 0)
                return chosen;
        }

        static bool Same(string a, string b) => b.Length > 0 && string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
    }

    public Dictionary<string, PSObject> AskFields(string caption, string message, Collection<FieldDescription> fields)
    {
        Introduce(caption, message);
        var answers = new Dictionary<string, PSObject>();
        foreach (var field in fields)
        {
            var type = LanguagePrimitives.TryConvertTo(field.ParameterAssemblyFullName, out Type? t) && t is not null ? t : typeof(string);
            if (type == typeof(SecureString))
                answers[field.Name] = PSObject.AsPSObject(ReadSecret(field.Name + ": "));
            else if (type == typeof(PSCredential))
                answers[field.Name] = PSObject.AsPSObject(AskCredential("", "", ""));
            else if (type.IsArray)
                answers[field.Name] = PSObject.AsPSObject(AskList(field.Name));
            else
                answers[field.Name] = PSObject.AsPSObject(ReadLine(field.Name + ": "));
        }
        return answers;
    }

    public PSCredential AskCredential(string caption, string message, string? userName)
    {
        Introduce(caption, message);
        string user = string.IsNullOrEmpty(userName) ? ReadLine("User: ") : userName;
        return new PSCredential(user, ReadSecret($"Password for user {user}: "));
    }

    // An empty line ends the list, as in pwsh.
    private string[] AskList(string name)
    {
        var items = new List<string>();
        while (ReadLine(string.Create(CultureInfo.InvariantCulture, $"{name}[{items.Count}]: ")) is { Length: > 0 } item)
            items.Add(item);
        return [.. items];
    }

    private void Introduce(string caption, string message)
    {
        reader.StartLine();
        foreach (string line in new[] { caption, message }.Where(l => !string.IsNullOrEmpty(l)))
            reader.Write(line + "\n");
    }

    /// <summary>"&amp;Yes" is the text Yes with the key Y.</summary>
    private static (string Key, string Text) Label(string label)
    {
        int mark = label.IndexOf('&');
        return mark >= 0 && mark + 1 < label.Length
            ? (char.ToUpperInvariant(label[mark + 1]).ToString(), label.Remove(mark, 1))
            : ("", label);
    }
}
