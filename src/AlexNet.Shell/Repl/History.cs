using System.Text;
using System.Text.RegularExpressions;

namespace AlexNet.Shell.Repl;

/// <summary>The inputs of this and earlier sessions, in a file of the user's data folder: bounded, and replaced in one step.</summary>
internal sealed partial class History(string? path)
{
    public const int MaxEntries = 2000;
    public const int MaxEntryLength = 16 * 1024;
    public const long MaxFileBytes = 8 * 1024 * 1024;
    private readonly List<string> _entries = Load(path);

    public IReadOnlyList<string> Entries => _entries;

    /// <summary>Null, and so a history of this session only, where the system knows no data folder.</summary>
    public static string? DefaultPath
    {
        get
        {
            string folder = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return folder.Length == 0 ? null : Path.Combine(folder, "AlexNetShell", "history.txt");
        }
    }

    // What looks like a secret is remembered for the session but never written to disk.
    [GeneratedRegex("password|passphrase|secret|token|apikey|asplaintext", RegexOptions.IgnoreCase)]
    private static partial Regex Sensitive();

    public void Add(string entry)
    {
        if (string.IsNullOrWhiteSpace(entry) || entry.Length > MaxEntryLength || _entries is [.., var last] && last == entry)
            return;
        _entries.Add(entry);
        if (_entries.Count > MaxEntries)
            _entries.RemoveAt(0);
        if (path is not null && !Sensitive().IsMatch(entry))
            Save(path, entry);
    }

    // Another shell may have written since: its entries are kept, this one is put after them.
    private static void Save(string path, string entry)
    {
        string temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            var entries = Load(path);
            entries.Add(entry);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var writer = new StreamWriter(temporary, new UTF8Encoding(false), options))
            {
                foreach (string line in entries.TakeLast(MaxEntries))
                    writer.Write(Escape(line) + "\n");
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A history that cannot be saved is no reason to disturb the work.
        }
    }

    private static List<string> Load(string? path)
    {
        try
        {
            var file = path is null ? null : new FileInfo(path);
            if (file is not { Exists: true, Length: <= MaxFileBytes })
                return [];
            return [.. File.ReadLines(path!).Where(l => l.Length is > 0 and <= 2 * MaxEntryLength).Select(Unescape).TakeLast(MaxEntries)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // One entry a line: a line break is written \n, a backslash twice.
    internal static string Escape(string entry) => entry.Replace("\\", "\\\\").Replace("\r", "").Replace("\n", "\\n");

    internal static string Unescape(string line)
    {
        var entry = new StringBuilder(line.Length);
        for (int i = 0; i < line.Length; i++)
        {
            bool escaped = line[i] == '\\' && i + 1 < line.Length;
            entry.Append(escaped ? line[++i] == 'n' ? '\n' : line[i] : line[i]);
        }
        return entry.ToString();
    }
}

/// <summary>A walk through the history that remembers the text it started from.</summary>
internal sealed class HistoryCursor(History history)
{
    private int _position = history.Entries.Count;
    private string _draft = "";
    private string? _sought;

    public void Reset() => (_position, _draft, _sought) = (history.Entries.Count, "", null);

    public string? Previous(string current)
    {
        Leave(current);
        return _position > 0 ? history.Entries[--_position] : null;
    }

    public string? Next()
    {
        if (_position >= history.Entries.Count)
            return null;
        return ++_position == history.Entries.Count ? _draft : history.Entries[_position];
    }

    /// <summary>The next older entry that contains what was typed when the search began.</summary>
    public string? PreviousContaining(string current)
    {
        Leave(current);
        _sought ??= current;
        for (int i = _position - 1; i >= 0; i--)
        {
            if (history.Entries[i].Contains(_sought, StringComparison.OrdinalIgnoreCase) && history.Entries[i] != current)
                return history.Entries[_position = i];
        }
        return null;
    }

    private void Leave(string current)
    {
        // Text that is not the entry we stand on was typed: a new walk begins.
        if (_position >= history.Entries.Count || history.Entries[_position] != current)
            (_position, _draft, _sought) = (history.Entries.Count, current, null);
    }
}
