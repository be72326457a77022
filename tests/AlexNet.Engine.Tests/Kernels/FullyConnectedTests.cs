using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Kernels.Reference;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace AlexNet.Engine.Tests.Kernels;

[Trait("Category", "Kernel")]
public class FullyConnectedTests
{
    public static TheoryData<ElementType> Types => [ElementType.Float32, ElementType.Float16, ElementType.BFloat16];

    [Theory]
    [MemberData(nameof(Types))]
    public void EveryTypeAndSizeAgreesWithTheReference(ElementType type)
    {
        foreach (var inputs in new[] { 1, 7, 15, 16, 17, 33, 64, 2100 })
            foreach (var outputs in new[] { 1, 3, 4, 5, 37 })
                foreach (var images in new[] { 1, 2, 3, 4, 7 })
                    Check(type, inputs, outputs, images, images % 2 == 0, images == 3 ? 0.5f : 1, inputs);
    }

    [Property(MaxTest = 40)]
    public Property AnySizeAgreesWithTheReference() => Prop.ForAll(
        Gen.Choose(1, 300).Two().ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), Gen.Elements(ElementType.Float32, ElementType.Float16, ElementType.BFloat16).ToArbitrary(),
        (sizes, images, type) => Check(type, sizes.Item1, sizes.Item2, images, sizes.Item1 % 2 == 0, 1, sizes.Item2));

    [Theory]
    [MemberData(nameof(Types))]
    public void AnImagesBitsDoNotDependOnTheBatch(ElementType type)
    {
        var random = new Random(11);
        var x = Near.Random(random, 5 * 1100);
        var weights = Near.Random(random, 40 * 1100);
        var together = Run(type, 1100, 40, 5, weights, new float[40], x, false, 1);
        for (var image = 0; image < 5; image++)
            Assert.Equal(Run(type, 1100, 40, 1, weights, new float[40], x[(image * 1100)..((image + 1) * 1100)], false, 1), together[(image * 40)..((image + 1) * 40)]);
    }

    [Fact]
    public void HalvesAreWidenedExactly()
    {
        // Every half there is, one a row of weights, times one.
        var weights = Enumerable.Range(0, 65536).Select(bits => (float)BitConverter.UInt16BitsToHalf((ushort)bits)).ToArray();
        var row = new float[32];
        row[5] = 1;
        var rows = new float[65536 * 32];
        for (var i = 0; i < weights.Length; i++) rows[i * 32 + 5] = weights[i];
        var y = Run(ElementType.Float16, 32, 65536, 1, rows, new float[65536], row, false, 1);
        for (var i = 0; i < weights.Length; i++)
            Assert.True(weights[i].Equals(y[i]) || weights[i] == y[i], $"half 0x{i:x4} is {weights[i]}, but {y[i]} came out");
    }

    private static void Check(ElementType type, int inputs, int outputs, int images, bool relu, float scale, int seed)
    {
        var random = new Random(seed);
        var x = Near.Random(random, images * inputs);
        var weights = TestWeights.Round(Near.Random(random, outputs * inputs), type);
        var bias = Near.Random(random, outputs);
        var actual = Run(type, inputs, outputs, images, weights, bias, x, relu, scale);
        for (var image = 0; image < images; image++)
        {
            var expected = ReferenceFullyConnected.Run(Near.Widen(x.AsSpan(image * inputs, inputs)), weights, bias);
            if (relu) expected = ReferenceActivation.Run(expected, ActivationFunction.Relu);
            expected = ReferenceActivation.Scale(expected, scale);
            // A sum of n random terms is of the size of their root, and so are the partial sums that round.
            var error = Near.Error(expected, actual.AsSpan(image * outputs, outputs), floor: Math.Sqrt(inputs));
            Assert.True(error < 3e-6, $"{type} {inputs} -> {outputs}, {images} images: {error:0.0e0}");
        }
    }

    private static float[] Run(ElementType type, int inputs, int outputs, int images, float[] weights, float[] bias, float[] x, bool relu, float scale)
    {
        var layer = new FullyConnected("fc", outputs);
        var input = new MapShape(inputs, 1, 1);
        var shapes = layer.Parameters(input);
        using var step = new StepHarness(
            new FullyConnectedStep(layer, input, TestWeights.From(shapes[0], weights, type), TestWeights.From(shapes[1], bias), relu, scale), images, 2);
        return step.Run(x);
    }
}
