namespace AlexNet.Imaging.Datasets;

/// <summary>A set of labelled photos that cannot be used as it is. The message says which, what is wrong and what helps.</summary>
public sealed class DatasetException(string dataset, string problem, string advice, Exception? inner = null)
    : IOException($"'{dataset}': {problem}; {advice}", inner)
{
    /// <summary>The folder or file.</summary>
    public string Dataset { get; } = dataset;

    /// <summary>What is wrong.</summary>
    public string Problem { get; } = problem;

    /// <summary>What to do about it.</summary>
    public string Advice { get; } = advice;
}
