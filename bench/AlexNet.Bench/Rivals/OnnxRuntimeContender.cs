using AlexNet.Bench.Rivals.Onnx;
using AlexNet.Engine.Tensors;
using Microsoft.ML.OnnxRuntime;

namespace AlexNet.Bench.Rivals;

/// <summary>
/// ONNX Runtime with every optimisation and its own defaults for all else; the batch is fixed at load, input and outputs are bound beforehand,
/// so that a run allocates nothing for them.
/// </summary>
internal sealed class OnnxRuntimeContender : IImageTaker
{
    private readonly SessionOptions _options;
    private readonly Microsoft.ML.OnnxRuntime.InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly OrtIoBinding _binding;
    private readonly float[] _input;
    private readonly float[] _logits;
    private readonly float[] _probabilities;
    private readonly OrtValue[] _values;

    /// <summary>Loads a model written by <see cref="OnnxExport"/> or a subclass.</summary>
    /// <param name="path">The model.</param>
    /// <param name="image">Shape of one image.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="batch">Images of a run.</param>
    /// <param name="threads">Threads inside an operator.</param>
    /// <param name="profile">Where to write a profile of each operator; null for none.</param>
    public OnnxRuntimeContender(string path, MapShape image, int classes, int batch, int threads, string? profile = null)
    {
        _options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        _options.AddFreeDimensionOverrideByName(OnnxGraph.BatchDimension, batch);
        if (profile is not null)
        {
            _options.ProfileOutputPathPrefix = profile;
            _options.EnableProfiling = true;
        }
        _session = new Microsoft.ML.OnnxRuntime.InferenceSession(path, _options);
        _input = new float[batch * image.Count];
        _logits = new float[batch * classes];
        _probabilities = new float[batch * classes];
        _values =
        [
            OrtValue.CreateTensorValueFromMemory(_input, [batch, image.Channels, image.Height, image.Width]),
            OrtValue.CreateTensorValueFromMemory(_logits, [batch, classes]),
            OrtValue.CreateTensorValueFromMemory(_probabilities, [batch, classes]),
        ];
        _binding = _session.CreateIoBinding();
        _binding.BindInput(OnnxExport.InputName, _values[0]);
        _binding.BindOutput(OnnxExport.LogitsName, _values[1]);
        _binding.BindOutput(OnnxExport.ProbabilitiesName, _values[2]);
    }

    public static string Version => $"ONNX Runtime {OrtEnv.Instance().GetVersionString()}";

    public string Name { get; init; } = Version;

    public void SetInput(ReadOnlySpan<float> images) => images.CopyTo(_input);

    public void Run() => _session.RunWithBinding(_run, _binding);

    public float[] Logits() => [.. _logits];

    /// <summary>Ends the profile; returns its path.</summary>
    public string EndProfile() => _session.EndProfiling();

    public void Dispose()
    {
        _binding.Dispose();
        foreach (var value in _values) value.Dispose();
        _run.Dispose();
        _session.Dispose();
        _options.Dispose();
    }
}
