namespace AlexNet.Engine.Training;

/// <summary>What a step or an evaluation found of its examples.</summary>
/// <param name="Loss">Mean cross entropy of an example, in nats; without the weight decay's part.</param>
/// <param name="Correct1">Examples whose first class is the likeliest answer.</param>
/// <param name="Correct5">Examples whose first class is among the five likeliest.</param>
/// <param name="Count">Examples.</param>
public readonly record struct StepResult(double Loss, int Correct1, int Correct5, int Count)
{
    /// <summary>Share whose first class was not the likeliest answer.</summary>
    public double Top1Error => 1 - (double)Correct1 / Count;

    /// <summary>Share whose first class was not among the five likeliest.</summary>
    public double Top5Error => 1 - (double)Correct5 / Count;
}
