namespace AlexNet.Imaging.Similarity;

/// <summary>A photo's file as it was when it was read; one of the same size and time is not read again.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Modified">When it was last written, in ticks of UTC.</param>
/// <param name="Hash">SHA-256 of its bytes, in hexadecimal.</param>
public sealed record IndexedPhoto(string Path, long Length, long Modified, string Hash);
