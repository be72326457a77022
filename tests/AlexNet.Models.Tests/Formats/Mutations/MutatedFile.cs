using AlexNet.Engine.Models;

namespace AlexNet.Models.Tests.Formats.Mutations;

/// <summary>A sound file, and how often it is damaged.</summary>
/// <param name="Format">Its format, for the sums.</param>
/// <param name="Name">The file's name, and what is damaged if that is not all of it.</param>
/// <param name="Cases">How many damaged copies are read.</param>
/// <param name="Bytes">The sound file.</param>
public sealed record MutatedFile(string Format, string Name, int Cases, Func<byte[]> Bytes)
{
    /// <summary>How one copy is damaged; by default anywhere.</summary>
    internal Func<byte[], Random, byte[]> Damage { get; init; } = Mutations.Damage;

    /// <summary>Opens a copy.</summary>
    internal Func<string, Model> Read { get; init; } = path => AlexNet.Models.Formats.ModelFormats.Load(path);

    /// <summary>Bytes of the weights that are not in this file: a model may be so much larger than it.</summary>
    internal long Beside { get; init; }

    /// <summary>What lies beside each copy: a file's name and its bytes.</summary>
    internal (string Name, byte[] Bytes)? Companion { get; init; }

    /// <summary>The file that errors name, if it is not the damaged one: the model, where data beside it is damaged.</summary>
    internal string? Named { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
