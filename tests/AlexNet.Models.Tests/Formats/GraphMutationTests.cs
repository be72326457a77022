using System.Text;
using AlexNet.Models.Formats;

namespace AlexNet.Models.Tests.Formats;

/// <summary>Thousands of damaged Caffe and ONNX files.</summary>
public sealed class GraphMutationTests : TemporaryFolder
{
    private const int Cases = 700;

    [Theory]
    [InlineData("torchvision-17.onnx", 1)]
    [InlineData("torch-source2012.onnx", 2)]
    [InlineData("zoo-bvlc-7.onnx", 3)]
    [InlineData("products.onnx", 4)]
    [InlineData("half.onnx", 5)]
    [InlineData("qdq.onnx", 6)]
    [InlineData("qlinear.onnx", 7)]
    [InlineData("v1-training.caffemodel", 8)]
    [InlineData("v2-unpacked.caffemodel", 9)]
    [InlineData("bare.caffemodel", 10)]
    public void DamagedFilesGiveAnErrorOrAModel(string file, int seed)
    {
        var (models, errors) = Mutations.Check(File.ReadAllBytes(GraphFixture.PathOf(file)), At("m"), Cases, seed);
        // Most bytes are weights, so most damage of them is none; but many cases change lengths.
        Assert.InRange(models, Cases / 50, Cases);
        Assert.InRange(errors, Cases / 50, Cases);
    }

    [Theory]
    [InlineData("Onnx", 11)]
    [InlineData("Caffe", 12)]
    public void OurOwnDamagedFilesGiveAnErrorOrAModel(string format, int seed)
    {
        ModelFormats.Save(Tiny.Model(), At("m"), format);
        var (models, errors) = Mutations.Check(File.ReadAllBytes(At("m")), At("m"), Cases, seed);
        Assert.InRange(models, Cases / 50, Cases);
        Assert.InRange(errors, Cases / 50, Cases);
    }

    /// <summary>Graphs whose words and numbers are damaged, not their lengths: such files are sound messages of unsound networks.</summary>
    [Theory]
    [InlineData("zoo-bvlc-9.onnx", 13)]
    [InlineData("qlinear.onnx", 14)]
    [InlineData("v1-legacy.caffemodel", 15)]
    public void DamagedNetworksGiveAnErrorOrAModel(string file, int seed)
    {
        var sound = File.ReadAllBytes(GraphFixture.PathOf(file));
        var random = new Random(seed);
        var errors = 0;
        for (var i = 0; i < Cases; i++)
        {
            byte[] damaged = [.. sound];
            // Where the file has letters or small numbers, which are rare among weights.
            for (var changes = 0; changes < 3;)
            {
                var at = random.Next(damaged.Length - 2);
                if (!(damaged[at] < 0x80 && damaged[at + 1] < 0x80 && damaged[at + 2] < 0x80)) continue;
                damaged[at + random.Next(3)] = (byte)random.Next(128);
                changes++;
            }
            File.WriteAllBytes(At("m"), damaged);
            try
            {
                foreach (var weight in ModelFormats.Load(At("m")).Weights) _ = weight.ToArray();
            }
            catch (ModelFileException exception)
            {
                Assert.NotEmpty(exception.Where);
                errors++;
            }
            if (i % 100 == 0) GC.Collect();
        }
        Assert.InRange(errors, Cases / 50, Cases - 1);
    }

    [Fact]
    public void TextIsReadAsBytesOfUtf8()
    {
        File.WriteAllText(At("net.prototxt"), File.ReadAllText(GraphFixture.PathOf("deploy.prototxt")).Replace("\"AlexNet\"", "'K\\303\\244se' \"\\x21 \\\"\\n\" \"ä𝄞\""), Encoding.UTF8);
        Assert.Equal("bvlc", ModelFormats.Load(GraphFixture.PathOf("bare.caffemodel"), new ImportOptions { NetworkFile = At("net.prototxt") }).Architecture.Name);
    }
}
