namespace AlexNet.Models.Catalogue.Installing;

/// <summary>Lets one process at a time install a model. The lock is an open file: the system takes it back from a process that dies.</summary>
internal static class InstallLock
{
    private const int PollMilliseconds = 50;

    /// <summary>Takes the lock; null while somebody else has it.</summary>
    /// <param name="part">Path of the model's download without an extension, in a folder that exists.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public static IDisposable? TryTake(string part)
    {
        try
        {
            // The file stays: to delete it would let two others hold two files of one name.
            return new FileStream(part + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            return null;
        }
    }

    /// <summary>Waits for the lock.</summary>
    /// <param name="part">Path of the model's download without an extension.</param>
    /// <param name="wait">Called when somebody else has it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<IDisposable> TakeAsync(string part, Action wait, CancellationToken cancellation)
    {
        while (true)
        {
            if (TryTake(part) is { } held) return held;
            wait();
            await Task.Delay(PollMilliseconds, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Whether an error says that the file is open elsewhere: a sharing or lock violation on Windows, EAGAIN on Linux, EWOULDBLOCK on macOS.</summary>
    private static bool IsHeld(IOException exception) => OperatingSystem.IsWindows()
        ? (exception.HResult & 0xFFFF) is 32 or 33
        : exception.HResult == (OperatingSystem.IsMacOS() ? 35 : 11);
}
