namespace AlexNet.Imaging;

/// <summary>Why a picture was refused.</summary>
public enum ImageError
{
    /// <summary>The file could not be opened or read.</summary>
    Unreadable,

    /// <summary>There are no bytes.</summary>
    Empty,

    /// <summary>The bytes are no picture.</summary>
    NotAnImage,

    /// <summary>A picture, but of a format that is not read.</summary>
    Unsupported,

    /// <summary>The data end before the picture does.</summary>
    Truncated,

    /// <summary>The data contradict themselves.</summary>
    Corrupt,

    /// <summary>More bytes or pixels than allowed.</summary>
    TooLarge,
}

/// <summary>One picture that cannot be used. The message names it and says what is wrong and what helps.</summary>
public sealed class ImageException : IOException
{
    /// <summary>Makes the error.</summary>
    /// <param name="imageName">The picture's path, or a description such as <c>bytes[3]</c>.</param>
    /// <param name="error">What kind of trouble it is.</param>
    /// <param name="problem">What is wrong.</param>
    /// <param name="advice">What to do about it.</param>
    /// <param name="inner">The system's own error, where there is one.</param>
    public ImageException(string imageName, ImageError error, string problem, string advice, Exception? inner = null)
        : base($"'{imageName}': {problem}; {advice}", inner)
    {
        ImageName = imageName;
        Error = error;
        Problem = problem;
        Advice = advice;
    }

    /// <summary>The picture's path, or a description such as <c>bytes[3]</c>.</summary>
    public string ImageName { get; }

    /// <summary>What kind of trouble it is.</summary>
    public ImageError Error { get; }

    /// <summary>What is wrong.</summary>
    public string Problem { get; }

    /// <summary>What to do about it.</summary>
    public string Advice { get; }
}
