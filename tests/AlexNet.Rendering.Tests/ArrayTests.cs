using AlexNet.Rendering.Arrays;

namespace AlexNet.Rendering.Tests;

public class ArrayTests
{
    // What numpy.save writes of numpy.arange(12, dtype='<f4').reshape(2, 2, 3) / 4, but for the comma after the last extent, which its reader takes too.
    [Fact]
    public void NpyFilesHaveNumPysHeader()
    {
        using var stream = new MemoryStream();
        using (var writer = new NpyWriter(stream, 2, 3))
        {
            for (var photo = 0; photo < 2; photo++) writer.Add("", [.. Enumerable.Range(6 * photo, 6).Select(i => i / 4f)]);
            writer.Finish();
        }
        var bytes = stream.ToArray();
        Assert.Equal([0x93, .. "NUMPY"u8, 1, 0, 118, 0], bytes[..10]);
        Assert.Equal("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2, 3,), }".PadRight(117) + "\n", System.Text.Encoding.ASCII.GetString(bytes[10..128]));
        Assert.Equal(128 + 12 * sizeof(float), bytes.Length);
        Assert.Equal(11 / 4f, BitConverter.ToSingle(bytes, bytes.Length - sizeof(float)));
    }

    [Fact]
    public void CsvFilesGiveBackTheSameSingles()
    {
        using var stream = new MemoryStream();
        using (var writer = new CsvWriter(stream, 2))
        {
            writer.Add("a \"b\", c.jpg", [0.1f, float.NaN]);
            writer.Add("d.jpg", [1e-40f, -16777216]);
            writer.Finish();
        }
        var lines = System.Text.Encoding.UTF8.GetString(stream.ToArray()).Split('\n');
        Assert.Equal(["Path,V0,V1", "\"a \"\"b\"\", c.jpg\",0.1,NaN", "\"d.jpg\",1E-40,-16777216", ""], lines);
        Assert.Equal(1e-40f, float.Parse(lines[2].Split(',')[1], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void AnArrayOfAnotherLengthIsRefused()
    {
        using var stream = new MemoryStream();
        Assert.Throws<ArgumentException>(() => new NpyWriter(stream, 3).Add("", [1, 2]));
        Assert.Throws<ArgumentException>(() => new CsvWriter(stream, 3).Add("", [1, 2]));
    }
}
