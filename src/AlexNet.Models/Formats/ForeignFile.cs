using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;
using AlexNet.Models.Safetensors;

namespace AlexNet.Models.Formats;

/// <summary>The door through which readers of other programs' files go: maps the file, and gives every failure the file's name.</summary>
internal static class ForeignFile
{
    /// <summary>Maps a file and reads the model in it. Weights may stay in the map, which lives as long as they do.</summary>
    /// <exception cref="ModelFileException">The file cannot be opened, or <paramref name="read"/> refused it.</exception>
    public static Model ReadModel(string path, Func<MemoryRegion, Model> read)
    {
        // Who imports a model mostly runs it next.
        KernelWarmup.Start();
        return Read(path, read);
    }

    /// <summary>The same for anything that a file may hold.</summary>
    public static T Read<T>(string path, Func<MemoryRegion, T> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.GetFullPath(path);
        return FileErrors.Reading(full, () =>
        {
            var map = MappedFile.Open(full);
            try
            {
                var result = Checked(() => read(new MemoryRegion(map.Data, map.Length, map)));
                GC.KeepAlive(map);
                return result;
            }
            catch
            {
                map.Close();
                throw;
            }
        });
    }

    /// <summary>Gives what the engine's own checks refuse a place: layers and weights (ShapeException), labels and preprocessing.</summary>
    public static T Checked<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException exception)
        {
            throw new RefusedException("model", Printable.Text(exception.Message, 1000), inner: exception);
        }
    }
}
