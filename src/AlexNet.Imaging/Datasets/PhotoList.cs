namespace AlexNet.Imaging.Datasets;

/// <summary>A text file that names photos of a dataset, one a line, relative to its folder. Empty lines and lines that begin with # are passed over.</summary>
public static class PhotoList
{
    /// <summary>Divides a dataset into the photos that a list names, and the others.</summary>
    /// <exception cref="DatasetException">The list cannot be read, or names a photo that the dataset has not; the message names the line.</exception>
    public static (PhotoDataset Listed, PhotoDataset Others) Divide(PhotoDataset dataset, string file)
    {
        var names = Read(file);
        var known = dataset.Photos.Select(photo => photo.Name).ToHashSet(StringComparer.Ordinal);
        if (names.FirstOrDefault(name => !known.Contains(name.Key)) is { Key: not null } stray)
            throw new DatasetException(file, $"line {stray.Value} names '{stray.Key}', which is no photo of '{dataset.Name}'", "write paths relative to the dataset's folder, with forward slashes");
        return (dataset.With(dataset.Photos.Where(photo => names.ContainsKey(photo.Name))), dataset.With(dataset.Photos.Where(photo => !names.ContainsKey(photo.Name))));
    }

    /// <summary>The names and their line numbers.</summary>
    private static Dictionary<string, int> Read(string file)
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        try
        {
            var number = 0;
            foreach (var line in File.ReadLines(file))
            {
                number++;
                var name = line.Trim();
                if (name.Length > 0 && name[0] != '#') names.TryAdd(name, number);
            }
            return names;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(file, $"the list cannot be read ({error.Message.TrimEnd('.')})", "check the path", error);
        }
    }
}
