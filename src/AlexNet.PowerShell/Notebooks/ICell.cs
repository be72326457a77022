namespace AlexNet.PowerShell.Notebooks;

/// <summary>A running cell, which shows one after the other what it ends in.</summary>
internal interface ICell
{
    /// <summary>What it showed last; null where the last that it put out was no object.</summary>
    Shown? Last { get; }
}

/// <summary>An object that a cell shows.</summary>
/// <param name="Value">The object.</param>
/// <param name="Replace">Puts HTML, and a text for who shows none, in its place.</param>
internal sealed record Shown(object Value, Action<string, string> Replace);
