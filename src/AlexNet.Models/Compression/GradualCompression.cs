using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Training;

namespace AlexNet.Models.Compression;

/// <summary>
/// Deep Compression (Han, Mao, Dally 2016) of a model while it is trained further: over the first half of the steps ever more weights are pruned, then the others
/// learn to do without them, and for the last sixth they share their values, which go on being trained. What is shared are the means of the weights over the steps
/// before. What <see cref="AfterStep"/> has to hold is given to <see cref="Training.TrainerOptions.AfterStep"/>; <see cref="SaveOptions.Sparse"/> stores the model
/// that comes of it.
/// </summary>
/// <remarks>
/// The density falls from 1 to that wanted as the cube of the time left (Zhu and Gupta 2017, equation 1): fast while many weights do nothing, slowly at the end.
/// A weight that is zero in the model given was pruned before and stays so: a model compressed once can be trained further.
///
/// Means of weights lie nearer the middle of the valley that training wanders through than any of them (Izmailov et al. 2018, "Averaging weights leads to wider
/// optima"). They are taken over the second half of the time between pruning and sharing.
/// </remarks>
public sealed class GradualCompression
{
    // So often is pruned, and so many steps go into a mean: more would cost time and change nothing.
    private const int Prunings = 40, Means = 50;

    private readonly List<Part> _parts;
    private readonly long _steps, _prunedAt, _averagedFrom, _sharedAt, _interval, _averageInterval;
    private readonly WeightMeans _means;

    /// <summary>Of the model that training begins with, in a run of so many steps.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public GradualCompression(Model model, CompressionOptions options, long steps)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        _parts = [.. options.For(model.Architecture).Select(part => new Part(part.Weight, part.Density, part.Values, Pruned(model.Weight(part.Weight))))];
        _means = new WeightMeans(model.Architecture);
        _steps = steps;
        _prunedAt = Math.Max(1, steps / 2);
        _sharedAt = Math.Max(_prunedAt, steps * 5 / 6);
        _averagedFrom = (_prunedAt + _sharedAt) / 2;
        _interval = Math.Max(1, _prunedAt / Prunings);
        _averageInterval = Math.Max(1, (_sharedAt - _averagedFrom) / Means);
    }

    /// <summary>The share of a layer's weights that stays after so many steps, if at last a share <paramref name="density"/> is to stay.</summary>
    public double DensityAt(long step, double density) => density + (1 - density) * Math.Pow(1 - (double)Math.Min(step, _prunedAt) / _prunedAt, 3);

    /// <summary>Prunes, shares values, or holds the weights to the form that they have.</summary>
    /// <param name="step">Steps done, from 1.</param>
    /// <param name="state">The session's, whose weights are changed.</param>
    /// <exception cref="ArithmeticException">The rate was too large: a weight is no number any more. Looked for where weights are pruned or shared, and at the end.</exception>
    public void AfterStep(long step, IReadOnlyList<TrainingTensor> state)
    {
        var tensors = state.ToDictionary(tensor => tensor.Name);
        if (step > _averagedFrom && step <= _sharedAt && (step - _averagedFrom) % _averageInterval == 0) _means.Add(state);
        if (step == _sharedAt) _means.Replace(state);
        AllCores.ForEach(_parts, part => Bring(part, step, tensors[part.Name].Values));
    }

    private void Bring(Part part, long step, Span<float> weights)
    {
        var prunes = step <= _prunedAt && (step == _prunedAt || step % _interval == 0);
        if ((prunes || step == _sharedAt || step == _steps) && TensorCheck.FirstNotFinite(weights) >= 0)
            throw new ArithmeticException($"after step {step} '{part.Name}' has weights that are no numbers: they have grown too large");
        if (prunes && part.Form is null) part.Form = SharedWeights.Prune(part.Name, weights, DensityAt(step, part.Density));
        else if (prunes) part.Form!.Prune(weights, DensityAt(step, part.Density));
        else part.Form?.Hold(weights);
        if (step == _sharedAt) part.Form!.Share(weights, part.Values);
    }

    /// <summary>The form that a weight has already; null for one without zeros.</summary>
    private static SharedWeights? Pruned(WeightTensor weight)
    {
        var values = weight.ToArray();
        return values.AsSpan().Contains(0f) ? SharedWeights.Prune(weight.Name, values, density: 1) : null;
    }

    private sealed class Part(string name, double density, int values, SharedWeights? form)
    {
        public string Name => name;
        public double Density => density;
        public int Values => values;
        public SharedWeights? Form { get; set; } = form;
    }
}
