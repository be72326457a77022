namespace AlexNet.Engine.Training;

/// <summary>What an example is to be told as: the first class with <paramref name="Weight"/>, the second with the rest, so that a mixture of two can be expressed.</summary>
/// <param name="First">Class from 0; the one that counts as the right answer.</param>
/// <param name="Second">Class from 0; a plain label repeats the first.</param>
/// <param name="Weight">Share of the first, in [0, 1]; 1 for a plain label.</param>
public readonly record struct Target(int First, int Second, float Weight)
{
    /// <summary>A plain label.</summary>
    public static Target Of(int label) => new(label, label, 1);
}
