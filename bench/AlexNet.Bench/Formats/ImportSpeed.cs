using AlexNet.Bench.Measuring;
using AlexNet.Engine.Models;
using AlexNet.Models.Formats;

namespace AlexNet.Bench.Formats;

/// <summary>Importing a file beside reading it, in turn; the file is in the page cache.</summary>
internal sealed class ImportSpeed : IDisposable
{
    private readonly string _path;
    private readonly byte[] _buffer = new byte[1 << 20];

    public ImportSpeed(FormatFile format, string folder)
    {
        _path = Path.Combine(folder, $"model{format.Extension}");
        var model = format.Model();
        format.Write(model, _path);
        RequireSame(model, ModelFormats.Load(_path));
    }

    /// <summary>Bytes of the file.</summary>
    public long Length => new FileInfo(_path).Length;

    /// <summary>Milliseconds of importing, of reading the file through a small buffer, and of reading it into memory of its own.</summary>
    public Comparison Measure(double seconds, (int, int) rounds)
    {
        Func<double>[] ways = [Import, Read, ReadAll];
        var comparison = new Comparison(["import", "reading", "reading into memory"]);
        foreach (var way in ways) way();
        comparison.Run(seconds, rounds, index => ways[index]());
        return comparison;
    }

    /// <summary>Milliseconds of importing and then reading each weight once: pages of a map are there only then.</summary>
    public double ImportAndTouch() => Alone(() =>
    {
        foreach (var weight in ModelFormats.Load(_path).Weights) Touch(weight);
    });

    public void Dispose() => File.Delete(_path);

    private double Import() => Alone(() => ModelFormats.Load(_path));

    private double Read() => Alone(() =>
    {
        using var file = File.OpenHandle(_path, options: FileOptions.SequentialScan);
        for (long at = 0; RandomAccess.Read(file, _buffer, at) is > 0 and var read; at += read) { }
    });

    private double ReadAll() => Alone(() => File.ReadAllBytes(_path));

    /// <summary>Without what the run before left behind: its memory goes back to the system first.</summary>
    private static double Alone(Action work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Timing.Seconds(work) * 1e3;
    }

    private static void Touch(Engine.Tensors.WeightTensor weight)
    {
        var sum = 0L;
        for (long at = 0; at < weight.Length; at += 1 << 20)
        {
            // Every page of the part: a sum of all its words, at the speed of memory.
            foreach (var word in System.Runtime.InteropServices.MemoryMarshal.Cast<byte, System.Numerics.Vector<long>>(weight.Bytes(at, (int)Math.Min(1 << 20, weight.Length - at)))) sum += word[0];
        }
        GC.KeepAlive(weight);
        GC.KeepAlive(sum);
    }

    /// <summary>A file that is read wrongly has no speed.</summary>
    private static void RequireSame(Model written, Model read)
    {
        foreach (var (before, after) in written.Weights.Zip(read.Weights))
            if (before.Name != after.Name || before.Length != after.Length || !before.Bytes(0, (int)before.Length).SequenceEqual(after.Bytes(0, (int)after.Length)))
                throw new InvalidOperationException($"{read.Path}: {after.Name} is not what was written");
    }
}
