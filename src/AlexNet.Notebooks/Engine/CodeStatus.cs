namespace AlexNet.Notebooks.Engine;

/// <summary>Whether a cell can run as it is.</summary>
/// <param name="Status">One of the protocol's words: complete, incomplete, invalid.</param>
/// <param name="Indent">What the next line begins with, where more is to come.</param>
public sealed record CodeStatus(string Status, string Indent = "")
{
    /// <summary>It can run.</summary>
    public static CodeStatus Complete { get; } = new("complete");

    /// <summary>It never can, whatever comes after it.</summary>
    public static CodeStatus Invalid { get; } = new("invalid");

    /// <summary>More has to come.</summary>
    public static CodeStatus Incomplete(string indent) => new("incomplete", indent);
}
