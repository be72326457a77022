using AlexNet.Notebooks.Engine;
using AlexNet.Shell.Repl;

namespace AlexNet.Shell.Notebook;

/// <summary>Keeps cells as the prompt keeps lines, in a file of their own: bounded, and without what looks like a secret.</summary>
internal sealed class CellHistory(string? path) : IHistoryStore
{
    private readonly History _history = new(path);

    /// <summary>The file of the user's cells; null where the system knows no data folder.</summary>
    public static string? DefaultPath => History.DefaultPath is { } lines ? Path.Combine(Path.GetDirectoryName(lines)!, "cells.txt") : null;

    public IEnumerable<string> Load() => [.. _history.Entries];

    public void Add(string code) => _history.Add(code);
}
