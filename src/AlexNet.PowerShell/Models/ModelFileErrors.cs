using AlexNet.Models;

namespace AlexNet.PowerShell.Models;

/// <summary>A model file's failure in PowerShell's terms: what is wrong is the message, and what to do the recommendation beside it.</summary>
internal static class ModelFileErrors
{
    public static string Message(ModelFileException exception) => $"Model file '{exception.File}', {exception.Where}: {exception.Problem.TrimEnd('.')}.";

    public static string Advice(ModelFileException exception) => $"{char.ToUpperInvariant(exception.Advice[0])}{exception.Advice[1..]}.";
}
