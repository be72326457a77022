using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Kernels.FullyConnected;
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
    public static TheoryData<ElementType> Types => [.. Enum.GetValues<ElementType>()];

    [Theory]
    [MemberData(nameof(Types))]
    public void EveryTypeAndSizeAgreesWithTheReference(ElementType type)
    {
        // More inputs than a block and than the blocks that share L2; rows that leave a tile and a piece unfilled; every size of tile, and two turns of images.
        foreach (var inputs in new[] { 1, 7, 15, 16, 17, 33, 64, 2100, 1540 })
            foreach (var outputs in new[] { 1, 3, 4, 5, 37 })
                foreach (var images in new[] { 1, 2, 3, 4, 7, 67 })
                    Check(type, inputs, outputs, images, images % 2 == 0, images == 3 ? 0.5f : 1, inputs);
    }

    [Property(MaxTest = 40)]
    public Property AnySizeAgreesWithTheReference() => Prop.ForAll(
        Gen.Choose(1, 300).Two().ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), Gen.Elements(Enum.GetValues<ElementType>()).ToArbitrary(),
        (sizes, images, type) => Check(type, sizes.Item1, sizes.Item2, images, sizes.Item1 % 2 == 0, 1, sizes.Item2));

    [Theory]
    [MemberData(nameof(Types))]
    public void AnImagesBitsDoNotDependOnTheBatch(ElementType type)
    {
        var random = new Random(11);
        const int Inputs = 1101, Outputs = 43, Most = 70;
        var x = Near.Random(random, Most * Inputs);
        var weights = Near.Random(random, Outputs * Inputs);
        var bias = Near.Random(random, Outputs);
        var alone = Enumerable.Range(0, Most).Select(image => Run(type, Inputs, Outputs, 1, weights, bias, x[(image * Inputs)..((image + 1) * Inputs)], true, 0.3f)).ToArray();
        foreach (var images in new[] { 2, 3, 5, 9, 16, Most })
        {
            var together = Run(type, Inputs, Outputs, images, weights, bias, x[..(images * Inputs)], true, 0.3f);
            for (var image = 0; image < images; image++) Values.AssertSameBits(alone[image], together.AsSpan(image * Outputs, Outputs), $"image {image} of {images}");
        }
    }

    [Fact]
    public void SignedBytesAreWidenedExactly()
    {
        // Every byte there is, -128 too, which quantisation never makes but a file may hold; each lane of a register sees each of them.
        var bytes = new sbyte[256 * 256];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (sbyte)(i + i / 256);
        var scales = Enumerable.Range(0, 256).Select(row => row / 8f).ToArray();
        var weights = Quantized(bytes, scales);
        var bias = Enumerable.Range(0, 256).Select(row => row - 99f).ToArray();
        for (var column = 0; column < 256; column += 51)
        {
            var one = new float[256];
            one[column] = 1;
            foreach (var images in new[] { 1, 5 })
            {
                var y = Run(weights, bias, [.. Enumerable.Repeat(one, images).SelectMany(x => x)], images, false, 1);
                for (var i = 0; i < y.Length; i++) Assert.Equal(bytes[i % 256 * 256 + column] * scales[i % 256] + bias[i % 256], y[i]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void ANaNComesThrough(ElementType type)
    {
        foreach (var images in new[] { 1, 4 })
        {
            var x = Near.Random(new Random(3), images * 50);
            x[(images - 1) * 50 + 17] = float.NaN;
            var y = Run(type, 50, 6, images, Near.Random(new Random(4), 300), new float[6], x, true, 1);
            Assert.All(y[^6..], value => Assert.True(float.IsNaN(value)));
            Assert.All(y[..^6], value => Assert.False(float.IsNaN(value)));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public unsafe void NothingIsReadOrWrittenBeyondTheOperands(int more)
    {
        // Where a byte too many is touched, the process ends: see GuardedBuffer.
        var inputs = 64 + more * 3;
        const int Outputs = 37;
        foreach (var type in Enum.GetValues<ElementType>())
        {
            foreach (var images in new[] { 1, 3, 16 })
            {
                var floats = Outputs * inputs * type.Size() / sizeof(float);
                if (floats * sizeof(float) != Outputs * inputs * type.Size()) continue;
                using var weights = new GuardedBuffer(floats);
                using var x = new GuardedBuffer(images * inputs);
                using var packed = new GuardedBuffer(images * inputs);
                using var y = new GuardedBuffer(images * Outputs);
                using var bias = new GuardedBuffer(Outputs);
                using var scales = new GuardedBuffer(Outputs);
                using var scratch = new GuardedBuffer((int)FullyConnectedKernel.Scratch(images));
                var operands = new FullyConnectedOperands
                {
                    Type = type,
                    Weights = (byte*)weights.Pointer,
                    RowScales = type == ElementType.Int8 ? scales.Pointer : null,
                    Bias = bias.Pointer,
                    Inputs = inputs,
                    Outputs = Outputs,
                    X = x.Pointer,
                    Packed = packed.Pointer,
                    Y = y.Pointer,
                    Images = images,
                    Relu = false,
                    Factor = 1,
                };
                y.Span.Fill(float.NaN);
                for (var piece = 0; piece < PackedImages.Pieces(inputs, images); piece++) FullyConnectedKernel.Pack(operands, piece);
                for (var row = 0; row < Outputs; row += FullyConnectedKernel.RowsPerPiece)
                    FullyConnectedKernel.Run(operands, row, Math.Min(Outputs, row + FullyConnectedKernel.RowsPerPiece), scratch.Pointer);
                Assert.All(y.ToArray(), value => Assert.Equal(0, value));
            }
        }
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
        var bias = Near.Random(random, outputs);
        var weights = Weights(type, inputs, outputs, TestWeights.Round(Near.Random(random, outputs * inputs), type));
        var actual = Run(weights, bias, x, images, relu, scale);
        var stored = weights.ToArray();
        for (var image = 0; image < images; image++)
        {
            var expected = ReferenceFullyConnected.Run(Near.Widen(x.AsSpan(image * inputs, inputs)), stored, bias);
            if (relu) expected = ReferenceActivation.Run(expected, ActivationFunction.Relu);
            expected = ReferenceActivation.Scale(expected, scale);
            // A sum of n random terms is of the size of their root, and so are the partial sums that round.
            var error = Near.Error(expected, actual.AsSpan(image * outputs, outputs), floor: Math.Sqrt(inputs));
            Assert.True(error < 3e-6, $"{type} {inputs} -> {outputs}, {images} images: {error:0.0e0}");
        }
    }

    private static float[] Run(ElementType type, int inputs, int outputs, int images, float[] weights, float[] bias, float[] x, bool relu, float scale) =>
        Run(Weights(type, inputs, outputs, weights), bias, x, images, relu, scale);

    private static float[] Run(WeightTensor weights, float[] bias, float[] x, int images, bool relu, float scale)
    {
        var layer = new FullyConnected("fc", weights.Shape[0]);
        var input = new MapShape(weights.Shape[1], 1, 1);
        using var step = new StepHarness(new FullyConnectedStep(layer, input, weights, TestWeights.From(layer.Parameters(input)[1], bias), relu, scale), images, 2);
        return step.Run(x);
    }

    private static WeightTensor Weights(ElementType type, int inputs, int outputs, float[] values) =>
        TestWeights.From(new FullyConnected("fc", outputs).Parameters(new MapShape(inputs, 1, 1))[0], values, type);

    private static unsafe WeightTensor Quantized(sbyte[] bytes, float[] scales)
    {
        var data = new NativeBuffer(bytes.Length / sizeof(float));
        bytes.CopyTo(new Span<sbyte>(data.Pointer, bytes.Length));
        var rowScales = TestWeights.From(new ParameterShape("fc.weight_scale", [scales.Length], 1), scales);
        return new WeightTensor("fc.weight", ElementType.Int8, [scales.Length, bytes.Length / scales.Length], (nint)data.Pointer, data, rowScales);
    }
}
