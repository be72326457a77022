using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace AlexNet.Engine.Tests.Tensors;

[Trait("Category", "Kernel")]
public class WeightConversionTests
{
    [Property(MaxTest = 60)]
    public Property NoWeightMovesByMoreThanHalfItsRowsScale() => Prop.ForAll(
        Gen.Choose(1, 9).ToArbitrary(), Gen.Choose(1, 300).ToArbitrary(), Gen.Choose(-30, 30).ToArbitrary(), (rows, columns, exponent) =>
        {
            var values = Near.Random(new Random(rows * 1000 + columns), rows * columns);
            for (var i = 0; i < values.Length; i++) values[i] *= MathF.Pow(2, exponent + i / columns);
            var quantized = Tensor(rows, columns, values).To(ElementType.Int8);
            var (back, scales) = (quantized.ToArray(), quantized.RowScales!.ToArray());
            for (var row = 0; row < rows; row++)
            {
                var magnitudes = values.Skip(row * columns).Take(columns).Select(value => Math.Abs((double)value)).ToArray();
                Assert.Equal((float)(magnitudes.Max() / 127), scales[row]);
                for (var i = row * columns; i < (row + 1) * columns; i++)
                    Assert.True(Math.Abs((double)back[i] - values[i]) <= scales[row] * 0.50001, $"{values[i]:R} became {back[i]:R} by the scale {scales[row]:R}");
            }
        });

    [Fact]
    public void Int8RoundsToNearestWithTiesToEven()
    {
        // The scale of a row whose largest is 127 is 1; long enough for vectors, and with a tail.
        float[] row = [127, 0.5f, 1.5f, 2.5f, -0.5f, -1.5f, -2.5f, 0.49999997f, -126.5f, 125.5f, -127];
        sbyte[] wanted = [127, 0, 2, 2, 0, -2, -2, 0, -126, 126, -127];
        float[] values = [.. Enumerable.Range(0, 77).Select(i => row[i % row.Length])];
        var quantized = Tensor(1, 77, values).To(ElementType.Int8);
        Assert.Equal(1, quantized.RowScales!.ToArray()[0]);
        var bytes = quantized.Bytes(0, 77);
        for (var i = 0; i < 77; i++) Assert.Equal(wanted[i % row.Length], (sbyte)bytes[i]);
    }

    [Fact]
    public void RowsOfZerosAndOfTheSmallestNumbersKeepWithinTheirRange()
    {
        float[] values = [0, -0f, float.Epsilon, -float.Epsilon, float.Epsilon * 190, float.Epsilon, float.MaxValue, -float.MaxValue];
        var quantized = Tensor(4, 2, values).To(ElementType.Int8);
        var (back, scales) = (quantized.ToArray(), quantized.RowScales!.ToArray());
        Assert.Equal([0, 0], scales[..2]);
        Assert.Equal([0, 0, 0, 0], back[..4]);
        Assert.Equal((sbyte)127, (sbyte)quantized.Bytes(4, 1)[0]);
        Assert.Equal((sbyte)1, (sbyte)quantized.Bytes(5, 1)[0]);
        Assert.Equal(1, back[6] / float.MaxValue, 1e-6);
        Assert.Equal(-back[6], back[7]);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void WhatIsNoNumberIsNotQuantised(float value)
    {
        var values = new float[300];
        values[150] = values[299] = value;
        var error = Assert.Throws<WeightConversionException>(() => Tensor(3, 100, values).To(ElementType.Int8));
        Assert.Equal(("fc.weight", 150L, ElementType.Int8), (error.Tensor, error.Index, error.Type));
        Assert.Equal(value, error.Value);
        Assert.Contains("element 150 of the weights 'fc.weight'", error.Message);
    }

    [Theory]
    [InlineData(ElementType.Float16, 65520f, "take BFloat16 or Int8")]
    [InlineData(ElementType.BFloat16, float.MaxValue, "keep Float32")]
    public void AnOverflowNamesTheWeight(ElementType type, float value, string advice)
    {
        var values = new float[40];
        values[33] = -value;
        var error = Assert.Throws<WeightConversionException>(() => Tensor(4, 10, values).To(type));
        Assert.Equal(33, error.Index);
        Assert.Contains("fc.weight", error.Message);
        Assert.Contains(advice, error.Message);
    }

    [Theory]
    [InlineData(ElementType.Float16, 2049f, 2048f)]
    [InlineData(ElementType.Float16, 2051f, 2052f)]
    [InlineData(ElementType.BFloat16, 257f, 256f)]
    [InlineData(ElementType.BFloat16, 259f, 260f)]
    public void HalfSizedTypesRoundToNearestEven(ElementType type, float value, float wanted) =>
        Assert.Equal([wanted, -wanted], Tensor(1, 2, [value, -value]).To(type).ToArray());

    [Fact]
    public void InfinitiesAndNaNsStayWhatTheyAreInFloatingPoint()
    {
        foreach (var type in new[] { ElementType.Float16, ElementType.BFloat16 })
            Assert.Equal([float.NaN, float.PositiveInfinity, float.NegativeInfinity], Tensor(1, 3, [float.NaN, float.PositiveInfinity, float.NegativeInfinity]).To(type).ToArray());
    }

    [Fact]
    public void PartsAreReadAsTheWhole()
    {
        var quantized = Tensor(5, 7, Near.Random(new Random(1), 35)).To(ElementType.Int8);
        var whole = quantized.ToArray();
        for (var start = 0; start < 35; start++)
        {
            var part = new float[35 - start];
            quantized.CopyTo(part, start);
            Assert.Equal(whole[start..], part);
        }
        Assert.Equal(35 + 5 * 4, quantized.ByteLength);
    }

    [Fact]
    public void WhatIsAlreadyOfTheTypeIsNotCopied()
    {
        var tensor = Tensor(2, 2, [1, 2, 3, 4]);
        Assert.Same(tensor, tensor.To(ElementType.Float32));
        Assert.Equal([1, 2, 3, 4], tensor.To(ElementType.BFloat16).To(ElementType.Float32).ToArray());
        Assert.Throws<ArgumentException>(() => TestWeights.From(new ParameterShape("fc.bias", [4], 1), [1, 2, 3, 4]).To(ElementType.Int8));
    }

    [Fact]
    public void ScalesThatDoNotFitAreRefused()
    {
        var quantized = Tensor(2, 2, [1, 2, 3, 4]).To(ElementType.Int8);
        WeightTensor Scales(params float[] values) => TestWeights.From(new ParameterShape("s", [values.Length], 1), values);
        void Refused(string fragment, ElementType type, WeightTensor? scales) =>
            Assert.Contains(fragment, Assert.Throws<ArgumentException>(() => new WeightTensor("w", type, [2, 2], quantized.Data, quantized, scales)).Message);

        Refused("found no row scales", ElementType.Int8, null);
        Refused("found row scales of [3] Float32", ElementType.Int8, Scales(1, 1, 1));
        Refused("found row scales of [2] BFloat16", ElementType.Int8, Scales(1, 1).To(ElementType.BFloat16));
        Refused("found the scale -1 for row 1", ElementType.Int8, Scales(1, -1));
        Refused("found the scale NaN for row 0", ElementType.Int8, Scales(float.NaN, 1));
        Refused("found the scale Infinity for row 1", ElementType.Int8, Scales(1, float.PositiveInfinity));
        Refused("only Int8 has any", ElementType.Float32, Scales(1, 1));
    }

    private static WeightTensor Tensor(int rows, int columns, float[] values) => TestWeights.From(new ParameterShape("fc.weight", [rows, columns], columns), values);
}
