namespace AlexNet.Models.Catalogue;

/// <summary>The public models that are known: those built in, and those of a file of the user's.</summary>
public sealed class ModelCatalogue
{
    /// <summary>The name that stands for whichever model tells ImageNet's classes apart.</summary>
    public const string ImageNet = "imagenet";

    /// <summary>The environment variable that names a file with more models.</summary>
    public const string FileVariable = "ALEXNET_MODEL_CATALOGUE";

    private const int MostBytes = 1 << 20;
    private static readonly Lazy<ModelCatalogue> OfProgram = new(() => new ModelCatalogue(CatalogueReader.Read(Resource())));

    private readonly Dictionary<string, CatalogueEntry> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A catalogue of the given models.</summary>
    /// <exception cref="ArgumentException">Two of them have a name in common.</exception>
    public ModelCatalogue(IReadOnlyList<CatalogueEntry> models)
    {
        Models = models;
        foreach (var model in models)
            foreach (var name in model.Aliases.Prepend(model.Name))
                if (!_byName.TryAdd(name, model)) throw new ArgumentException($"two models of the catalogue are called '{name}'", nameof(models));
    }

    /// <summary>The models that the program knows.</summary>
    public static ModelCatalogue BuiltIn => OfProgram.Value;

    /// <summary>The models, in the order of the catalogue.</summary>
    public IReadOnlyList<CatalogueEntry> Models { get; }

    /// <summary>The model to take for ImageNet's classes.</summary>
    public CatalogueEntry Recommended => Models.First(model => model.IsRecommended);

    /// <summary>The built-in models, and those of the file that <see cref="FileVariable"/> names.</summary>
    /// <exception cref="ModelFileException">That file cannot be read, or is no catalogue.</exception>
    public static ModelCatalogue ForUser()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is not { Length: > 0 } named) return BuiltIn;
        var path = Path.GetFullPath(named);
        try
        {
            if (new FileInfo(path).Length > MostBytes) throw new RefusedException("file", $"it has more than {MostBytes} bytes", Advice);
            return new ModelCatalogue([.. BuiltIn.Models, .. CatalogueReader.Read(File.ReadAllBytes(path))]);
        }
        catch (RefusedException exception)
        {
            throw new ModelFileException(path, $"which {FileVariable} names, {exception.In(path).Where}", exception.Message, Advice, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ModelFileException(path, $"which {FileVariable} names", exception.Message, Advice, exception);
        }
    }

    /// <summary>The model of a name or alias, case ignored; <see cref="ImageNet"/> is the recommended one. Null when there is none.</summary>
    public CatalogueEntry? Find(string name) => name.Equals(ImageNet, StringComparison.OrdinalIgnoreCase) ? Recommended : _byName.GetValueOrDefault(name);

    private static string Advice => $"correct the file or remove the environment variable {FileVariable}";

    private static byte[] Resource()
    {
        using var stream = typeof(ModelCatalogue).Assembly.GetManifestResourceStream("catalogue.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
