namespace AlexNet.Engine.Models.Initialization;

/// <summary>Where a new model's weights come from.</summary>
public enum InitialWeights
{
    /// <summary>Drawn as the architecture's authors did before training: its <see cref="Architectures.WeightInitialization"/>.</summary>
    Distribution,

    /// <summary>Made by a formula that any language can repeat bit by bit, large enough that every layer's answer varies: for comparing implementations.</summary>
    Formula,
}
