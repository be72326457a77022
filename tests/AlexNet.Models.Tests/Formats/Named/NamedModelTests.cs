using AlexNet.Engine.Models;
using AlexNet.Models.Formats;
using AlexNet.Models.Formats.Named;

namespace AlexNet.Models.Tests.Formats.Named;

/// <summary>From names and shapes to a network: what is recognised, and what each refusal says.</summary>
public sealed class NamedModelTests
{
    [Theory]
    [InlineData("features.0.weight", "features.0", false)]
    [InlineData("module.features.module.10.bias", "module.features.module.10", true)]
    [InlineData("conv1_w", "conv1", false)]
    [InlineData("conv1_b", "conv1", true)]
    [InlineData("fc8_w_0", "fc8", false)]
    [InlineData("fc8_b_0", "fc8", true)]
    [InlineData("conv1/weights:0", "conv1", false)]
    [InlineData("conv1/biases:0", "conv1", true)]
    [InlineData("dense_1/kernel:0", "dense_1", false)]
    [InlineData("conv1W", "conv1", false)]
    [InlineData("fc6b", "fc6", true)]
    public void NamesAreTakenApart(string name, string layer, bool isBias) => Assert.Equal(new ParameterName(layer, isBias), ParameterName.Parse(name));

    [Theory]
    [InlineData("features.1.running_mean")]
    [InlineData("weight")]
    [InlineData("b")]
    [InlineData("")]
    [InlineData("conv1_1")]
    public void NamesThatSayNeitherAreNone(string name) => Assert.Null(ParameterName.Parse(name));

    [Fact]
    public void NamesAreOrderedAsPeopleCount()
    {
        string[] names = ["features.0", "features.3", "features.10", "features.10a", "fc6", "fc10", "conv2b", "conv2a", "conv", "x00000000000000000000000000002", "x11111111111111111111111111111111"];
        Assert.Equal(["conv", "conv2a", "conv2b", "fc6", "fc10", "features.0", "features.3", "features.10", "features.10a", "x00000000000000000000000000002", "x11111111111111111111111111111111"],
            names.Order(NaturalOrder.Instance));
    }

    [Theory]
    [InlineData("paper")]
    [InlineData("source2012")]
    [InlineData("bvlc")]
    [InlineData("caffenet")]
    [InlineData("onetower")]
    public void EveryNetworkIsMadeOfItsArrays(string name)
    {
        var expected = PythonFixtures.Formula(name);
        var model = Create(Arrays.Of(expected, rename: parameter => "net." + parameter), name);
        Assert.Equal(expected.Architecture.Layers, model.Architecture.Layers);
        PythonFixtures.AssertSameWeights(expected, model);
    }

    [Fact]
    public void OutputsMayBeLast()
    {
        var expected = PythonFixtures.Formula("bvlc");
        var arrays = Arrays.Of(expected).ConvertAll(array => array.Shape.Count switch
        {
            4 => array.Permute(2, 3, 1, 0),
            2 when array.Name == "fc6.weight" => array, // Its order is told by the fixtures of NumPy.
            2 => array.Permute(1, 0),
            _ => array,
        });
        var fc6 = arrays.FindIndex(array => array.Name == "fc6.weight");
        arrays[fc6] = Arrays.Zeros("fc6.weight", arrays[fc6].Shape[1], arrays[fc6].Shape[0]);
        var model = Create(arrays);
        Assert.Equal(expected.Weight("conv2.weight").ToArray(), model.Weight("conv2.weight").ToArray());
        Assert.Equal(expected.Weight("fc7.weight").ToArray(), model.Weight("fc7.weight").ToArray());
    }

