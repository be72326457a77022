using System.IO.Compression;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Compression;
using AlexNet.Models.Metadata;
using AlexNet.Models.Safetensors;
using AlexNet.Models.Sparse;

namespace AlexNet.Models.Tests.Sparse;

public sealed class SparseFileTests : TemporaryFolder
{
    private const string Weight = "fc3.weight";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhatIsSavedAsSparseIsLoadedBitByBit(bool smallest)
    {
        var compressor = new ModelCompressor(Tiny.Model());
        compressor.ShareValues();
        ModelFile.Save(compressor.Model, At("sparse"), new SaveOptions { Sparse = true, Smallest = smallest });
        ModelFile.Save(compressor.Model, At("dense"));

        var loaded = ModelFile.Load(At("sparse"));
        foreach (var weight in compressor.Model.Weights) Assert.Equal(Tiny.BytesOf(weight), Tiny.BytesOf(loaded.Weight(weight.Name)));
        var file = SafetensorsFile.Open(At("sparse"));
        Assert.False(file.Tensors.ContainsKey(Weight));
        Assert.Equal("U8", file.Tensors[Weight + ".codes"].Type);
    }

    [Fact]
    public void WeightsOfManyValuesAreStoredAsAlways()
    {
        float[] many = [.. Enumerable.Range(0, 4000).Select(i => (float)(i % 300))];
        Assert.Null(SparseTensors.Of(Tiny.Tensor<float>(Weight, ElementType.Float32, [40, 100], many)));
        for (var i = 0; i < many.Length; i++) many[i] %= 200;
        Assert.NotNull(SparseTensors.Of(Tiny.Tensor<float>(Weight, ElementType.Float32, [40, 100], many)));
        Assert.Null(SparseTensors.Of(Tiny.Tensor<float>("fc3.bias", ElementType.Float32, [4000], many)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(254)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(1000)]
    public void GapsOfAnyLengthComeBack(int zeros)
    {
        var weights = new float[2 * zeros + 3];
        (weights[0], weights[zeros + 1], weights[^1]) = (1, -2, 1);
        Assert.Equal(weights, Expand(SparseCode.Of(weights)!, weights.Length));
        Array.Clear(weights, weights.Length - 1, 1);
        Assert.Equal(weights, Expand(SparseCode.Of(weights)!, weights.Length));
    }

    [Fact]
    public void RandomWeightsComeBack()
    {
        var random = new Random(3);
        for (var turn = 0; turn < 200; turn++)
        {
            var density = random.NextDouble();
            var weights = new float[random.Next(1, 5000)];
            for (var i = 0; i < weights.Length; i++)
                if (random.NextDouble() < density) weights[i] = (random.Next(256) - 128) / 8f;
            Assert.Equal(weights, Expand(SparseCode.Of(weights)!, weights.Length));
        }
    }

    [Fact]
    public void MoreThan256ValuesOrNoNumbersHaveNoCode()
    {
        Assert.Null(SparseCode.Of([.. Enumerable.Range(1, 257).Select(i => (float)i)]));
        Assert.NotNull(SparseCode.Of([.. Enumerable.Range(0, 257).Select(i => (float)i)]));
        Assert.Null(SparseCode.Of([1, float.NaN]));
    }

    [Theory]
    [InlineData(new byte[] { 0 }, new byte[] { 10, 10 }, "go past")]
    [InlineData(new byte[] { 0, 0 }, new byte[] { 9, 0 }, "go past")]
    [InlineData(new byte[] { 0 }, new byte[] { 255, 0 }, "go past")]
    [InlineData(new byte[] { 0 }, new byte[] { 0, 0 }, "fewer codes")]
    [InlineData(new byte[] { 0, 0 }, new byte[] { 0 }, "more codes")]
    [InlineData(new byte[] { 2 }, new byte[] { 0 }, "codebook of 2")]
    public void CodesThatDoNotFitAreRefused(byte[] codes, byte[] gaps, string words) =>
        Assert.Contains(words, Assert.Throws<RefusedException>(() => Expand(new SparseCode([1, 2], codes, gaps), 10)).Message);

    [Fact]
    public void DamagedStreamsAreRefusedOrHarmless()
    {
        var weights = new float[4000];
        for (var i = 0; i < weights.Length; i += 3) weights[i] = i % 7 - 3;
        var code = SparseCode.Of(weights)!;
        byte[] codes = Brotli(code.Codes), gaps = Brotli(code.Gaps);
        var random = new Random(5);
        for (var turn = 0; turn < 500; turn++)
        {
            var damaged = (byte[])gaps.Clone();
            if (turn % 2 == 0) Array.Resize(ref damaged, random.Next(damaged.Length));
            else damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            // Either an error of ours, or other weights within the buffer: nothing else may happen.
            if (Record.Exception(() => Expand(code.Codebook, codes, damaged, weights.Length)) is { } error) Assert.IsType<RefusedException>(error);
        }
    }

    [Fact]
    public void AStreamWithoutEndIsStoppedAtTheLastWeight()
    {
        var bomb = Brotli([.. Enumerable.Repeat((byte)255, 16 << 20)]);
        Assert.InRange(bomb.Length, 1, 1 << 20);
        Assert.Contains("go past", Assert.Throws<RefusedException>(() => Expand([1], Brotli([]), bomb, 1000)).Message);
    }

    [Theory]
    [InlineData(".gaps")]
    [InlineData(".codebook")]
    public void AMissingPartIsNamed(string suffix)
    {
        var model = Tiny.Model();
        List<IFileTensor> tensors = [.. model.Weights.Where(weight => weight.Name != Weight).Select(weight => (IFileTensor)new TensorToWrite(weight, ElementType.Float32))];
        tensors.AddRange(new IFileTensor[]
        {
            new TensorToWrite(Tiny.Tensor(Weight + ".codebook", 1), ElementType.Float32), new ByteTensor(Weight + ".codes", Brotli([0])), new ByteTensor(Weight + ".gaps", Brotli([0])),
        }.Where(tensor => tensor.Name != Weight + suffix));
        SafetensorsWriter.Write(At("a"), tensors, ModelMetadata.Write(model), overwrite: false, default);
        Assert.Contains(Weight + suffix, Assert.Throws<ModelFileException>(() => ModelFile.Load(At("a"))).Message);
    }

    private static float[] Expand(SparseCode code, int length) => Expand(code.Codebook, Brotli(code.Codes), Brotli(code.Gaps), length);

    private static unsafe float[] Expand(float[] codebook, byte[] codes, byte[] gaps, int length)
    {
        var weights = new float[length];
        fixed (float* data = weights) SparseReader.Expand("tensor", codebook, new MemoryStream(codes), new MemoryStream(gaps), data, length);
        return weights;
    }

    private static byte[] Brotli(byte[] data)
    {
        using var target = new MemoryStream();
        using (var brotli = new BrotliStream(target, CompressionLevel.Fastest, leaveOpen: true)) brotli.Write(data);
        return target.ToArray();
    }
}
