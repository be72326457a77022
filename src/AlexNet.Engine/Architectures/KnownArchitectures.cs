namespace AlexNet.Engine.Architectures;

/// <summary>The variants by name.</summary>
public static class KnownArchitectures
{
    private static readonly Dictionary<string, Func<Architecture>> Makers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["paper"] = PaperNetwork.Create,
        ["source2012"] = Source2012Network.Create,
        ["bvlc"] = BvlcNetwork.Create,
        ["caffenet"] = CaffeNetNetwork.Create,
        ["onetower"] = OneTowerNetwork.Create,
    };

    /// <summary>The names, in the order of docs/differences.md.</summary>
    public static IReadOnlyCollection<string> Names => Makers.Keys;

    /// <summary>The variant of that name, case ignored.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists them.</exception>
    public static Architecture Get(string name) =>
        Makers.TryGetValue(name, out var make)
            ? make()
            : throw new ArgumentException($"'{name}' is no known architecture; known are {string.Join(", ", Names)}", nameof(name));
}
