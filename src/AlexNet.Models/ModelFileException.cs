namespace AlexNet.Models;

/// <summary>A model file that cannot be read or written: says which file, where in it, what is wrong and what to do.</summary>
public sealed class ModelFileException : IOException
{
    /// <summary>Describes the failure.</summary>
    /// <param name="file">Full path of the file.</param>
    /// <param name="where">The place: an offset in the header, a tensor's or a metadata key's name.</param>
    /// <param name="problem">What was found and what was needed.</param>
    /// <param name="advice">What to do about it.</param>
    /// <param name="inner">What the system or the network said, if it was they who refused.</param>
    public ModelFileException(string file, string where, string problem, string advice, Exception? inner = null)
        : base($"model file '{Printable.Text(file, 4096)}', {where}: {problem}; {advice}", inner)
    {
        File = file;
        Where = where;
        Problem = problem;
        Advice = advice;
    }

    /// <summary>Full path of the file.</summary>
    public string File { get; }

    /// <summary>The place in the file.</summary>
    public string Where { get; }

    /// <summary>What was found and what was needed.</summary>
    public string Problem { get; }

    /// <summary>What to do about it.</summary>
    public string Advice { get; }
}
