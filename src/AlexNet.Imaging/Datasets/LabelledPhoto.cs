namespace AlexNet.Imaging.Datasets;

/// <summary>A photo and the class it belongs to.</summary>
/// <param name="Path">Full path of the file.</param>
/// <param name="Name">Its name in the dataset: relative to the folder, with forward slashes on every system.</param>
/// <param name="Class">Index of its class.</param>
public sealed record LabelledPhoto(string Path, string Name, int Class)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
