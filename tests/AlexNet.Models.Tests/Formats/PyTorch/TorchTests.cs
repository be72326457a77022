using System.IO.Compression;
using AlexNet.Models.Formats;
using AlexNet.Models.Formats.PyTorch;
using AlexNet.Models.Tests.Formats.Pickle;
using AlexNet.Models.Tests.Formats.Zip;

namespace AlexNet.Models.Tests.Formats.PyTorch;

/// <summary>PyTorch's containers, put together by hand: sound, damaged and hostile.</summary>
public sealed class TorchTests : TemporaryFolder
{
    private const string Tensor = "\x80\x02" + "ctorch._utils\n_rebuild_tensor_v2\n((S'storage'\nctorch\nFloatStorage\nS'0'\nS'cpu'\nI{0}\ntQI{1}\n{2}{3}I00\nNtR.";

    [Theory]
    [InlineData("4", "0", "(I2\nI2\nt", "(I2\nI1\nt", null)]
    [InlineData("4", "0", "(I2\nI2\nt", "(I1\nI2\nt", null)]
    [InlineData("4", "1", "(I3\nt", "(I1\nt", null)]
    [InlineData("4", "2", "(I3\nt", "(I1\nt", "ends at byte 12, but only 8 are there")]
    [InlineData("4", "5", "(I1\nt", "(I1\nt", "it starts at element 5 of a storage of 4")]
    [InlineData("4", "0", "(I2\nI2\nt", "(I3\nI1\nt", "ends at byte 20, but only 16 are there")]
    [InlineData("4", "0", "(I2\nI2\nt", "(I1\nt", "it has 2 extents, but 1 strides")]
    [InlineData("4", "0", "(I1000000\nI1000000\nt", "(I0\nI0\nt", "lie over each other")]
    [InlineData("4", "0", "(I9223372036854775807\nI9223372036854775807\nt", "(I9223372036854775807\nI9223372036854775807\nt", "larger than any file")]
    [InlineData("4", "9223372036854775807", "(I1\nt", "(I1\nt", "it starts at element 9223372036854775807")]
    [InlineData("5", "0", "(I1\nt", "(I1\nt", "has 5 elements of float32, but 16 bytes")]
    [InlineData("9223372036854775807", "0", "(I1\nt", "(I1\nt", "has 9223372036854775807 elements of float32, but 16 bytes")]
    public void TensorsStayInsideTheirStorage(string elements, string offset, string size, string stride, string? fragment)
    {
        var tensor = (TorchTensor)Pickles.ReadTorch(Pickles.Bytes(Tensor.Replace("{0}", elements).Replace("{1}", offset).Replace("{2}", size).Replace("{3}", stride)))!;
        tensor.Storage.Bytes = Pickles.Region(new byte[16]);
        if (fragment is null) Assert.True(tensor.Named("a").Length is 3 or 4);
        else Assert.Contains(fragment, Assert.Throws<RefusedException>(() => tensor.Named("a")).Message);
    }

    [Theory]
    [InlineData("I-4\n", "I0\n", "(I4\nt", "needs a number of elements")]
    [InlineData("I4\n", "I-1\n", "(I4\nt", "needs an offset")]
    [InlineData("I4\n", "I0\n", "(I-4\nt", "needs a size")]
    [InlineData("I4\n", "I0\n", "N", "needs a size")]
    [InlineData("I4\n", "I0\n", "(I1\nI1\nI1\nI1\nI1\nI1\nI1\nI1\nI1\nt", "needs a size")]
    public void NumbersOfTensorsAreChecked(string elements, string offset, string size, string fragment)
    {
        var program = Tensor.Replace("I{0}\n", elements).Replace("I{1}\n", offset).Replace("{2}", size).Replace("{3}", "(I1\nt");
        Assert.Contains(fragment, Assert.Throws<RefusedException>(() => Pickles.ReadTorch(Pickles.Bytes(program))).Message);
    }

    [Fact]
    public void StoragesAreCheckedToo()
    {
        var program = Tensor.Replace("{0}", "4").Replace("{1}", "0").Replace("{2}", "(I4\nt").Replace("{3}", "(I1\nt");
        void Refuse(string old, string now, string fragment) => Assert.Contains(fragment, Assert.Throws<RefusedException>(() => Pickles.ReadTorch(Pickles.Bytes(program.Replace(old, now)))).Message);
        Refuse("S'storage'", "S'module'", "is not that of a storage");
        Refuse("FloatStorage", "ComplexFloatStorage", "it asks for 'torch.ComplexFloatStorage'");
        Refuse("ctorch\nFloatStorage\n", "ctorch\nSize\n", "has no type of storage");
        Refuse("I4\ntQ", "I4\n(S'1'\nI0\nI4\nttQ", "is that of a part of a storage");
    }

