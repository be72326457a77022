using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;

namespace AlexNet.Models.Compression;

/// <summary>
/// Deep Compression (Han, Mao, Dally 2016): small weights are pruned, the rest share few values, and what is left is stored by
/// <see cref="SaveOptions.Sparse"/> with an entropy coder. Between the steps the model can be trained further, held to its form.
/// </summary>
public sealed unsafe class ModelCompressor
{
    private readonly CompressionOptions _options;
    private readonly List<(SharedWeights Form, int Values)> _forms = [];

    /// <summary>Copies a model's weights and prunes them.</summary>
    /// <exception cref="ArgumentException">A weight is not finite, or an option is out of its range.</exception>
    public ModelCompressor(Model model, CompressionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _options = options ?? new CompressionOptions();
        _options.Check();
        var copies = model.Weights.Select(Copy).ToDictionary(weight => weight.Name);
        foreach (var (name, density, values) in _options.For(model.Architecture))
            _forms.Add((SharedWeights.Prune(name, Span(copies[name]), density), values));
        Model = With(model, copies.Values);
    }

    /// <summary>The model, in memory of its own, in the form reached so far.</summary>
    public Model Model { get; private set; }

    /// <summary>The weights that are held to a form, in the order of the layers.</summary>
    public IEnumerable<SharedWeights> Forms => _forms.Select(form => form.Form);

    /// <summary>Share of all compressed weights that is not zero.</summary>
    public double Density => (double)Forms.Sum(form => form.Remaining) / Forms.Sum(form => Model.Weight(form.Name).Length);

    /// <summary>Goes on from weights that were trained further; they are copied and held to the form.</summary>
    public void Continue(Model trained)
    {
        var copies = trained.Weights.Select(Copy).ToDictionary(weight => weight.Name);
        foreach (var (form, _) in _forms) form.Hold(Span(copies[form.Name]));
        Model = With(trained, copies.Values);
    }

    /// <summary>Lets the weights of each layer share few values.</summary>
    public void ShareValues() => Parallel.ForEach(_forms, form => form.Form.Share(Span(Model.Weight(form.Form.Name)), form.Values));

    private static Model With(Model model, IEnumerable<WeightTensor> weights) =>
        new(model.Name, model.Architecture, weights, model.Labels, model.Preprocessing) { IsTrained = model.IsTrained, Notes = model.Notes };

    private static WeightTensor Copy(WeightTensor weight)
    {
        var buffer = new NativeBuffer(weight.Length);
        weight.CopyTo(buffer.Span(0, checked((int)weight.Length)));
        return new WeightTensor(weight.Name, ElementType.Float32, weight.Shape, (nint)buffer.Pointer, buffer);
    }

    // Only ever of the copies made here, which nobody else has yet seen or, after Model was handed out, whose change is this class's purpose.
    private static Span<float> Span(WeightTensor weight) => new((float*)weight.Data, checked((int)weight.Length));
}
