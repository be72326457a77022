using AlexNet.Engine.Architectures;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Training;

namespace AlexNet.Models.Compression;

/// <summary>The means of a network's weights and biases over some steps of its training (Izmailov et al. 2018, "Averaging weights leads to wider optima").</summary>
internal sealed class WeightMeans(Architecture architecture)
{
    private readonly Dictionary<string, float[]> _means = architecture.Parameters.ToDictionary(parameter => parameter.Name, _ => Array.Empty<float>());
    private int _steps;

    /// <summary>Takes the weights as they stand into the means.</summary>
    public void Add(IReadOnlyList<TrainingTensor> state)
    {
        _steps++;
        foreach (var tensor in Of(state))
            if (_means[tensor.Name].Length == 0) _means[tensor.Name] = new float[tensor.Length];
        AllCores.ForEach(Of(state), tensor =>
        {
            var (mean, share) = (_means[tensor.Name], 1f / _steps);
            var values = tensor.Values;
            for (var i = 0; i < mean.Length; i++) mean[i] += (values[i] - mean[i]) * share;
        });
    }

    /// <summary>Makes the means the weights, if any were taken, and forgets them.</summary>
    public void Replace(IReadOnlyList<TrainingTensor> state)
    {
        if (_steps == 0) return;
        AllCores.ForEach(Of(state), tensor => _means[tensor.Name].CopyTo(tensor.Values));
        foreach (var name in _means.Keys) _means[name] = [];
        _steps = 0;
    }

    private IEnumerable<TrainingTensor> Of(IReadOnlyList<TrainingTensor> state) => state.Where(tensor => _means.ContainsKey(tensor.Name));
}
