using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;
using AlexNet.Imaging;
using AlexNet.Imaging.Views;

namespace AlexNet.Bench.Precision;

/// <summary>Photos of a folder, decoded once for all models that share a preprocessing and an input.</summary>
internal sealed class PhotoSet
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".webp"];

    private readonly List<float[]> _views;

    /// <summary>Decodes <paramref name="count"/> photos, evenly spread over the folder's in the order of their names.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder, or no photo in it.</exception>
    public PhotoSet(string folder, int count, Model model)
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0) throw new DirectoryNotFoundException($"found no photo in '{folder}'");
        count = Math.Min(count, files.Count);
        var preprocessor = new Preprocessor(model.Preprocessing, model.Architecture.Input.Height);
        _views = [.. Enumerable.Range(0, count).AsParallel().AsOrdered().Select(i => Load(preprocessor, files[(int)((long)i * files.Count / count)]))];
    }

    /// <summary>A model's logits for each photo, in their order.</summary>
    public IReadOnlyList<float[]> Logits(Model model, int batch)
    {
        // A plan of its own: the table keeps none of the models alive that it has compared.
        using var session = new InferenceSession(new InferencePlan(model), batch);
        var logits = new List<float[]>();
        for (var first = 0; first < _views.Count; first += batch)
        {
            var images = Math.Min(batch, _views.Count - first);
            for (var image = 0; image < images; image++) _views[first + image].CopyTo(session.Input(image));
            session.Run(images);
            for (var image = 0; image < images; image++) logits.Add(session.Logits(image).ToArray());
        }
        return logits;
    }

    private static float[] Load(Preprocessor preprocessor, string file)
    {
        var view = new float[preprocessor.ViewLength];
        preprocessor.Load(file, view);
        return view;
    }
}
