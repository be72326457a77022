namespace AlexNet.Engine.Models.Initialization;

/// <summary>Where a new model's weights come from.</summary>
public enum InitialWeights
{
    /// <summary>Drawn as the architecture's authors did before training: its <see cref="Architectures.WeightInitialization"/>.</summary>
    Distribution,

    /// <summary>
    /// Beyond the paper: normal of variance 2 / fan-in, biases 0 (He et al. 2015). Signals keep their size through layers of any width, so that training begins
    /// at once; the paper's 0.01 takes its first epochs to get there, which with few photos are most.
    /// </summary>
    He,

    /// <summary>Made by a formula that any language can repeat bit by bit, large enough that every layer's answer varies: for comparing implementations.</summary>
    Formula,
}
