namespace AlexNet.Imaging.Similarity;

/// <summary>Why an index was refused.</summary>
public enum ImageIndexError
{
    /// <summary>The file is no index, or a damaged one.</summary>
    Invalid,

    /// <summary>It holds vectors of another model or layer.</summary>
    OtherModel,

    /// <summary>It cannot be read or written.</summary>
    Inaccessible,
}

/// <summary>An index that cannot be used. The message says which, where and what is wrong, and what helps.</summary>
public sealed class ImageIndexException(string file, ImageIndexError error, string problem, string advice, Exception? inner = null)
    : IOException($"'{file}': {problem}; {advice}", inner)
{
    /// <summary>The index.</summary>
    public string File { get; } = file;

    /// <summary>What kind of trouble it is.</summary>
    public ImageIndexError Error { get; } = error;

    /// <summary>What is wrong, with the offset in the file where that is known.</summary>
    public string Problem { get; } = problem;

    /// <summary>What to do about it.</summary>
    public string Advice { get; } = advice;

    internal static ImageIndexException Damaged(string file, long offset, string problem) =>
        new(file, ImageIndexError.Invalid, FormattableString.Invariant($"the index is damaged at byte {offset}: {problem}"), "delete it, or have it made anew");
}
