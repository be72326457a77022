using System.Buffers.Binary;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Safetensors;

namespace AlexNet.Models.Tests.Safetensors;

public sealed class SafetensorsWriterTests : TemporaryFolder
{
    private static readonly Dictionary<string, string> NoMetadata = [];

    [Fact]
    public void DataIsAlignedAndWideTypesComeFirst()
    {
        var odd = Tiny.Tensor("odd", 1, 2, 3);
        SafetensorsWriter.Write(At("a"), [new(odd, ElementType.Float16), new(odd, ElementType.Float32) { Tensor = Tiny.Tensor("wide", 4, 5) }],
            new Dictionary<string, string> { ["key"] = "a \"text\"\n" });
        var file = SafetensorsFile.Open(At("a"));

        Assert.Equal(0, file.DataStart % SafetensorsWriter.Alignment);
        Assert.Equal(0, file.Tensors["wide"].Begin);
        Assert.Equal(8, file.Tensors["odd"].Begin);
        Assert.Equal("a \"text\"\n", file.Metadata["key"]);
        var prefix = File.ReadAllBytes(At("a")).AsSpan(0, 8);
        Assert.Equal(file.DataStart - 8, (long)BinaryPrimitives.ReadUInt64LittleEndian(prefix));
    }

    [Theory]
    [InlineData(0f, 0x0000)]
    [InlineData(-0f, 0x8000)]
    [InlineData(1f, 0x3C00)]
    [InlineData(65504f, 0x7BFF)]
    [InlineData(65519.996f, 0x7BFF)] // just below the middle between the largest and infinity
    [InlineData(2049f, 0x6800)] // a tie: 2048 is even
    [InlineData(2051f, 0x6802)] // a tie: up to 2052
    [InlineData(5.9604645e-8f, 0x0001)] // the smallest subnormal
    [InlineData(2.9802322e-8f, 0x0000)] // half of it: a tie to 0
    [InlineData(2.9802326e-8f, 0x0001)]
    [InlineData(6.097555e-5f, 0x03FF)] // the largest subnormal
    [InlineData(float.PositiveInfinity, 0x7C00)]
    [InlineData(float.NegativeInfinity, 0xFC00)]
    public void Float16RoundsToNearestEven(float value, int bits) => Assert.Equal((ushort)bits, Converted(value, ElementType.Float16));

    [Theory]
    [InlineData(0x00000000u, 0x0000)]
    [InlineData(0x80000000u, 0x8000)]
    [InlineData(0x3F808000u, 0x3F80)] // a tie: even stays
    [InlineData(0x3F818000u, 0x3F82)] // a tie: odd goes up
    [InlineData(0x3F808001u, 0x3F81)]
    [InlineData(0x3FFFFFFFu, 0x4000)] // carries into the exponent
    [InlineData(0x00000001u, 0x0000)]
    [InlineData(0x00008001u, 0x0001)] // subnormals too
    [InlineData(0x007FFFFFu, 0x0080)] // the largest subnormal becomes normal
    [InlineData(0x7F7F7FFFu, 0x7F7F)] // the largest that stays finite
    [InlineData(0x7F800000u, 0x7F80)]
    [InlineData(0xFF800000u, 0xFF80)]
    [InlineData(0x7F800001u, 0x7FC0)] // a NaN whose upper bits are those of infinity
    [InlineData(0xFFC12345u, 0xFFC1)]
    public void BFloat16RoundsToNearestEven(uint value, int bits) =>
        Assert.Equal((ushort)bits, Converted(BitConverter.UInt32BitsToSingle(value), ElementType.BFloat16));

    [Fact]
    public void NaNStaysNaNInFloat16()
    {
        Assert.True(Half.IsNaN(BitConverter.UInt16BitsToHalf(Converted(float.NaN, ElementType.Float16))));
        Assert.True(Half.IsNaN(BitConverter.UInt16BitsToHalf(Converted(BitConverter.UInt32BitsToSingle(0x7F800001), ElementType.Float16))));
    }

    [Theory]
    [InlineData(ElementType.Float16)]
    [InlineData(ElementType.BFloat16)]
    public void AllHalfSizedValuesSurviveWideningAndNarrowing(ElementType type)
    {
        ushort[] all = [.. Enumerable.Range(0, 65536).Select(value => (ushort)value)];
        var tensor = Tiny.Tensor("x", type, [65536], new ReadOnlySpan<ushort>(all));
        SafetensorsWriter.Write(At("wide"), [new(tensor, ElementType.Float32)], NoMetadata);
        var wide = SafetensorsFile.Open(At("wide")).Tensor("x");
        SafetensorsWriter.Write(At("back"), [new(wide, type)], NoMetadata);
        SafetensorsWriter.Write(At("same"), [new(tensor, type)], NoMetadata);

        Assert.Equal(Tiny.BytesOf(tensor), Tiny.BytesOf(SafetensorsFile.Open(At("same")).Tensor("x")));
        var back = Tiny.BytesOf(SafetensorsFile.Open(At("back")).Tensor("x"));
        var values = tensor.ToArray();
        for (var i = 0; i < all.Length; i++)
        {
            var bits = BitConverter.ToUInt16(back, 2 * i);
            // A signalling NaN may come back quiet; everything else has the same bits.
            if (float.IsNaN(values[i])) Assert.True(bits == all[i] || bits == (all[i] | (type == ElementType.Float16 ? 0x200 : 0x40)), $"{all[i]:x4} became {bits:x4}");
            else Assert.Equal(all[i], bits);
        }
    }

