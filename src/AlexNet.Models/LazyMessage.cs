using System.Runtime.CompilerServices;

namespace AlexNet.Models;

/// <summary>An interpolated message that is put together only when the condition before it fails: a sound file builds none of its thousand messages.</summary>
[InterpolatedStringHandler]
internal ref struct LazyMessage
{
    private DefaultInterpolatedStringHandler _text;

    /// <param name="literalLength">From the compiler.</param>
    /// <param name="formattedCount">From the compiler.</param>
    /// <param name="condition">What is required.</param>
    /// <param name="isNeeded">Whether the message is put together.</param>
    public LazyMessage(int literalLength, int formattedCount, bool condition, out bool isNeeded)
    {
        isNeeded = !condition;
        if (isNeeded) _text = new DefaultInterpolatedStringHandler(literalLength, formattedCount);
    }

    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    /// <summary>The message.</summary>
    public string Text() => _text.ToStringAndClear();
}
