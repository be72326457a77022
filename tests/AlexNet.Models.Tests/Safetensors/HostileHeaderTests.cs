using System.Text;
using AlexNet.Models.Safetensors;

namespace AlexNet.Models.Tests.Safetensors;

/// <summary>Every rule of the format broken once; each file has 16 bytes of data.</summary>
public sealed class HostileHeaderTests : TemporaryFolder
{
    private const string Sound = """{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""";

    [Fact]
    public void TheBaseOfTheTableIsSound()
    {
        File.WriteAllBytes(At("a"), HeaderBytes.File(Sound, 16));
        Assert.Single(SafetensorsFile.Open(At("a")).Tensors);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[5],"data_offsets":[0,16]}}""", "takes 20 bytes, but its data_offsets span 16")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,17]}}""", "takes 16 bytes, but its data_offsets span 17")]
    [InlineData("""{"a":{"dtype":"F32","shape":[5],"data_offsets":[0,20]}}""", "ends at 20, but the file holds only 16")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2305843009213693951],"data_offsets":[0,9223372036854775804]}}""", "larger than any file")]
    [InlineData("""{"a":{"dtype":"F32","shape":[9223372036854775807,9223372036854775807],"data_offsets":[0,16]}}""", "larger than any file")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", "larger than any file")]
    [InlineData("""{"a":{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,16]}}""", "whole numbers from 0 to 2^63 - 1")]
    [InlineData("""{"a":{"dtype":"F32","shape":[18446744073709551620],"data_offsets":[0,16]}}""", "whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-4],"data_offsets":[0,16]}}""", "whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2,-2],"data_offsets":[0,16]}}""", "whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4.0],"data_offsets":[0,16]}}""", "whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":["4"],"data_offsets":[0,16]}}""", "whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[[4]],"data_offsets":[0,16]}}""", "whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[[[[[4]]]]],"data_offsets":[0,16]}}""", "whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":4,"data_offsets":[0,16]}}""", "needs an array as the shape of tensor 'a'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,4],"data_offsets":[0,16]}}""", "more than 8 numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[16,0]}}""", "before it begins")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0]}}""", "needs dtype, shape and two data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,8,16]}}""", "more than 2 numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[-16,0]}}""", "whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[9223372036854775800,9223372036854775816]}}""", "whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[9223372036854775791,9223372036854775807]}}""", "gap from 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4]}}""", "needs dtype, shape and two data_offsets")]
    [InlineData("""{"a":{"shape":[4],"data_offsets":[0,16]}}""", "needs dtype")]
    [InlineData("""{"a":{"dtype":"F31","shape":[4],"data_offsets":[0,16]}}""", "unknown dtype 'F31'")]
    [InlineData("""{"a":{"dtype":"f32","shape":[4],"data_offsets":[0,16]}}""", "unknown dtype 'f32'")]
    [InlineData("""{"a":{"dtype":32,"shape":[4],"data_offsets":[0,16]}}""", "needs text as the dtype")]
    [InlineData("""{"a":{"dtype":"F4","shape":[33],"data_offsets":[0,16]}}""", "larger than any file")]
    [InlineData("""{"a":{"dtype":"F32","dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", "'dtype' twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"shape":[4],"data_offsets":[0,16]}}""", "'shape' twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16],"data_offsets":[0,16]}}""", "'data_offsets' twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16],"strides":[1]}}""", "unknown field 'strides'")]
    [InlineData("""{"a":[4]}""", "needs an object for the tensor 'a'")]
    [InlineData("""{"a":null}""", "needs an object for the tensor 'a'")]
    [InlineData("""{"":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", "a name is empty")]
    [InlineData("""{"a\u0000":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", "control characters")]
    [InlineData("""{"a\u001b[2J":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", "control characters")]
    [InlineData("""{"a\ud800":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", "not valid UTF-8 or UTF-16")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""", "'a' occurs twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"\u0061":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""", "'a' occurs twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},"b":{"dtype":"F32","shape":[1],"data_offsets":[12,16]}}""", "inside another tensor that ends at 16")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},"b":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", "inside another tensor")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""", "gap from 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""", "4 bytes after the last tensor belong to none")]
    [InlineData("{}", "16 bytes after the last tensor belong to none")]
    [InlineData("""{"__metadata__":{"a":1}}""", "needs text as the metadata 'a'")]
    [InlineData("""{"__metadata__":{"a":{"b":"c"}}}""", "needs text as the metadata 'a'")]
    [InlineData("""{"__metadata__":[]}""", "an object as '__metadata__'")]
    [InlineData("""{"__metadata__":{"a":"1","a":"2"}}""", "metadata 'a' occurs twice")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", "'__metadata__' occurs twice")]
    [InlineData("[]", "needs '{'")]
    [InlineData(" {}", "needs '{'")]
    [InlineData("\uFEFF{}", "needs '{'")]
    [InlineData("{", "claims 1 bytes")]
    [InlineData("{  ", "not valid JSON")]
    [InlineData("{}{}", "not valid JSON")]
    [InlineData("{} x", "not valid JSON")]
    [InlineData("{}\0\0", "not valid JSON")]
    [InlineData("""{/**/"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", "not valid JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},}""", "not valid JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[04],"data_offsets":[0,16]}}""", "not valid JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[NaN],"data_offsets":[0,16]}}""", "not valid JSON")]
    public void IsRefused(string json, string fragment) => Refuse(HeaderBytes.File(json, 16), fragment);

    [Theory]
    [InlineData(ulong.MaxValue, "claims 18446744073709551615 bytes, but only")]
    [InlineData(1UL << 63, "claims 9223372036854775808 bytes")]
    [InlineData((1UL << 63) - 8, "claims 9223372036854775800 bytes")]
    [InlineData(100_000_001UL, "claims 100000001 bytes")]
    [InlineData(72UL, "claims 72 bytes, but only 71 follow")]
    [InlineData(0UL, "claims 0 bytes")]
    [InlineData(1UL, "claims 1 bytes")]
    [InlineData(54UL, "not valid JSON")]
    [InlineData(56UL, "not valid JSON")]
    public void WrongHeaderLengthsAreRefused(ulong length, string fragment) =>
        Refuse(HeaderBytes.File(Encoding.UTF8.GetBytes(Sound), new byte[16], length), fragment);

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public void FilesTooShortForAHeaderAreRefused(int length) => Refuse(new byte[length], $"it has {length} bytes");

    [Fact]
    public void BytesThatAreNoUtf8AreRefused() => Refuse(HeaderBytes.File([.. "{\"a"u8, 0xFF, .. "\":1}"u8], []), "not valid");

    [Fact]
    public void AHugeSparseHeaderIsRefusedUnread()
    {
        using (var stream = File.Create(At("a")))
        {
            stream.Write(HeaderBytes.File([], [], 50_000_000));
            stream.SetLength(60_000_000);
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        var exception = Assert.Throws<ModelFileException>(() => SafetensorsFile.Open(At("a")));
        Assert.Contains("at most 16777216 are read", exception.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void TooManyTensorsAreRefused()
    {
        var entries = Enumerable.Range(0, 10_001).Select(i => $"\"t{i}\":" + """{"dtype":"F32","shape":[0],"data_offsets":[0,0]}""");
        Refuse(HeaderBytes.File("{" + string.Join(',', entries) + "}", 0), "more than 10000 tensors");
    }

    [Fact]
    public void LongNamesAreRefused()
    {
        Refuse(HeaderBytes.File("{\"" + new string('x', 513) + "\":{}}", 0), "longer than 512");
        Refuse(HeaderBytes.File("{\"" + new string('x', 100_000) + "\":{}}", 0), "longer than 512");
    }

    private void Refuse(byte[] file, string fragment)
    {
        File.WriteAllBytes(At("hostile.safetensors"), file);
        var exception = Assert.Throws<ModelFileException>(() => SafetensorsFile.Open(At("hostile.safetensors")));
        Assert.Contains(fragment, exception.Message);
        Assert.StartsWith($"model file '{At("hostile.safetensors")}', ", exception.Message);
        Assert.DoesNotContain(exception.Message, char.IsControl);
    }
}