    [Theory]
    [InlineData(ElementType.Float16, 65520f, "is 65520, beyond the largest F16 value")]
    [InlineData(ElementType.BFloat16, float.MaxValue, "beyond the largest BF16 value")]
    public void OverflowIsRefusedAndTheOldFileStays(ElementType type, float value, string fragment)
    {
        File.WriteAllText(At("weights"), "old");
        var large = Enumerable.Repeat(1f, 300_000).Append(value).ToArray();

        var exception = Assert.Throws<ModelFileException>(() => SafetensorsWriter.Write(
            At("weights"), [new(Tiny.Tensor("first", 1, 2), ElementType.Float32), new(Tiny.Tensor("conv9.weight", large), type)], NoMetadata, overwrite: true));

        Assert.Contains("tensor 'conv9.weight'", exception.Message);
        Assert.Contains("element 300000", exception.Message);
        Assert.Contains(fragment, exception.Message);
        Assert.Equal("old", File.ReadAllText(At("weights")));
        Assert.Equal(["weights"], FilesLeft());
    }

    [Fact]
    public void AnInterruptedWriteLeavesTheOldFileAndNothingElse()
    {
        File.WriteAllText(At("weights"), "old");
        using var cancellation = new CancellationTokenSource();
        TensorToWrite[] tensors = [new(Tiny.Tensor("a", 1), ElementType.Float32), new(Tiny.Tensor("b", 2), ElementType.Float32)];
        cancellation.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => SafetensorsWriter.Write(At("weights"), tensors, NoMetadata, overwrite: true, cancellation.Token));

        Assert.Equal("old", File.ReadAllText(At("weights")));
        Assert.Equal(["weights"], FilesLeft());
    }

    [Fact]
    public void AnExistingFileIsReplacedOnlyWhenTold()
    {
        TensorToWrite[] tensors = [new(Tiny.Tensor("a", 1), ElementType.Float32)];
        File.WriteAllText(At("weights"), "old");

        var exception = Assert.Throws<ModelFileException>(() => SafetensorsWriter.Write(At("weights"), tensors, NoMetadata));
        Assert.Contains("there is a file of that name already", exception.Message);
        Assert.Equal("old", File.ReadAllText(At("weights")));

        SafetensorsWriter.Write(At("weights"), tensors, NoMetadata, overwrite: true);
        Assert.Equal([1f], SafetensorsFile.Open(At("weights")).Tensor("a").ToArray());
        Assert.Equal(["weights"], FilesLeft());
    }

    [Fact]
    public void ALinkKeepsPointingAtTheNewFile()
    {
        if (OperatingSystem.IsWindows()) return; // Links need a privilege there.
        File.WriteAllText(At("real"), "old");
        File.CreateSymbolicLink(At("link"), At("real"));
        SafetensorsWriter.Write(At("link"), [new(Tiny.Tensor("a", 1), ElementType.Float32)], NoMetadata, overwrite: true);

        Assert.Equal(At("real"), new FileInfo(At("link")).LinkTarget);
        Assert.Single(SafetensorsFile.Open(At("real")).Tensors);
    }

    [Fact]
    public void WhatCouldNotBeReadIsNotWritten()
    {
        var tensor = Tiny.Tensor("a", 1);
        Assert.Contains("twice", Assert.Throws<ModelFileException>(() => SafetensorsWriter.Write(At("a"), [new(tensor, ElementType.Float32), new(tensor, ElementType.Float32)], NoMetadata)).Message);
        Assert.Contains("control", Assert.Throws<ModelFileException>(() => SafetensorsWriter.Write(At("a"), [new(Tiny.Tensor("a\u001b", 1), ElementType.Float32)], NoMetadata)).Message);
        Assert.Throws<ModelFileException>(() => SafetensorsWriter.Write(Path.Combine(Folder, "no", "folder"), [new(tensor, ElementType.Float32)], NoMetadata));
        Assert.Empty(FilesLeft());
    }

    private ushort Converted(float value, ElementType type)
    {
        SafetensorsWriter.Write(At("a"), [new(Tiny.Tensor("x", value), type)], NoMetadata, overwrite: true);
        return BitConverter.ToUInt16(Tiny.BytesOf(SafetensorsFile.Open(At("a")).Tensor("x")));
    }
}
