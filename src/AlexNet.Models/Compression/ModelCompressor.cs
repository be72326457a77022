using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;

namespace AlexNet.Models.Compression;

/// <summary>
/// Deep Compression (Han, Mao, Dally 2016) at once, without further training: small weights are pruned, the rest share few values, and what is left is
/// stored by <see cref="SaveOptions.Sparse"/> with an entropy coder. <see cref="GradualCompression"/> does the same while a model is trained further.
/// </summary>
public sealed unsafe class ModelCompressor
{
    private readonly IReadOnlyList<(SharedWeights Form, int Values)> _forms;

    /// <summary>Copies a model's weights and prunes them.</summary>
    /// <exception cref="ArgumentException">A weight is not finite, or an option is out of its range.</exception>
    public ModelCompressor(Model model, CompressionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        var wanted = (options ?? new CompressionOptions()).For(model.Architecture);
        var copies = model.Weights.Select(Copy).ToDictionary(weight => weight.Name);
        var forms = new (SharedWeights, int)[wanted.Count];
        AllCores.ForEach(Enumerable.Range(0, forms.Length), i => forms[i] = (SharedWeights.Prune(wanted[i].Weight, Span(copies[wanted[i].Weight]), wanted[i].Density), wanted[i].Values));
        _forms = forms;
        Model = new Model(model.Name, model.Architecture, copies.Values, model.Labels, model.Preprocessing) { IsTrained = model.IsTrained, Notes = model.Notes };
    }

    /// <summary>The model, in memory of its own, in the form reached so far.</summary>
    public Model Model { get; }

    /// <summary>The weights that are held to a form, in the order of the layers.</summary>
    public IEnumerable<SharedWeights> Forms => _forms.Select(form => form.Form);

    /// <summary>Share of all compressed weights that is not zero.</summary>
    public double Density => (double)Forms.Sum(form => form.Remaining) / Forms.Sum(form => Model.Weight(form.Name).Length);

    /// <summary>Lets the weights of each layer share few values.</summary>
    public void ShareValues() => AllCores.ForEach(_forms, form => form.Form.Share(Span(Model.Weight(form.Form.Name)), form.Values));

    /// <summary>A weight in single precision and memory of its own.</summary>
    internal static WeightTensor Copy(WeightTensor weight)
    {
        var buffer = new NativeBuffer(weight.Length);
        weight.CopyTo(buffer.Span(0, checked((int)weight.Length)));
        return new WeightTensor(weight.Name, ElementType.Float32, weight.Shape, (nint)buffer.Pointer, buffer);
    }

    /// <summary>Its values, writable: only ever of copies made here, which nobody else has yet seen or, after Model was handed out, whose change is this class's purpose.</summary>
    internal static Span<float> Span(WeightTensor weight) => new((float*)weight.Data, checked((int)weight.Length));
}
