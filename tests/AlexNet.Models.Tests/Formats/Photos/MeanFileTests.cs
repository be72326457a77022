using System.Buffers.Binary;
using System.Text;
using AlexNet.Models.Formats;

namespace AlexNet.Models.Tests.Formats.Photos;

public sealed class MeanFileTests : TemporaryFolder
{
    private const int Side = 256;

    private static readonly float[] Values = [.. Enumerable.Range(0, 3 * Side * Side).Select(i => i % 251 * 0.5f)];

    [Fact]
    public void CaffesMeanImageIsSubtracted()
    {
        foreach (var shape in new[] { new TestProto().Number(1, 1).Number(2, 3).Number(3, Side).Number(4, Side), new TestProto().Message(7, new TestProto().Number(1, 3).Number(1, Side).Number(1, Side)) })
        {
            File.WriteAllBytes(At("mean.binaryproto"), shape.Part(5, [.. Values.SelectMany(BitConverter.GetBytes)]).Bytes);
            var preprocessing = Load("mean.binaryproto");
            Assert.Equal(Values, preprocessing.MeanImage);
            Assert.Equal("BGR, 0..255, minus a mean image of 256x256, squash to 256, centre crop", preprocessing.ToString());
        }
    }

    [Theory]
    [InlineData("<f4", "(3, 256, 256)")]
    [InlineData("<f8", "(3, 256, 256)")]
    [InlineData("<f8", "(1, 3, 256, 256)")]
    public void NumPysMeanImageIsSubtracted(string type, string shape)
    {
        File.WriteAllBytes(At("mean.npy"), Numpy(type, shape, type == "<f4" ? [.. Values.SelectMany(BitConverter.GetBytes)] : [.. Values.SelectMany(value => BitConverter.GetBytes((double)value))]));
        Assert.Equal(Values, Load("mean.npy").MeanImage);
    }

    [Theory]
    [InlineData("<f4", "(3, 100, 100)", "it is an image of 100x100, but the network's photos have 227x227")]
    [InlineData("<f4", "(3, 256, 255)", "a mean needs [3, side, side]")]
    [InlineData("<f4", "(4,)", "a mean needs [3, side, side]")]
    [InlineData("<f4", "(3, 256, 25600)", "but only 786432 are there")]
    [InlineData("<f4", "(3, 2147483647, 2147483647)", "larger than any file")]
    [InlineData("<f4", "(3, 99999999999, 1)", "but only 786432 are there")]
    [InlineData("<i4", "(3, 256, 256)", "its type is i4")]
    [InlineData("|O", "(3, 256, 256)", "it holds Python objects")]
    public void OtherArraysAreRefused(string type, string shape, string problem)
    {
        File.WriteAllBytes(At("mean.npy"), Numpy(type, shape, new byte[4 * 3 * Side * Side]));
        var exception = Assert.Throws<ModelFileException>(() => Load("mean.npy"));
        Assert.Equal(At("mean.npy"), exception.File);
        Assert.Contains(problem, exception.Message);
    }

    [Fact]
    public void ValuesMustBeFinite()
    {
        float[] values = [.. Values];
        values[7] = float.NaN;
        File.WriteAllBytes(At("mean.npy"), Numpy("<f4", "(3, 256, 256)", [.. values.SelectMany(BitConverter.GetBytes)]));
        Assert.Equal("value 7", Assert.Throws<ModelFileException>(() => Load("mean.npy")).Where);
    }

    [Fact]
    public void AMeanPixelIsSubtractedToo()
    {
        File.WriteAllBytes(At("mean.npy"), Numpy("<f4", "(3,)", [.. new[] { 1f, 2, 3 }.SelectMany(BitConverter.GetBytes)]));
        Assert.Equal("BGR, 0..255, minus 1/2/3, squash to the input", Load("mean.npy").ToString());
    }

    [Fact]
    public void OtherFilesAreNoMean()
    {
        File.WriteAllText(At("mean.txt"), "104, 117, 123");
        var exception = Assert.Throws<ModelFileException>(() => Load("mean.txt"));
        Assert.Equal(At("mean.txt"), exception.File);
        Assert.Contains("it is neither Caffe's .binaryproto, nor a .npy file, nor cuda-convnet's batches.meta", exception.Message);
    }

    private Engine.Models.Preprocessing Load(string mean) => ModelFormats.Load(GraphFixture.PathOf("bare.caffemodel"), new ImportOptions { MeanFile = At(mean) }).Preprocessing;

    private static byte[] Numpy(string type, string shape, byte[] data)
    {
        var header = Encoding.ASCII.GetBytes($"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n");
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)header.Length);
        return [0x93, .. "NUMPY"u8, 1, 0, .. length, .. header, .. data];
    }
}
