namespace AlexNet.PowerShell.Notebooks;

/// <summary>A running cell, which shows one after the other what it ends in.</summary>
internal interface ICell
{
    /// <summary>The object that it showed last; null where the last that it put out was no object.</summary>
    object? Last { get; }

    /// <summary>Puts something else in the place of an object that it showed.</summary>
    void Replace(object shown, string html, string text);
}
