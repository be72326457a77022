using System.Security.Cryptography;
using System.Text.Json;

namespace AlexNet.PowerShell.Tests.Catalogue;

/// <summary>A small model with ImageNet's thousand classes, in a file of its own, and a catalogue that has it as <c>small</c>.</summary>
internal sealed class PublishedModel : IDisposable
{
    public const string CatalogueVariable = "ALEXNET_MODEL_CATALOGUE";

    private static byte[]? _bytes;

    /// <summary>Writes the file.</summary>
    /// <param name="session">Makes the model, at the first time.</param>
    public PublishedModel(ModuleSession session)
    {
        Folder = Directory.CreateTempSubdirectory("alexnet-published-").FullName;
        if (_bytes is not null)
        {
            System.IO.File.WriteAllBytes(File, _bytes);
            return;
        }
        session.Run($"New-AlexNetModel paper -FullyConnectedWidth 16 -InputSize 83 -Initialization Formula | Export-AlexNetModel '{File}' -Precision Float16");
        _bytes = System.IO.File.ReadAllBytes(File);
    }

    public string Folder { get; }

    public string File => Path.Combine(Folder, "small.bin");

    /// <summary>What is published.</summary>
    public byte[] Bytes => _bytes!;

    /// <summary>Writes the catalogue and lets the module find it.</summary>
    public void Publish(params Uri[] addresses)
    {
        var model = new
        {
            name = "small",
            title = "a small network",
            file = Path.GetFileName(File),
            format = "safetensors",
            architecture = "paper",
            dataset = "imagenet",
            urls = addresses.Select(address => address.AbsoluteUri),
            bytes = Bytes.Length,
            sha256 = Convert.ToHexStringLower(SHA256.HashData(Bytes)),
            licence = "none",
            top1 = 0.1,
            top5 = 0.5,
        };
        var catalogue = Path.Combine(Folder, "catalogue.json");
        System.IO.File.WriteAllText(catalogue, JsonSerializer.Serialize(new { models = new[] { model } }));
        Environment.SetEnvironmentVariable(CatalogueVariable, catalogue);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(CatalogueVariable, null);
        Directory.Delete(Folder, recursive: true);
    }
}
