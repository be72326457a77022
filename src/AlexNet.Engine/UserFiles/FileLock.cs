namespace AlexNet.Engine.UserFiles;

/// <summary>A right that one process has at a time: an open file. The system takes it back from a process that dies.</summary>
public static class FileLock
{
    /// <summary>Takes the right; null while somebody else has it. It is given back by disposing.</summary>
    /// <param name="file">Path of the lock's file, in a folder that exists.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be made.</exception>
    public static IDisposable? TryTake(string file)
    {
        try
        {
            // The file stays: to delete it would let two others hold two files of one name.
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            return null;
        }
    }

    /// <summary>Whether an error says that the file is open elsewhere: a sharing or lock violation on Windows, EAGAIN on Linux, EWOULDBLOCK on macOS.</summary>
    private static bool IsHeld(IOException exception) => OperatingSystem.IsWindows()
        ? (exception.HResult & 0xFFFF) is 32 or 33
        : exception.HResult == (OperatingSystem.IsMacOS() ? 35 : 11);
}
