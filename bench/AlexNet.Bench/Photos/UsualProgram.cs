using System.Collections.Concurrent;
using AlexNet.Bench.Rivals.Onnx;
using AlexNet.Engine.Models;
using Microsoft.ML.OnnxRuntime;

namespace AlexNet.Bench.Photos;

/// <summary>
/// The program that a .NET developer would write today: SkiaSharp decodes every photo at its full size and resizes it, one decoder a core, while
/// ONNX Runtime takes batches of 16 from a queue.
/// </summary>
internal sealed class UsualProgram : IDisposable
{
    private const int Batch = 16;

    private readonly Model _model;
    private readonly SessionOptions _options;
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();

    public UsualProgram(Model model, string path)
    {
        _model = model;
        _options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            IntraOpNumThreads = Environment.ProcessorCount,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        // Threads that spin for the next operator would take the cores from the decoders.
        _options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        _session = new InferenceSession(path, _options);
    }

    /// <summary>The likeliest class of each photo.</summary>
    public string[] Classify(IReadOnlyList<string> paths)
    {
        var length = (int)_model.Architecture.Input.Count;
        var labels = new string[paths.Count];
        using var decoded = new BlockingCollection<(int Photo, float[] View)>(4 * Batch);
        var decoding = Task.Run(() =>
        {
            var preprocessing = new UsualPreprocessing(_model.Preprocessing, _model.Architecture.Input.Height);
            var order = Partitioner.Create(Enumerable.Range(0, paths.Count), EnumerablePartitionerOptions.NoBuffering);
            Parallel.ForEach(order, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, photo =>
            {
                var view = new float[length];
                preprocessing.Load(paths[photo], view);
                decoded.Add((photo, view));
            });
            decoded.CompleteAdding();
        });
        var batch = new List<(int Photo, float[] View)>();
        foreach (var item in decoded.GetConsumingEnumerable())
        {
            batch.Add(item);
            if (batch.Count == Batch) Run(batch, labels);
        }
        Run(batch, labels);
        decoding.Wait();
        return labels;
    }

    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
        _options.Dispose();
    }

    private void Run(List<(int Photo, float[] View)> batch, string[] labels)
    {
        if (batch.Count == 0) return;
        var shape = _model.Architecture.Input;
        var images = new float[batch.Count * shape.Count];
        for (var i = 0; i < batch.Count; i++) batch[i].View.CopyTo(images, i * shape.Count);
        using var input = OrtValue.CreateTensorValueFromMemory(images, [batch.Count, shape.Channels, shape.Height, shape.Width]);
        using var outputs = _session.Run(_run, [OnnxExport.InputName], [input], [OnnxExport.ProbabilitiesName]);
        var probabilities = outputs[0].GetTensorDataAsSpan<float>();
        for (var i = 0; i < batch.Count; i++)
            labels[batch[i].Photo] = _model.Labels[System.Numerics.Tensors.TensorPrimitives.IndexOfMax(probabilities.Slice(i * _model.Architecture.Classes, _model.Architecture.Classes))].Name;
        batch.Clear();
    }
}
