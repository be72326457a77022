using System.Diagnostics;

namespace AlexNet.Imaging.Similarity;

/// <summary>
/// The right to replace an index's file, which one process has at a time: a file beside it, FILE.lock, that is held open. It stays when the right is given back, as a file
/// that is deleted while others wait for it would give the right to two.
/// </summary>
internal static class IndexLock
{
    private const int PauseMilliseconds = 50;

    /// <summary>Waits for the right; it is given back by disposing.</summary>
    /// <exception cref="ImageIndexException">Another process has it for too long, or the file cannot be made.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IDisposable Take(string file, TimeSpan timeout, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
                return new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 0);
            }
            catch (Exception exception) when (exception is UnauthorizedAccessException or DirectoryNotFoundException or PathTooLongException)
            {
                throw ImageIndexReader.Inaccessible(file, "written", exception);
            }
            catch (IOException exception)
            {
                if (Stopwatch.GetElapsedTime(start) > timeout)
                    throw new ImageIndexException(file, ImageIndexError.Inaccessible, $"'{file}.lock' could not be had for {timeout.TotalSeconds:0} s: {exception.Message}", "wait until the other process has written the index, and try again", exception);
            }
            if (cancellation.WaitHandle.WaitOne(PauseMilliseconds)) cancellation.ThrowIfCancellationRequested();
        }
    }
}
