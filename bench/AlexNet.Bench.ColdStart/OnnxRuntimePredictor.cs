using Microsoft.ML.OnnxRuntime;

namespace AlexNet.Bench.ColdStart;

/// <summary>ONNX Runtime, every optimisation on.</summary>
internal sealed class OnnxRuntimePredictor : IPredictor
{
    private readonly SessionOptions _options;
    private readonly InferenceSession _session;
    private readonly OrtValue _input;
    private readonly RunOptions _run = new();

    public OnnxRuntimePredictor(string path, ReadOnlySpan<float> image, int threads)
    {
        _options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        _options.AddFreeDimensionOverrideByName("batch", 1);
        _session = new InferenceSession(path, _options);
        var side = (long)Math.Sqrt(image.Length / 3);
        _input = OrtValue.CreateTensorValueFromMemory(image.ToArray(), [1, 3, side, side]);
    }

    public int Run()
    {
        using var outputs = _session.Run(_run, ["input"], [_input], ["probabilities"]);
        var probabilities = outputs[0].GetTensorDataAsSpan<float>();
        var best = 0;
        for (var i = 1; i < probabilities.Length; i++)
            if (probabilities[i] > probabilities[best]) best = i;
        return best;
    }

    public void Dispose()
    {
        _run.Dispose();
        _input.Dispose();
        _session.Dispose();
        _options.Dispose();
    }
}
