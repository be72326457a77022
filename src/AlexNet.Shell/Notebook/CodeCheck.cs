using System.Management.Automation.Language;
using AlexNet.Notebooks.Engine;

namespace AlexNet.Shell.Notebook;

/// <summary>What the parser says of a cell.</summary>
internal static class CodeCheck
{
    private const string Indent = "    ";

    /// <summary>Whether a cell can run as it is.</summary>
    public static CodeStatus Status(string code)
    {
        Parser.ParseInput(code, out _, out var errors);
        return errors.Length == 0 ? CodeStatus.Complete
            : errors.Any(error => error.IncompleteInput) ? CodeStatus.Incomplete(NextIndent(code))
            : CodeStatus.Invalid;
    }

    /// <summary>Whether a cell is one expression, such as <c>1 + 1</c> or <c>$answers</c>: then what it writes is its result.</summary>
    public static bool IsExpression(ScriptBlockAst cell) => cell is
    {
        ParamBlock: null,
        BeginBlock: null,
        ProcessBlock: null,
        EndBlock.Statements: [PipelineAst { PipelineElements: [CommandExpressionAst { Redirections.Count: 0 }] }],
    };

    // As deep as the last line, and deeper where it opens something.
    private static string NextIndent(string code)
    {
        string last = code.TrimEnd('\n', '\r');
        last = last[(last.LastIndexOf('\n') + 1)..];
        string margin = last[..^last.TrimStart().Length];
        return last.TrimEnd() is [.., '{' or '(' or '[' or '|'] ? margin + Indent : margin;
    }
}
