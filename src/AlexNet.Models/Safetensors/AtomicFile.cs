namespace AlexNet.Models.Safetensors;

/// <summary>Writes a file wholly or not at all: to a temporary file beside it, onto the disk, then renamed in one step.</summary>
internal static class AtomicFile
{
    /// <summary>Calls <paramref name="write"/> with an unbuffered stream and puts the result at <paramref name="path"/>.</summary>
    /// <param name="path">Full path; a link is followed, so that its target is replaced.</param>
    /// <param name="length">Bytes that will be written; reserved first, so that a full disk is found out at once.</param>
    /// <param name="overwrite">Whether a file already there may be replaced.</param>
    /// <param name="write">Writes the content.</param>
    public static void Write(string path, long length, bool overwrite, Action<Stream> write)
    {
        var target = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        if (!overwrite && Path.Exists(target)) throw Exists();
        var temporary = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}.tmp");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
            PreallocationSize = length,
        };
        var isOurs = false;
        try
        {
            using (var stream = new FileStream(temporary, options))
            {
                isOurs = true;
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, target, overwrite);
            isOurs = false;
        }
        catch (IOException) when (isOurs && !overwrite && Path.Exists(target))
        {
            throw Exists();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The system names the file that it could not write; nobody but us has heard of the temporary one.
            var problem = Printable.Text(exception.Message.Replace(temporary, target, StringComparison.Ordinal), 4096);
            throw new RefusedException("writing", problem, "check the folder, your right to write there and the free space", exception);
        }
        finally
        {
            if (isOurs) File.Delete(temporary);
        }

        RefusedException Exists() => new("writing", "there is a file of that name already", "choose another name, or say that it may be overwritten");
    }
}
