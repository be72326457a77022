using System.IO.Compression;
using System.Text;
using AlexNet.Models.Formats;
using AlexNet.Models.Formats.Numpy;
using AlexNet.Models.Formats.Photos;
using AlexNet.Models.Tests.Formats.Pickle;
using AlexNet.Models.Tests.Formats.Zip;

namespace AlexNet.Models.Tests.Formats.Numpy;

/// <summary>NumPy's files: headers, arrays, means.</summary>
public sealed class NpyTests : TemporaryFolder
{
    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }", 1, new long[] { 3, 4 }, false)]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (3,), }   \n", 1, new long[] { 3 }, true)]
    [InlineData("{\"shape\": (), \"descr\": \"|O\", \"fortran_order\": False}", 2, new long[0], false)]
    [InlineData("{'descr':'<f8','fortran_order':False,'shape':(3L,4L)}", 3, new long[] { 3, 4 }, false)]
    public void HeadersAreRead(string text, int version, long[] shape, bool isColumnMajor)
    {
        var file = File(text, version);
        var header = NpyHeader.Parse(file);
        Assert.Equal(shape, header.Shape);
        Assert.Equal(isColumnMajor, header.IsColumnMajor);
        Assert.Equal(file.Length, header.DataStart);
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False}", "not all of 'descr', 'fortran_order' and 'shape'")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': ()}", "the key 'descr'")]
    [InlineData("{'descr': '<f4', 'fortran_order': 0, 'shape': ()}", "neither True nor False")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}", "no extent")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}", "no extent")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,1)}", "more than 8 extents")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3 4)}", "no ')'")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': ()}", "no text in quotes")]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': ()}", "the higher byte first")]
    [InlineData("{'descr': 'python', 'fortran_order': False, 'shape': ()}", "no numbers that weights need")]
    [InlineData("__import__('os').system('touch hacked')", "no '{'")]
    [InlineData("{'descr': '<f4", "a text without end")]
    [InlineData("   ", "no '{'")]
    [InlineData("", "it does not begin as a .npy file does")]
    public void OtherHeadersAreRefused(string text, string fragment) => Assert.Contains(fragment, Assert.Throws<RefusedException>(() => NpyHeader.Parse(File(text, 1))).Message);

    [Fact]
    public void DamagedStartsAreRefused()
    {
        var sound = File("{'descr': '<f4', 'fortran_order': False, 'shape': ()}", 1);
        Assert.Throws<RefusedException>(() => NpyHeader.Parse(sound.AsSpan(0, 11)));
        Assert.Throws<RefusedException>(() => NpyHeader.Parse(sound.AsSpan(0, 30)));
        sound[6] = 4;
        Assert.Contains("version 4", Assert.Throws<RefusedException>(() => NpyHeader.Parse(sound)).Message);
    }

    [Fact]
    public void OneArrayIsNoModel()
    {
        Assert.Contains("it is one array of [3, 4, 4] float64, but a model needs a dictionary of arrays", Assert.Throws<ModelFileException>(() => PythonFixtures.Load("mean.npy")).Message);
        System.IO.File.WriteAllBytes(At("a.npz"), Zips.Of(CompressionLevel.NoCompression, ("a.npy", File("{'descr': '|O', 'fortran_order': False, 'shape': ()}", 1))));
        Assert.Contains("it holds Python objects", Assert.Throws<ModelFileException>(() => ModelFormats.Load(At("a.npz"))).Message);
        System.IO.File.WriteAllBytes(At("a.npz"), Zips.Of(CompressionLevel.NoCompression, ("a.npy", File("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000000,)}", 1))));
        Assert.Contains("ends at byte 4000000000000, but only 0 are there", Assert.Throws<ModelFileException>(() => ModelFormats.Load(At("a.npz"))).Message);
    }

    [Fact]
    public void AnArrayMustHaveAllOfItsBytes()
    {
        const string State = "cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntS'b'\ntR(I1\n(I{0}\ntcnumpy\ndtype\n(S'f4'\nI0\nI1\ntRI00\nS'abcdefgh'\ntb.";
        Assert.Equal(2, ((NumpyArray)Pickles.Read(Pickles.Bytes(State.Replace("{0}", "2")))!).Named("a").Length);
        foreach (var extent in new[] { "1", "3", "9223372036854775807" })
            Assert.ThrowsAny<RefusedException>(() => ((NumpyArray)Pickles.Read(Pickles.Bytes(State.Replace("{0}", extent)))!).Named("a"));
        Assert.Contains("needs a shape", Assert.Throws<RefusedException>(() => Pickles.Read(Pickles.Bytes(State.Replace("{0}", "-2")))).Message);
    }

    [Fact]
    public void AMeanImageComesFromAFileBesideTheModel()
    {
        var mean = MeanFile.Read(PythonFixtures.At("mean.npy"));
        Assert.Equal(4, mean.Side);
        Assert.Equal(Enumerable.Range(0, 48).Select(i => (float)i), mean.Values);
        Assert.Contains("it is an image of 4x4, but the network's photos have 227x227", Assert.Throws<ModelFileException>(() => PythonFixtures.Load("bvlc.npz", mean: "mean.npy")).Message);
        Assert.Contains("it is neither Caffe's .binaryproto, nor a .npy file", Assert.Throws<ModelFileException>(() => PythonFixtures.Load("bvlc.npz", mean: "logits.json")).Message);
    }

    [Fact]
    public void AMeanOfThePhotosSizeIsCutWithThem()
    {
        var mean = WriteMean([3, 256, 256]);
        var cut = ModelFormats.Load(PythonFixtures.At("bvlc.npz"), new ImportOptions { MeanFile = mean }).Preprocessing;
        Assert.Equal("BGR, 0..255, minus a mean image of 256x256, squash to 256, centre crop", cut.ToString());
        Assert.Equal(65536, cut.MeanImage![65536]);
        // Rows of pixels are turned into maps.
        Assert.Equal(1, ModelFormats.Load(PythonFixtures.At("bvlc.npz"), new ImportOptions { MeanFile = WriteMean([227, 227, 3]) }).Preprocessing.MeanImage![227 * 227]);
        Assert.Equal("BGR, 0..255, minus 0/1/2, squash to the input", ModelFormats.Load(PythonFixtures.At("bvlc.npz"), new ImportOptions { MeanFile = WriteMean([3]) }).Preprocessing.ToString());
    }

    /// <summary>Zero, one, two, ...</summary>
    private string WriteMean(int[] shape)
    {
        var count = shape.Aggregate(1, (product, extent) => product * extent);
        var values = new byte[count * sizeof(float)];
        for (var i = 0; i < count; i++) BitConverter.TryWriteBytes(values.AsSpan(i * sizeof(float)), (float)i);
        System.IO.File.WriteAllBytes(At("mean.npy"), [.. File($"{{'descr': '<f4', 'fortran_order': False, 'shape': ({string.Join(", ", shape)},), }}", 1), .. values]);
        return At("mean.npy");
    }

    private static byte[] File(string text, int version)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)bytes.Length) : BitConverter.GetBytes((uint)bytes.Length);
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. bytes];
    }
}
