namespace AlexNet.Models;

/// <summary>What a parser throws that knows the place but not the file; <see cref="In"/> adds the file at the public door.</summary>
internal sealed class RefusedException(string where, string problem, string? advice = null, Exception? inner = null) : Exception(problem, inner)
{
    private const string Damaged = "the file is damaged or not what it claims to be: export or download it again";

    /// <summary>The same failure with the file's name, as callers see it.</summary>
    public ModelFileException In(string file) => new(file, where, Message, advice ?? Damaged, InnerException);
}
