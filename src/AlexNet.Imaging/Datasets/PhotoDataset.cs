using System.Security.Cryptography;
using System.Text;
using AlexNet.Engine.Models;

namespace AlexNet.Imaging.Datasets;

/// <summary>Labelled photos. Immutable; photos are in the order of their classes, then of their names, whatever order the file system gave.</summary>
public sealed class PhotoDataset
{
    /// <summary>The given photos, put in order.</summary>
    /// <exception cref="DatasetException">A photo's class is none of the labels'.</exception>
    public PhotoDataset(string name, LabelSet labels, IEnumerable<LabelledPhoto> photos)
    {
        Name = name;
        Labels = labels;
        Photos = [.. photos.OrderBy(photo => photo.Class).ThenBy(photo => photo.Name, StringComparer.Ordinal)];
        if (Photos.FirstOrDefault(photo => photo.Class < 0 || photo.Class >= labels.Count) is { } stray)
            throw new DatasetException(name, $"'{stray.Name}' has the class {stray.Class}, but there are {labels.Count}", "label it with a class that there is");
    }

    /// <summary>The folder or file it comes from.</summary>
    public string Name { get; }

    /// <summary>The classes.</summary>
    public LabelSet Labels { get; }

    /// <summary>The photos.</summary>
    public IReadOnlyList<LabelledPhoto> Photos { get; }

    /// <summary>The photos of each class, by its index.</summary>
    public ILookup<int, LabelledPhoto> ByClass => Photos.ToLookup(photo => photo.Class);

    /// <summary>The same classes with other photos.</summary>
    public PhotoDataset With(IEnumerable<LabelledPhoto> photos) => new(Name, Labels, photos);

    /// <summary>Classes with fewer photos than <paramref name="least"/>, and how many each has.</summary>
    public IEnumerable<(Label Class, int Photos)> ClassesBelow(int least)
    {
        var byClass = ByClass;
        return Labels.Items.Select(label => (label, byClass[label.Index].Count())).Where(found => found.Item2 < least);
    }

    /// <summary>
    /// These photos under the classes of a model, matched by name, case ignored: a test set may lack classes, or have them in another order.
    /// </summary>
    /// <exception cref="DatasetException">A class that has photos is none of the model's.</exception>
    public PhotoDataset Under(LabelSet labels)
    {
        var indexes = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var label in labels.Items)
        {
            indexes.TryAdd(label.Name, label.Index);
            if (label.Synset is { } synset) indexes.TryAdd(synset, label.Index);
        }
        return new PhotoDataset(Name, labels, Photos.Select(photo => photo with { Class = IndexOf(Labels[photo.Class].Name) }));

        int IndexOf(string name) => indexes.TryGetValue(name, out var index) ? index : throw new DatasetException(Name,
            $"the class '{name}' is none of the model's {labels.Count} ({string.Join(", ", labels.Items.Take(3))}, ...)", "name the class as the model does, or leave it out");
    }

    /// <summary>A hash of the photos' names, classes and bytes: the same hash means the same photos under the same labels.</summary>
    /// <param name="hashes">SHA-256 of each file, by its path.</param>
    public string Fingerprint(IReadOnlyDictionary<string, string> hashes)
    {
        var text = string.Join('\n', Photos.Select(photo => $"{photo.Class} {photo.Name} {hashes[photo.Path]}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Photos.Count} photos of {Labels.Count} classes";
}
