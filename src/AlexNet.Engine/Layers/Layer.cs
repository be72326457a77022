using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Layers;

/// <summary>One layer as data: its hyper-parameters and what follows from them. It holds no weights and runs nothing.</summary>
/// <param name="Name">Unique in its network, as in <c>conv1</c>.</param>
public abstract record Layer(string Name)
{
    /// <summary>The word for this kind of layer in tables and messages.</summary>
    public abstract string Kind { get; }

    /// <summary>The shape this layer makes of <paramref name="input"/>.</summary>
    /// <exception cref="ShapeException">The input does not fit; the message names the layer, what it found and what it needs.</exception>
    public abstract MapShape OutputShape(MapShape input);

    /// <summary>The weights this layer needs for <paramref name="input"/>, in the order weight then bias; none for most kinds.</summary>
    public virtual IReadOnlyList<ParameterShape> Parameters(MapShape input) => [];

    /// <summary>Multiplications each followed by an addition, for one image.</summary>
    public virtual long MultiplyAdds(MapShape input) => 0;

    /// <summary>Throws unless <paramref name="holds"/>, saying what was found and what is needed.</summary>
    protected void Require(bool holds, string found, string needed)
    {
        if (!holds) throw new ShapeException(Name, found, needed);
    }
}

/// <summary>The name and extents of one parameter tensor.</summary>
/// <param name="Name">Layer and role, as in <c>conv1.weight</c>.</param>
/// <param name="Extents">Outermost first; the first is the number of outputs.</param>
/// <param name="FanIn">How many inputs one output sums over; a bias has its weight's.</param>
public sealed record ParameterShape(string Name, IReadOnlyList<int> Extents, int FanIn)
{
    /// <summary>Number of elements.</summary>
    public long Length => Extents.Aggregate(1L, (product, extent) => product * extent);

    /// <summary>Whether this is a bias rather than a weight.</summary>
    public bool IsBias => Extents.Count == 1;
}

/// <summary>A layer, input or file whose shape does not fit: says where, what was found and what is needed.</summary>
public sealed class ShapeException(string layer, string found, string needed)
    : ArgumentException($"layer '{layer}': found {found}, but needs {needed}")
{
    /// <summary>The layer that refused.</summary>
    public string Layer { get; } = layer;

    /// <summary>What was found.</summary>
    public string Found { get; } = found;

    /// <summary>What would have been accepted.</summary>
    public string Needed { get; } = needed;
}
