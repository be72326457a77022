using System.Management.Automation;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Similarity;

namespace AlexNet.PowerShell.Photos;

/// <summary>
/// A path whose characters all stand for themselves, of a file named like a wildcard pattern, such as <c>cat[1].jpg</c>. It prints and compares like
/// the string it holds and has a string's members, but is none, and so does not bind to a -Path parameter.
/// </summary>
public sealed partial class PhotoPath(string path) : IEquatable<PhotoPath>, IComparable
{
    /// <summary>The path.</summary>
    public string Value { get; } = path;

    /// <summary>
    /// The property Path of a classification, and of other results that are photos, in PowerShell (module/AlexNet.Types.ps1xml). A string as a rule. Move-Item and its like bind a string property
    /// Path to -Path rather than PSPath to -LiteralPath, and then take brackets for a pattern that matches nothing, silently. So a path with wildcard
    /// characters is given as this type instead.
    /// </summary>
    public static object Of(PSObject instance)
    {
        var (path, psPath) = instance.BaseObject switch
        {
            SimilarImage similar => (similar.Path, similar.PSPath),
            DuplicatePhoto duplicate => (duplicate.Path, duplicate.PSPath),
            var other => (((Classification)other).Path, ((Classification)other).PSPath),
        };
        // No conditional expression: its type would be string, to which a PhotoPath converts.
        if (psPath is not null && WildcardPattern.ContainsWildcardCharacters(path)) return new PhotoPath(path);
        return path;
    }

    /// <inheritdoc/>
    public bool Equals(PhotoPath? other) => other is not null && other.Value == Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is string text ? text == Value : Equals(obj as PhotoPath);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(object? obj) => string.Compare(Value, obj?.ToString(), StringComparison.CurrentCulture);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
