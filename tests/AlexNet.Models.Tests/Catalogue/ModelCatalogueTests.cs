using System.Security.Cryptography;
using System.Text;
using AlexNet.Engine.Architectures;
using AlexNet.Models.Catalogue;

namespace AlexNet.Models.Tests.Catalogue;

public class ModelCatalogueTests : TemporaryFolder
{
    private const string Good = """
        {"models": [{"name": "own", "title": "ours", "file": "own.onnx", "format": "ONNX", "architecture": "bvlc", "urls": ["https://a.example/own.onnx"], "bytes": 10,
        "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "licence": "MIT"}]}
        """;

    [Fact]
    public void TheBuiltInModelsAreThoseThatArePublic()
    {
        var models = ModelCatalogue.BuiltIn.Models;
        string[] names =
        [
            "bvlc_alexnet", "bvlc_reference_caffenet", "alexnet-owt",
            "bvlcalexnet-12", "bvlcalexnet-12-int8", "bvlcalexnet-12-qdq", "caffenet-12", "caffenet-12-int8", "caffenet-12-qdq",
        ];
        Assert.Equal(names, models.Select(model => model.Name));
        Assert.All(models, model =>
        {
            Assert.True(model.IsImageNet);
            Assert.InRange(model.Top1!.Value, 50, 60);
            Assert.InRange(model.Top5!.Value, 75, 85);
            // Float weights are the parameters and little else; int8 takes a quarter.
            var parameters = KnownArchitectures.Get(model.Architecture).ParameterCount;
            Assert.InRange((double)model.Bytes / (model.Name.EndsWith("int8") || model.Name.EndsWith("qdq") ? parameters : 4 * parameters), 1, 1.001);
        });
        Assert.Equal("bvlc_alexnet", ModelCatalogue.BuiltIn.Recommended.Name);
        Assert.Equal(models.Count, models.Select(model => model.Hashes[^1]).Distinct().Count());
    }

    [Theory]
    [InlineData("BVLC_AlexNet", "bvlc_alexnet")]
    [InlineData("caffenet", "bvlc_reference_caffenet")]
    [InlineData("imagenet", "bvlc_alexnet")]
    [InlineData("resnet", null)]
    public void ModelsAreFoundByNameAndAlias(string name, string? expected) => Assert.Equal(expected, ModelCatalogue.BuiltIn.Find(name)?.Name);

    [Fact]
    public void AFileOfTheFormIsRead()
    {
        var entry = Assert.Single(CatalogueReader.Read(Encoding.UTF8.GetBytes(Good)));
        Assert.Equal(("own", 10L, false), (entry.Name, entry.Bytes, entry.IsImageNet));
        Assert.Null(entry.Top1);
    }

    [Theory]
    [InlineData("\"own\"", "\"../own\"", "nothing but lower case letters")]
    [InlineData("\"own\"", "\"paper\"", "stands for something else")]
    [InlineData("\"own\"", "\"imagenet\"", "stands for something else")]
    [InlineData("own.onnx\", \"format", "../own.onnx\", \"format", "without folders")]
    [InlineData("https://a", "ftp://a", "http://")]
    [InlineData("\"bvlc\"", "\"resnet\"", "must be one of paper")]
    [InlineData("\"bytes\": 10", "\"bytes\": 0", "'bytes' must be a whole number from 1")]
    [InlineData("e3b0", "E3B0", "64 hexadecimal digits")]
    [InlineData("sha256\": \"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "sha1\": \"da39a3ee5e6b4b0d3255bfef95601890afd80709", "'sha384' or 'sha512' is missing")]
    [InlineData("\"licence\": \"MIT\"", "\"licence\": \"MIT\", \"top1\": 101", "must be a percentage")]
    [InlineData("\"licence\": \"MIT\"", "\"licence\": \"MIT\", \"licens\": \"MIT\"", "'licens' is unknown")]
    [InlineData("\"licence\": \"MIT\"", "\"licence\": \"MIT\", \"dataset\": \"mnist\"", "can only be 'imagenet'")]
    [InlineData("\"title\": \"ours\", ", "", "'title' is missing")]
    [InlineData("{\"models\"", "[\"models\"", "not valid JSON")]
    public void AnythingElseIsRefusedWithItsReason(string old, string replacement, string problem)
    {
        Assert.Contains(old, Good);
        var error = Assert.Throws<RefusedException>(() => CatalogueReader.Read(Encoding.UTF8.GetBytes(Good.Replace(old, replacement))));
        Assert.Contains(problem, error.Message);
    }

    [Fact]
    public void TwoModelsOfOneNameAreRefused()
    {
        var entry = CatalogueReader.Read(Encoding.UTF8.GetBytes(Good))[0];
        Assert.Contains("'own'", Assert.Throws<ArgumentException>(() => new ModelCatalogue([entry, entry with { Name = "other", Aliases = ["own"] }])).Message);
    }

    [Fact]
    public async Task AFileHashesToWhatTheStandardSays()
    {
        File.WriteAllText(At("abc"), "abc");
        // FIPS 180-4, examples of one block.
        FileHash[] hashes =
        [
            new(HashAlgorithmName.SHA1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
            new(HashAlgorithmName.SHA256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ];
        Assert.Null(await FileHash.FirstDifference(At("abc"), hashes, _ => { }, default));
        Assert.Equal(hashes[1], await FileHash.FirstDifference(At("abc"), [hashes[0], hashes[1] with { Hex = new string('0', 64) }], _ => { }, default));
    }
}
