namespace AlexNet.Models;

/// <summary>Turns what goes wrong with a model file, in a parser or in the system, into the one exception that callers see.</summary>
internal static class FileErrors
{
    /// <summary>Opens or reads the file.</summary>
    /// <param name="full">Full path of the file, for the message.</param>
    /// <param name="read">Does it.</param>
    /// <exception cref="ModelFileException">It failed.</exception>
    public static T Reading<T>(string full, Func<T> read) => Named(full, read, "opening", "check the path and your right to read it");

    /// <summary>Writes the file.</summary>
    /// <param name="full">Full path of the file, for the message.</param>
    /// <param name="write">Does it.</param>
    /// <exception cref="ModelFileException">It failed.</exception>
    public static void Writing(string full, Action write) => Named(full, () =>
    {
        write();
        return true;
    }, "writing", "check the folder, your right to write there and the free space");

    private static T Named<T>(string full, Func<T> work, string where, string advice)
    {
        try
        {
            return work();
        }
        catch (RefusedException exception)
        {
            throw exception.In(full);
        }
        catch (Exception exception) when (exception is IOException and not ModelFileException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ModelFileException(full, where, Printable.Text(exception.Message, 4096), advice, exception);
        }
    }
}
