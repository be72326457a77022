using System.Diagnostics;
using AlexNet.Engine.UserFiles;

namespace AlexNet.Imaging.Similarity;

/// <summary>The right to replace an index's file, FILE.lock beside it.</summary>
internal static class IndexLock
{
    private const int PauseMilliseconds = 50;

    /// <summary>Waits for the right; it is given back by disposing.</summary>
    /// <exception cref="ImageIndexException">Another process has it for too long, or the file cannot be made.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IDisposable Take(string file, TimeSpan timeout, CancellationToken cancellation)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            for (var start = Stopwatch.GetTimestamp(); ;)
            {
                if (FileLock.TryTake(file + ".lock") is { } held) return held;
                if (Stopwatch.GetElapsedTime(start) > timeout)
                    throw new ImageIndexException(file, ImageIndexError.Inaccessible, $"another process has been writing the index for {timeout.TotalSeconds:0} s", "wait until it is done, and try again");
                if (cancellation.WaitHandle.WaitOne(PauseMilliseconds)) cancellation.ThrowIfCancellationRequested();
            }
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException and not ImageIndexException)
        {
            throw ImageIndexReader.Inaccessible(file, "written", exception);
        }
    }
}
