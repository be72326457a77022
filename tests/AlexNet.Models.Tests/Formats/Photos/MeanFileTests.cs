using System.Buffers.Binary;
using System.Text;
using AlexNet.Models.Formats;

namespace AlexNet.Models.Tests.Formats;

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
    [InlineData("<f4", "(3, 100, 100)", "a mean image of side 100, but needs 227 or, when the photo is cut, 256")]
    [InlineData("<f4", "(3, 256, 255)", "a mean image is [3, side, side]")]
    [InlineData("<f4", "(3,)", "a mean image is [3, side, side]")]
    [InlineData("<f4", "(3, 256, 25600)", "needs more bytes")]
    [InlineData("<f4", "(3, 2147483647, 2147483647)", "needs more bytes")]
    [InlineData("<f4", "(3, 99999999999, 1)", "no list of numbers")]
    [InlineData("<i4", "(3, 256, 256)", "does not say that it holds singles or doubles")]
    [InlineData("|O", "(3, 256, 256)", "does not say that it holds singles or doubles")]
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
    public void DamagedMeanFilesGiveAnErrorOrAMeanImage()
    {
        // The smallest there is: Mutations looks at a file of a few kilobytes.
        var header = Numpy("<f4", "(3, 256, 256)", []);
        var random = new Random(3);
        for (var i = 0; i < 300; i++)
        {
            File.WriteAllBytes(At("mean.npy"), [.. Mutations.Damage(header, random), .. new byte[4 * 3 * Side * Side]]);
            try
            {
                Assert.NotNull(Load("mean.npy").MeanImage);
            }
            catch (ModelFileException exception)
            {
                Assert.Equal(At("mean.npy"), exception.File);
            }
        }
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
