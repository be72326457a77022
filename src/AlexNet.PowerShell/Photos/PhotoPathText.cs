namespace AlexNet.PowerShell.Photos;

/// <summary>What scripts do with a string, handed on to the one it holds.</summary>
public sealed partial class PhotoPath
{
    /// <summary>Number of characters.</summary>
    public int Length => Value.Length;

    /// <summary>A character.</summary>
    public char this[int index] => Value[index];

    /// <summary>The string.</summary>
    public static implicit operator string(PhotoPath path) => path.Value;

    /// <summary>The string with another behind it.</summary>
    public static string operator +(PhotoPath path, string text) => path.Value + text;

    /// <inheritdoc cref="string.Contains(string, StringComparison)"/>
    public bool Contains(string value, StringComparison comparisonType = StringComparison.Ordinal) => Value.Contains(value, comparisonType);

    /// <inheritdoc cref="string.StartsWith(string, StringComparison)"/>
    public bool StartsWith(string value, StringComparison comparisonType = StringComparison.CurrentCulture) => Value.StartsWith(value, comparisonType);

    /// <inheritdoc cref="string.EndsWith(string, StringComparison)"/>
    public bool EndsWith(string value, StringComparison comparisonType = StringComparison.CurrentCulture) => Value.EndsWith(value, comparisonType);

    /// <inheritdoc cref="string.IndexOf(string, StringComparison)"/>
    public int IndexOf(string value, StringComparison comparisonType = StringComparison.CurrentCulture) => Value.IndexOf(value, comparisonType);

    /// <inheritdoc cref="string.LastIndexOf(string, StringComparison)"/>
    public int LastIndexOf(string value, StringComparison comparisonType = StringComparison.CurrentCulture) => Value.LastIndexOf(value, comparisonType);

    /// <inheritdoc cref="string.Replace(string, string)"/>
    public string Replace(string oldValue, string? newValue) => Value.Replace(oldValue, newValue);

    /// <inheritdoc cref="string.Split(char[])"/>
    public string[] Split(params char[] separator) => Value.Split(separator);

    /// <inheritdoc cref="string.Substring(int)"/>
    public string Substring(int startIndex) => Value[startIndex..];

    /// <inheritdoc cref="string.Substring(int, int)"/>
    public string Substring(int startIndex, int length) => Value.Substring(startIndex, length);

    /// <inheritdoc cref="string.Remove(int)"/>
    public string Remove(int startIndex) => Value.Remove(startIndex);

    /// <inheritdoc cref="string.Insert(int, string)"/>
    public string Insert(int startIndex, string value) => Value.Insert(startIndex, value);

    /// <inheritdoc cref="string.ToLower()"/>
    public string ToLower() => Value.ToLower();

    /// <inheritdoc cref="string.ToUpper()"/>
    public string ToUpper() => Value.ToUpper();

    /// <inheritdoc cref="string.ToLowerInvariant()"/>
    public string ToLowerInvariant() => Value.ToLowerInvariant();

    /// <inheritdoc cref="string.ToUpperInvariant()"/>
    public string ToUpperInvariant() => Value.ToUpperInvariant();

    /// <inheritdoc cref="string.Trim(char[])"/>
    public string Trim(params char[] trimChars) => Value.Trim(trimChars);

    /// <inheritdoc cref="string.TrimStart(char[])"/>
    public string TrimStart(params char[] trimChars) => Value.TrimStart(trimChars);

    /// <inheritdoc cref="string.TrimEnd(char[])"/>
    public string TrimEnd(params char[] trimChars) => Value.TrimEnd(trimChars);

    /// <inheritdoc cref="string.PadLeft(int)"/>
    public string PadLeft(int totalWidth) => Value.PadLeft(totalWidth);

    /// <inheritdoc cref="string.PadRight(int)"/>
    public string PadRight(int totalWidth) => Value.PadRight(totalWidth);

    /// <inheritdoc cref="string.ToCharArray()"/>
    public char[] ToCharArray() => Value.ToCharArray();
}
