using System.Management.Automation.Language;
using AlexNet.Shell.Host;

namespace AlexNet.Shell.Repl;

/// <summary>Colours an input by its tokens.</summary>
internal static class SyntaxColours
{
    /// <summary>A colour for each character of <paramref name="text"/>, null where it has none.</summary>
    public static string?[] Of(string text)
    {
        var colours = new string?[text.Length];
        Parser.ParseInput(text, out var tokens, out _);
        foreach (var token in tokens)
            Paint(token, colours);
        return colours;
    }

    private static void Paint(Token token, string?[] colours)
    {
        if (Colour(token) is { } colour)
        {
            for (int i = token.Extent.StartOffset; i < Math.Min(token.Extent.EndOffset, colours.Length); i++)
                colours[i] = colour;
        }
        if (token is StringExpandableToken { NestedTokens: { } nested })
        {
            foreach (var inner in nested)
                Paint(inner, colours);
        }
    }

    private static string? Colour(Token token)
    {
        if (token.TokenFlags.HasFlag(TokenFlags.CommandName))
            return Ansi.Yellow;
        if (token.TokenFlags.HasFlag(TokenFlags.Keyword))
            return Ansi.Green;
        return token.Kind switch
        {
            TokenKind.Comment => Ansi.Grey,
            TokenKind.Parameter => Ansi.Grey,
            TokenKind.Variable or TokenKind.SplattedVariable => Ansi.Green,
            TokenKind.StringLiteral or TokenKind.StringExpandable or TokenKind.HereStringLiteral or TokenKind.HereStringExpandable => Ansi.Cyan,
            _ => null,
        };
    }
}
