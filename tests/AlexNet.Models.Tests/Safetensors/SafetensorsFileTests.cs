using System.Runtime.CompilerServices;
using System.Text;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Safetensors;

namespace AlexNet.Models.Tests.Safetensors;

public sealed class SafetensorsFileTests : TemporaryFolder
{
    [Fact]
    public void ReadsTheLayoutOfTheReferenceImplementation()
    {
        var file = SafetensorsFile.Open(Fixture("golden.safetensors"));

        Assert.Equal(["bfloat", "half", "single", "steps"], file.Tensors.Keys.Order());
        Assert.Equal("quotes \" and ümlauts", file.Metadata["note"]);
        Assert.Equal([2L, 3L], file.Tensors["single"].Shape);
        Assert.Equal([0, -1.5f, 3.25f, 1e-40f, float.PositiveInfinity, float.MinValue], file.Tensor("single").ToArray());
        Assert.Equal([1, -2, (float)Half.Epsilon, 65504, float.NaN], file.Tensor("half").ToArray());
        Assert.Equal(ElementType.BFloat16, file.Tensor("bfloat").Type);
        Assert.Equal(-0.15625f, file.Tensor("bfloat").ToArray()[1]);
    }

    [Fact]
    public void OtherTypesAreListedButAreNoWeights()
    {
        var file = SafetensorsFile.Open(Fixture("golden.safetensors"));

        Assert.Equal("I64", file.Tensors["steps"].Type);
        var exception = Assert.Throws<ModelFileException>(() => file.Tensor("steps"));
        Assert.Contains("type is I64, but weights need F32, F16, BF16 or I8", exception.Message);
        Assert.Contains("golden.safetensors", exception.Message);
        Assert.Contains("'fc9'", Assert.Throws<ModelFileException>(() => file.Tensor("fc9")).Message);
    }

    [Fact]
    public void MappedTensorsShareTheFilesMemory()
    {
        SafetensorsWriter.Write(At("a"), [new(Tiny.Tensor("x", 1, 2, 3), ElementType.Float32), new(Tiny.Tensor("y", 4), ElementType.Float32)], new Dictionary<string, string>());
        var file = SafetensorsFile.Open(At("a"));

        Assert.Same(file.Tensor("x").Owner, file.Tensor("y").Owner);
        Assert.Equal(12, file.Tensor("y").Data - file.Tensor("x").Data);
        Assert.Equal(0, file.Tensor("x").Data % SafetensorsWriter.Alignment);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void UnalignedDataIsReadRight(int padding)
    {
        var json = """{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";
        json += new string(' ', (4 - json.Length % 4) % 4 + padding);
        byte[] data = [.. BitConverter.GetBytes(1.25f), .. BitConverter.GetBytes(-7f)];
        File.WriteAllBytes(At("a"), HeaderBytes.File(Encoding.UTF8.GetBytes(json), data));

        var tensor = SafetensorsFile.Open(At("a")).Tensor("x");

        Assert.Equal([1.25f, -7], tensor.ToArray());
        Assert.Equal(!MappedWeights.CanStay(tensor.Data, ElementType.Float32), tensor.Owner is NativeBuffer);
        Assert.True(MappedWeights.CanStay(tensor.Data & ~3, ElementType.Float32));
    }

    [Fact]
    public void ScalarsAndEmptyTensorsAreSound()
    {
        const string Json = """{"a":{"dtype":"F32","shape":[3,0],"data_offsets":[0,0]},"b":{"dtype":"F16","shape":[],"data_offsets":[0,2]},"c":{"dtype":"F32","shape":[0],"data_offsets":[2,2]}}""";
        File.WriteAllBytes(At("a"), HeaderBytes.File(Json, 2));
        var file = SafetensorsFile.Open(At("a"));

        Assert.Empty(file.Tensor("a").ToArray());
        Assert.Equal([0f], file.Tensor("b").ToArray());
    }

    [Fact]
    public void TheMapLivesAsLongAsATensorAndNoLonger()
    {
        var owner = OpenAndRead();
        Collect();
        Assert.False(owner.IsAlive);
        if (OperatingSystem.IsLinux()) Assert.DoesNotContain(At("kept"), File.ReadAllText("/proc/self/maps"));
    }

    /// <summary>Its own method, so that no local of the caller holds the tensor.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference OpenAndRead()
    {
        SafetensorsWriter.Write(At("kept"), [new(Tiny.Tensor("x", 5), ElementType.Float32)], new Dictionary<string, string>());
        var tensor = SafetensorsFile.Open(At("kept")).Tensor("x");
        Collect();
        Assert.Equal(5, tensor.ToArray()[0]);
        if (OperatingSystem.IsLinux()) Assert.Contains(At("kept"), File.ReadAllText("/proc/self/maps"));
        GC.KeepAlive(tensor);
        return new WeakReference(tensor.Owner);
    }

    [Fact]
    public void PagesThatWereGivenBackCanBeReadAgain()
    {
        SafetensorsWriter.Write(At("pages"), [new(Tiny.Tensor("x", [.. Enumerable.Range(0, 100_000).Select(i => (float)i)]), ElementType.Float32)], new Dictionary<string, string>());
        var tensor = SafetensorsFile.Open(At("pages")).Tensor("x");
        var before = tensor.ToArray();
        var pages = Assert.IsAssignableFrom<IPageSource>(tensor.Owner);
        pages.Release(tensor.Data, tensor.ByteLength);
        Assert.Equal(before, tensor.ToArray());
        // What is not of this map is left alone.
        pages.Release(tensor.Data - (1 << 20), 1 << 20);
        pages.Release(tensor.Data, long.MaxValue / 2);
        Assert.Equal(before, tensor.ToArray());
    }

    private static void Collect()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    [Fact]
    public void AFileCutShortAfterOpeningIsNoticed()
    {
        if (OperatingSystem.IsWindows()) return; // Nobody can cut a mapped file there.
        File.Copy(Fixture("golden.safetensors"), At("a"));
        var file = SafetensorsFile.Open(At("a"));
        using (var stream = new FileStream(At("a"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) stream.SetLength(20);

        Assert.Contains("cut short", Assert.Throws<ModelFileException>(() => file.Tensor("single")).Message);
    }

    [Fact]
    public void MissingFilesAndFoldersAreOneClearError()
    {
        var missing = Assert.Throws<ModelFileException>(() => SafetensorsFile.Open(At("none.safetensors")));
        Assert.Contains(At("none.safetensors"), missing.Message);
        Assert.IsType<FileNotFoundException>(missing.InnerException);
        Assert.Throws<ModelFileException>(() => SafetensorsFile.Open(Folder));
        Assert.Throws<ModelFileException>(() => SafetensorsFile.Open(Path.Combine(Folder, "no", "folder")));
    }
}
