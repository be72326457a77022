using System.Collections;
using AlexNet.Engine.Architectures;

namespace AlexNet.PowerShell.Arguments;

/// <summary>Offers the variants of the network.</summary>
public sealed class ArchitectureCompleter : NameCompleter
{
    private protected override IEnumerable<(string Name, string About)> Names(IDictionary bound) => All();

    /// <summary>Each variant with its size and what is particular about it.</summary>
    internal static IEnumerable<(string Name, string About)> All() => KnownArchitectures.Names.Select(name =>
    {
        var network = KnownArchitectures.Get(name);
        return (name, $"{About(name)}: input {network.Input}, {network.Towers} tower{(network.Towers == 1 ? "" : "s")}, {network.ParameterCount:N0} parameters");
    });

    private static string About(string name) => name switch
    {
        "paper" => "the network of the paper's text (2012)",
        "source2012" => "the network of the authors' own source",
        "bvlc" => "Caffe's AlexNet",
        "caffenet" => "Caffe's CaffeNet, pooling before normalization",
        "onetower" => "the one-tower network of 2014, as torchvision has it",
        _ => "a variant of the network",
    };
}