    [Fact]
    public void EachRefusalNamesTheTensorAndWhatWasNeeded()
    {
        Refuse("tensor 'conv2.weight', its shape is [8, 4, 3, 3], but conv2.weight of 'bvlc' needs [8, 4, 5, 5]", Replace("conv2.weight", Arrays.Zeros("conv2.weight", 8, 4, 3, 3)));
        Refuse("tensor 'conv3.weight', its shape is [12, 3, 3, 3], but of the 8 maps before it, it must read all or, inside a tower, half", Replace("conv3.weight", Arrays.Zeros("conv3.weight", 12, 3, 3, 3)));
        Refuse("tensor 'conv3.weight', its shape is [12, 0, 3, 3]", Replace("conv3.weight", Arrays.Zeros("conv3.weight", 12, 0, 3, 3)));
        Refuse("tensor 'fc6.weight', its shape is [12, 200], but fc6.weight of 'bvlc' needs [12, 288]", Replace("fc6.weight", Arrays.Zeros("fc6.weight", 12, 200)));
        Refuse("tensor 'fc7.bias', its shape is [11], but fc7.bias of 'bvlc' needs [10]", Replace("fc7.bias", Arrays.Zeros("fc7.bias", 11)));
        Refuse("tensor 'fc7.bias', its shape is [2, 5], but", Replace("fc7.bias", Arrays.Zeros("fc7.bias", 2, 5)));
        Refuse("tensor 'conv1.weight', its shape is [8, 4, 11, 11], but the first convolution needs [outputs, 3, kernel, kernel] or [kernel, kernel, 3, outputs]", Replace("conv1.weight", Arrays.Zeros("conv1.weight", 8, 4, 11, 11)));
        Refuse("tensor 'conv1.weight', its type is int64, but weights need float32", Replace("conv1.weight", Arrays.Of("conv1.weight", new ArrayType("int64", 8), 8, 3, 11, 11)));
        Refuse("tensor 'conv1.weight', its shape is [8, 3, 11], but weights of AlexNet have four extents", Replace("conv1.weight", Arrays.Zeros("conv1.weight", 8, 3, 11)));
        Refuse("tensor 'conv4.bias', there is no weight that goes with it", Replace("conv4.weight", null));
        Refuse("tensor 'conv4.weight', there is no bias that goes with it", Replace("conv4.bias", null));
        Refuse("tensors, there are 4 convolutions ('conv1', 'conv2', 'conv3', ...), but AlexNet has 5", [.. Sound().Where(array => !array.Name.StartsWith("conv5", StringComparison.Ordinal))]);
        Refuse("tensors, there are 0 fully connected layers, but AlexNet has 3", [.. Sound().Where(array => !array.Name.StartsWith("fc", StringComparison.Ordinal))]);
        Refuse("tensor 'bn1.running_mean', [8] float32 is called neither weight nor bias", [.. Sound(), Arrays.Zeros("bn1.running_mean", 8)]);
        Refuse("tensor 'conv1_w', the layer 'conv1' has another weight already", [.. Sound(), Arrays.Zeros("conv1_w", 8, 3, 11, 11)]);
        Refuse("tensors, there are none that are called weight or bias", []);
    }

    [Fact]
    public void AColumnMayBeABias()
    {
        var column = Arrays.Of(PythonFixtures.Formula("bvlc")).Find(array => array.Name == "conv3.bias")!;
        var model = Create(Replace("conv3.bias", column with { Shape = [1, 12, 1], Strides = [12, 1, 1] }));
        Assert.Equal(PythonFixtures.Formula("bvlc").Weight("conv3.bias").ToArray(), model.Weight("conv3.bias").ToArray());
    }

    [Theory]
    [InlineData(new long[] { 2, 3 }, new long[] { 3, 1 }, 23, "ends at byte 24, but only 23 are there")]
    [InlineData(new long[] { 2, 3 }, new long[] { 4, 1 }, 24, "ends at byte 28, but only 24 are there")]
    [InlineData(new long[] { 1000, 1000 }, new long[] { 0, 0 }, 24, "lie over each other")]
    [InlineData(new long[] { long.MaxValue, long.MaxValue, long.MaxValue }, new long[] { 0, 0, 0 }, 24, "larger than any file")]
    [InlineData(new long[] { 2, 2 }, new long[] { long.MaxValue, long.MaxValue }, 24, "larger than any file")]
    [InlineData(new long[] { long.MaxValue }, new long[] { 1 }, 24, "but only 24 are there")]
    public void ArraysStayInsideTheirBytes(long[] shape, long[] strides, long bytes, string fragment)
    {
        var exception = Assert.Throws<RefusedException>(() => NamedArray.Checked("a", ArrayType.Float32, shape, strides, new LazyRegion(bytes, () => throw new InvalidOperationException())));
        Assert.Contains(fragment, exception.Message);
    }

    private static List<NamedArray> Sound() => Arrays.Of(PythonFixtures.Formula("bvlc"));

    private static List<NamedArray> Replace(string name, NamedArray? array)
    {
        var arrays = Sound();
        var index = arrays.FindIndex(item => item.Name == name);
        arrays.RemoveAt(index);
        if (array is not null) arrays.Insert(index, array);
        return arrays;
    }

    private static Model Create(IEnumerable<NamedArray> arrays, string? architecture = null) => NamedModel.Create("a.npz", "NumPy", arrays, new ImportOptions { Architecture = architecture }, default);

    private static void Refuse(string expected, List<NamedArray> arrays)
    {
        var exception = Assert.Throws<RefusedException>(() => Create(arrays)).In("f");
        Assert.Contains(expected, $"{exception.Where}, {exception.Problem}");
    }
}
