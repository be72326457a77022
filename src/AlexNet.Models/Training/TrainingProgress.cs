namespace AlexNet.Models.Training;

/// <summary>How far a training run is, after a step.</summary>
/// <param name="Epoch">The present epoch, from 1.</param>
/// <param name="Epochs">Epochs that are wanted.</param>
/// <param name="Step">Steps done since training began.</param>
/// <param name="Steps">Steps that are wanted.</param>
/// <param name="LearningRate">The last step's.</param>
/// <param name="Loss">Mean loss of the present epoch so far.</param>
/// <param name="Top1Error">Share of its images whose class was not the likeliest answer.</param>
/// <param name="Top5Error">Share of its images whose class was not among the five likeliest.</param>
/// <param name="ImagesPerSecond">Over the last steps.</param>
/// <param name="Remaining">Time left at that speed.</param>
public sealed record TrainingProgress(
    int Epoch, int Epochs, long Step, long Steps, double LearningRate, double Loss, double Top1Error, double Top5Error, double ImagesPerSecond, TimeSpan Remaining);