    [Fact]
    public void ACheckpointWithoutTensorsSaysWhatItHolds()
    {
        Assert.Contains("it holds a dictionary of 'epoch', 'args', without tensors, but a model needs a state dict", Load(At("a.pth"), "}(S'epoch'\nI3\nS'args'\n]u."));
        Assert.Contains("it holds a list of 0", Load(At("a.pth"), "]."));
        Assert.Contains("tensor 'a': its storage '0' is not in the file", Load(At("a.pth"), "}S'a'\n" + Tensor.Replace("\x80\x02", "").Replace("{0}", "4").Replace("{1}", "0").Replace("{2}", "(I4\nt").Replace("{3}", "(I1\nt")[..^1] + "s."));
    }

    [Fact]
    public void OtherZipFilesAreToldApart()
    {
        File.WriteAllBytes(At("a.zip"), Zips.Of(CompressionLevel.NoCompression, ("photo.jpg", [1, 2])));
        Assert.Contains("0 of its 1 files are called '.../data.pkl'", Assert.Throws<ModelFileException>(() => ModelFormats.Load(At("a.zip"))).Message);
        File.WriteAllBytes(At("a.pt"), Zips.Of(CompressionLevel.NoCompression, ("m/data.pkl", [1]), ("m/constants.pkl", [1])));
        Assert.Contains("it is a TorchScript program", Assert.Throws<ModelFileException>(() => ModelFormats.Load(At("a.pt"))).Message);
        File.WriteAllBytes(At("a.pt"), Zips.Of(CompressionLevel.NoCompression, ("m/data.pkl", [1]), ("m/byteorder", "big"u8.ToArray())));
        Assert.Contains("not in the order of this machine", Assert.Throws<ModelFileException>(() => ModelFormats.Load(At("a.pt"))).Message);
    }

    [Fact]
    public void TheOldContainerIsCheckedPartByPart()
    {
        var sound = PythonFixtures.Bytes("onetower-legacy.pth");
        void Refuse(byte[] file, string fragment)
        {
            File.WriteAllBytes(At("a.pth"), file);
            Assert.Contains(fragment, Assert.Throws<ModelFileException>(() => ModelFormats.Load(At("a.pth"))).Message);
        }
        Refuse([.. sound.Take(sound.Length - 1)], "bytes are announced, but only");
        Refuse(Pickles.Bytes(Pickles.Latin1(sound).Replace("M\xE9\x03.", "M\xE8\x03.", StringComparison.Ordinal)), "it is not 1001");
        Refuse(Pickles.Bytes(Pickles.Latin1(sound).Replace("little_endianq\x02\x88", "little_endianq\x02\x89", StringComparison.Ordinal)), "not in the order of this machine");
        Refuse([.. TorchLegacy.Start], "1 bytes are announced, but only 0 follow");
        // The last storage's number of elements, 8 bytes before its data.
        var last = Enumerable.Range(0, sound.Length - 8).Last(i => BitConverter.ToInt64(sound, i) is 4 or 5 or 6 or 8 or 10 && sound.Length - i - 8 == 4 * BitConverter.ToInt64(sound, i));
        byte[] longer = [.. sound];
        longer[last + 7] = 0x7F;
        Refuse(longer, "elements, but is referred to with");
    }

    [Fact]
    public void ADeflatedContainerIsReadWithinBounds()
    {
        var original = AlexNet.Models.Formats.Zip.ZipFile.Open(Pickles.Region(PythonFixtures.Bytes("onetower.pth")));
        (string, byte[])[] files = [.. original.Entries.Values.Select(entry => (entry.Name, original.Read(entry).Span(0, (int)entry.Length).ToArray()))];
        File.WriteAllBytes(At("a.pth"), Zips.Of(CompressionLevel.Optimal, files));
        PythonFixtures.AssertSameWeights(PythonFixtures.Formula("onetower"), ModelFormats.Load(At("a.pth")));
        files[^2] = (files[^2].Item1, new byte[64 << 20]);
        File.WriteAllBytes(At("a.pth"), Zips.Of(CompressionLevel.Optimal, files));
        Assert.Contains("more than 64 times the file", Assert.Throws<ModelFileException>(() => ModelFormats.Load(At("a.pth"))).Message);
    }

    private static string Load(string path, string pickle)
    {
        File.WriteAllBytes(path, Zips.Of(CompressionLevel.NoCompression, ("m/data.pkl", Pickles.Bytes(pickle))));
        return Assert.Throws<ModelFileException>(() => ModelFormats.Load(path)).Message;
    }
}
