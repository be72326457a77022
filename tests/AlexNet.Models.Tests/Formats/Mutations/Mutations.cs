using System.Buffers.Binary;
using AlexNet.Engine.Models;

namespace AlexNet.Models.Tests.Formats.Mutations;

/// <summary>Reads damaged copies of a small file: each gives an error that names a place in the file, or a sound model, in bounded memory.</summary>
internal static class Mutations
{
    private const long FreeAllocation = 1 << 20;
    private const int AllocationPerByte = 64;
    private const int WeightBytesPerByte = 16;
    private const int CasesPerCollection = 100;

    /// <summary>Numbers at the edges of what fields of 1, 2, 4 and 8 bytes hold.</summary>
    private static readonly ulong[] Edges = [0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000, ulong.MaxValue];

    /// <summary>Damages the file in many ways, by a seed, and reads each; fails at the first that is answered wrongly.</summary>
    /// <param name="file">The file.</param>
    /// <param name="folder">Where each damaged copy is put, and what belongs to it.</param>
    /// <param name="seed">The same seed damages the same way.</param>
    /// <returns>How many gave a model and how many an error: a test that saw only one of the two has damaged too much or too little.</returns>
    public static (int Models, int Errors) Check(MutatedFile file, string folder, int seed)
    {
        var (sound, path) = (file.Bytes(), Path.Combine(folder, file.Name.Split(',')[0]));
        var named = file.Named is null ? path : Path.Combine(folder, file.Named);
        if (file.Companion is { } companion) File.WriteAllBytes(Path.Combine(folder, companion.Name), companion.Bytes);
        File.WriteAllBytes(path, sound);
        Touch(file.Read(named), sound.Length + file.Beside, "the sound file");
        var (models, errors) = (0, 0);
        for (var i = 0; i < file.Cases; i++)
        {
            // A generator of its own for each case, so that one case can be looked at alone.
            var damaged = file.Damage(sound, new Random(HashCode(seed, i)));
            File.WriteAllBytes(path, damaged);
            if (Read(file.Read, named, damaged.Length + file.Beside, $"{file.Name}, case {i}")) models++;
            else errors++;
            // Maps of files go by finalisation.
            if (i % CasesPerCollection == 0) Collect();
        }
        Collect();
        return (models, errors);
    }

    /// <summary>A copy with one to three places changed.</summary>
    public static byte[] Damage(byte[] sound, Random random)
    {
        var file = sound.ToList();
        for (var count = random.Next(1, 4); count > 0 && file.Count > 0; count--) DamageOnce(file, random);
        return [.. file];
    }

    /// <summary>The same in the first bytes alone, where names, shapes and programs are; the rest stays.</summary>
    public static byte[] Head(byte[] sound, int length, Random random) => [.. Damage(sound[..length], random), .. sound[length..]];

    /// <summary>The same in the last bytes alone.</summary>
    public static byte[] Tail(byte[] sound, int length, Random random) => [.. sound[..^length], .. Damage(sound[^length..], random)];

    /// <summary>A copy whose words and small numbers are changed, not its lengths: a sound message of an unsound network.</summary>
    public static byte[] Words(byte[] sound, Random random)
    {
        byte[] damaged = [.. sound];
        for (var changes = 0; changes < 3;)
        {
            // Where the file has letters or small numbers, which are rare among weights.
            var at = random.Next(damaged.Length - 2);
            if (!(damaged[at] < 0x80 && damaged[at + 1] < 0x80 && damaged[at + 2] < 0x80)) continue;
            damaged[at + random.Next(3)] = (byte)random.Next(128);
            changes++;
        }
        return damaged;
    }

    private static bool Read(Func<string, Model> read, string path, long length, string what)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Model? model = null;
        try
        {
            model = read(path);
        }
        catch (ModelFileException exception)
        {
            Assert.True(exception.File == path && exception.Message.Contains(path), $"{what}: names '{exception.File}'");
            Assert.False(string.IsNullOrWhiteSpace(exception.Where), what);
            Assert.DoesNotContain(exception.Message, char.IsControl);
        }
        catch (Exception exception)
        {
            Assert.Fail($"{what}: {exception}");
        }
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before <= FreeAllocation + AllocationPerByte * length, $"{what}: allocates {GC.GetAllocatedBytesForCurrentThread() - before} bytes for {length}");
        if (model is not null) Touch(model, length, what);
        return model is not null;
    }

    /// <summary>Reads every weight: one that reached past its file would end the process here.</summary>
    private static void Touch(Model model, long length, string what)
    {
        Assert.True(model.WeightBytes <= WeightBytesPerByte * length, $"{what}: {model.WeightBytes} bytes of weights from {length}");
        foreach (var weight in model.Weights) Assert.Equal(weight.Length, weight.ToArray().Length);
        Assert.Equal(model.Architecture.Classes, model.Labels.Count);
    }

    private static void DamageOnce(List<byte> file, Random random)
    {
        var at = random.Next(file.Count);
        var span = Math.Min(random.Next(1, 48), file.Count - at);
        switch (random.Next(9))
        {
            case 0:
                file[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                file[at] = (byte)random.Next(256);
                break;
            case 2:
                file.InsertRange(at, Enumerable.Range(0, span).Select(_ => (byte)random.Next(256)).ToArray());
                break;
            case 3:
                file.RemoveRange(at, span);
                break;
            case 4:
                file.InsertRange(random.Next(file.Count), file.GetRange(at, span));
                break;
            case 5:
                Overwrite(file, at, Edges[random.Next(Edges.Length)], 1 << random.Next(4));
                break;
            case 6:
                InsertVarint(file, at, Edges[random.Next(Edges.Length)]);
                break;
            case 7:
                file.RemoveRange(at, file.Count - at);
                break;
            default:
                var moved = file.GetRange(at, span);
                file.RemoveRange(at, span);
                file.InsertRange(random.Next(file.Count + 1), moved);
                break;
        }
    }

    private static void Overwrite(List<byte> file, int at, ulong value, int bytes)
    {
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(number, value);
        for (var i = 0; i < bytes && at + i < file.Count; i++) file[at + i] = number[i];
    }

    /// <summary>Puts a number in place of a byte as protocol buffers and pickles of variable length write it: seven bits a byte, the lowest first.</summary>
    private static void InsertVarint(List<byte> file, int at, ulong value)
    {
        file.RemoveAt(at);
        for (; value > 0x7F; value >>= 7) file.Insert(at++, (byte)(value | 0x80));
        file.Insert(at, (byte)value);
    }

    private static int HashCode(int seed, int index) => unchecked(seed * 486187739 + index);

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
