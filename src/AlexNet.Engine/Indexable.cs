namespace AlexNet.Engine;

/// <summary>
/// Lists of results as arrays. PowerShell finds no index operator on the type that the compiler makes of <c>[.. items]</c>, so that <c>$run.Epochs[0]</c> would be an error.
/// </summary>
internal static class Indexable
{
    /// <summary>The list itself where it is an array, else a copy.</summary>
    public static IReadOnlyList<T> List<T>(IReadOnlyList<T> list) => list as T[] ?? list.ToArray();
}
