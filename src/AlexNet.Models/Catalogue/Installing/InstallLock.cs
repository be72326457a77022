using AlexNet.Engine.UserFiles;

namespace AlexNet.Models.Catalogue.Installing;

/// <summary>Lets one process at a time install a model.</summary>
internal static class InstallLock
{
    private const int PollMilliseconds = 50;

    /// <summary>Takes the lock; null while somebody else has it.</summary>
    /// <param name="part">Path of the model's download without an extension, in a folder that exists.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public static IDisposable? TryTake(string part) => FileLock.TryTake(part + ".lock");

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
}
