namespace AlexNet.Notebooks.Engine;

/// <summary>What could stand in place of a part of a cell.</summary>
/// <param name="Start">Where the part begins.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Items">What could stand there.</param>
public sealed record Completions(int Start, int Length, IReadOnlyList<CompletionMatch> Items)
{
    /// <summary>Nothing.</summary>
    public static Completions None(int cursor) => new(cursor, 0, []);
}

/// <summary>One possibility.</summary>
/// <param name="Text">What would stand there.</param>
/// <param name="Type">What it is, in a front end's words: command, parameter, variable, property, method, path.</param>
/// <param name="Signature">How it is used; empty where that is not known.</param>
public sealed record CompletionMatch(string Text, string Type, string Signature = "");
