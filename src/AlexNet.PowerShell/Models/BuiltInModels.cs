using System.Collections.Concurrent;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;

namespace AlexNet.PowerShell.Models;

/// <summary>The known networks with seeded weights, each made once a process when it is first asked for, and shared.</summary>
/// <remarks>The project ships no trained model yet: the default is the paper's network, untrained, and says so.</remarks>
internal static class BuiltInModels
{
    /// <summary>Name of the network that answers when nobody asks for another.</summary>
    public const string Default = "paper";

    private static readonly ConcurrentDictionary<string, Lazy<Model>> Made = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether there is one of that name.</summary>
    public static bool Has(string name) => KnownArchitectures.Names.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The model of that name.</summary>
    public static Model Get(string name) => Made.GetOrAdd(name, static name => new Lazy<Model>(() => ModelFactory.Create(KnownArchitectures.Get(name)))).Value;
}
