using System.Security.Cryptography;
using System.Text.Json;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Models;

/// <summary>A hash of all that a layer's outputs for a photo depend on: what is computed once under it can be used again wherever the model's file is.</summary>
public static class ModelFingerprint
{
    private const int Block = 1 << 24;

    /// <summary>SHA-256, in hexadecimal, of the preprocessing, and of the layers with their weights' bytes up to and including one. Labels, notes and later layers are no part of it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="layer">Name of the layer.</param>
    /// <exception cref="ArgumentException">There is no such layer.</exception>
    public static string Of(Model model, string layer)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, model.Preprocessing);
        Add(hash, model.Architecture.Input);
        Add(hash, model.Architecture.Towers);
        foreach (var shapes in model.Architecture.Shapes)
        {
            Add(hash, shapes.Layer);
            foreach (var parameter in shapes.Parameters) Add(hash, model.Weight(parameter.Name));
            if (shapes.Layer.Name == layer) return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        throw new ArgumentException($"the network '{model.Architecture.Name}' has no layer '{layer}'");
    }

    private static void Add(IncrementalHash hash, object value)
    {
        // A kind of layer is part of what it is; JSON has every property, numbers to the last bit, in every culture the same.
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(value.GetType().Name));
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(value, value.GetType()));
    }

    private static void Add(IncrementalHash hash, WeightTensor weight)
    {
        Add(hash, $"{weight.Name} {weight.Type}");
        for (var start = 0L; start < weight.Length; start += Block) hash.AppendData(weight.Bytes(start, (int)Math.Min(Block, weight.Length - start)));
        if (weight.RowScales is { } scales) Add(hash, scales);
        GC.KeepAlive(weight);
    }
}
