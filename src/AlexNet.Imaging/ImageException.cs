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
    /// <param name="what">What is wrong, and what to do.</param>
    /// <param name="inner">The system's own error, where there is one.</param>
    public ImageException(string imageName, ImageError error, string what, Exception? inner = null) : base($"'{imageName}': {what}", inner)
    {
        ImageName = imageName;
        Error = error;
    }

    /// <summary>The picture's path, or a description such as <c>bytes[3]</c>.</summary>
    public string ImageName { get; }

    /// <summary>What kind of trouble it is.</summary>
    public ImageError Error { get; }
}
