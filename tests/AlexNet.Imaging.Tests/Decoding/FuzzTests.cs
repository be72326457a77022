using System.Buffers.Binary;
using System.Diagnostics;
using AlexNet.Engine.Models;
using AlexNet.Imaging.Views;

namespace AlexNet.Imaging.Tests.Decoding;

/// <summary>Damaged pictures: a picture or one clear error, never anything else.</summary>
public class FuzzTests
{
    private const int Pictures = 2_000;

    [Fact]
    public void MutatedPicturesAreRefusedOrDecoded()
    {
        var random = new Random(20_120_930);
        var seeds = Fixture.Formats().Select(name => (Name: name, Bytes: Fixture.Bytes("formats", name))).ToArray();
        var options = new ImageOptions { MaximumPixels = 1_000_000 };
        var preprocessor = new Preprocessor(Preprocessing.Paper, 63, options);
        var view = new float[preprocessor.ViewLength];
        preprocessor.Load(seeds[0].Bytes, "first", view);
        var (decoded, refused) = (0, new Dictionary<ImageError, int>());
        using var process = Process.GetCurrentProcess();
        for (var i = 0; i < Pictures; i++)
        {
            var (name, bytes) = seeds[random.Next(seeds.Length)];
            var mutated = Mutate(bytes, seeds[random.Next(seeds.Length)].Bytes, random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                preprocessor.Load(mutated, $"{name}, mutation {i}", view);
                decoded++;
                Assert.All(view, value => Assert.InRange(value, -127.5f, 127.5f));
            }
            catch (ImageException error)
            {
                refused[error.Error] = refused.GetValueOrDefault(error.Error) + 1;
                Assert.Equal($"{name}, mutation {i}", error.ImageName);
            }
            // The weights of the longest side allowed are the most that is taken from the managed heap.
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 40 << 20);
        }
        process.Refresh();
        Assert.InRange(process.WorkingSet64, 0, 1L << 30);
        // Both ways must be walked, or the mutations test nothing.
        Assert.InRange(decoded, Pictures / 10, Pictures * 9 / 10);
        foreach (var error in (ImageError[])[ImageError.NotAnImage, ImageError.Truncated, ImageError.Corrupt, ImageError.TooLarge])
            Assert.True(refused.GetValueOrDefault(error) > 10, $"{error}: {string.Join(", ", refused)}");
    }

    private static byte[] Mutate(byte[] bytes, byte[] other, Random random)
    {
        bytes = [.. bytes];
        switch (random.Next(6))
        {
            case 0: // flipped bits
                for (var n = random.Next(1, 20); n > 0; n--) bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1: // cut short
                return bytes[..random.Next(bytes.Length)];
            case 2: // the head of one, the tail of another
                return [.. bytes[..random.Next(bytes.Length)], .. other[random.Next(other.Length)..]];
            case 3: // a piece missing, or there twice
                var (from, to) = (random.Next(bytes.Length), random.Next(bytes.Length));
                return [.. bytes[..from], .. bytes[to..]];
            case 4: // random bytes behind the signature
                random.NextBytes(bytes.AsSpan(12, Math.Min(random.Next(1, 64), bytes.Length - 12)));
                return bytes;
            default:
                EditSize(bytes, random);
                return bytes;
        }
    }

    /// <summary>Writes other sides into the header, where each format has them.</summary>
    private static void EditSize(byte[] bytes, Random random)
    {
        var (width, height) = (Side(random), Side(random));
        if (bytes[0] == 0x89)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), width);
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), height);
            PngChecksum.FixHeader(bytes);
        }
        else if (bytes[0] == 'B')
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(18), width);
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(22), random.Next(2) == 0 ? height : -height);
        }
        else if (bytes[0] == 'G')
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(6), (width & 0xFFFF) | height << 16);
        }
        else if (bytes[0] == 0xFF)
        {
            var frame = Math.Max(bytes.AsSpan().IndexOf<byte>([0xFF, 0xC0]), bytes.AsSpan().IndexOf<byte>([0xFF, 0xC2]));
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(frame + 5), (ushort)height);
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(frame + 7), (ushort)width);
        }
        else
        {
            random.NextBytes(bytes.AsSpan(20, 12));
        }
    }

    private static int Side(Random random) => random.Next(4) switch
    {
        0 => random.Next(0, 100),
        1 => random.Next(0, 70_000),
        2 => random.Next(),
        _ => 1 << random.Next(0, 31),
    };
}
