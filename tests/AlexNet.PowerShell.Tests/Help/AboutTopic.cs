using System.Management.Automation.Language;

namespace AlexNet.PowerShell.Tests.Help;

/// <summary>A topic of Get-Help about_..., with its examples: runs of lines that begin with <c>PS&gt;</c>, each followed by its lines with <c>&gt;&gt;</c>.</summary>
internal sealed record AboutTopic(string Name, IReadOnlyList<string> Lines)
{
    private const string Prompt = "PS> ", Continuation = ">> ";

    public static IReadOnlyList<AboutTopic> All { get; } =
        [.. Directory.GetFiles(Path.Combine(ModuleSession.Root, "en-US"), "about_*.help.txt").Order(StringComparer.Ordinal).Select(file => new AboutTopic(Path.GetFileName(file).Split('.')[0], File.ReadAllLines(file)))];

    public IReadOnlyList<string> Examples
    {
        get
        {
            var examples = new List<string>();
            foreach (var line in Lines.Select(line => line.TrimStart()))
            {
                if (line.StartsWith(Prompt, StringComparison.Ordinal)) examples.Add(line[Prompt.Length..]);
                else if (line.StartsWith(Continuation, StringComparison.Ordinal)) examples[^1] += "\n" + line[Continuation.Length..];
            }
            return examples;
        }
    }

    /// <summary>The commands that an example names.</summary>
    public static IEnumerable<string> CommandsOf(string example) => Find<CommandAst>(example).Select(command => command.GetCommandName()).OfType<string>();

    /// <summary>The variables, but for those that PowerShell sets, and the text files that an example makes or uses.</summary>
    public static IEnumerable<string> ThingsOf(string example) =>
    [
        .. Find<VariableExpressionAst>(example).Select(variable => variable.VariablePath.UserPath).Where(name => name is not ("_" or "null" or "true")),
        .. Find<StringConstantExpressionAst>(example).Select(word => word.Value).Where(word => word.EndsWith(".txt", StringComparison.Ordinal) || word.EndsWith(".safetensors", StringComparison.Ordinal)),
    ];

    private static IEnumerable<T> Find<T>(string example) where T : Ast => Parser.ParseInput(example, out _, out _).FindAll(node => node is T, searchNestedScriptBlocks: true).Cast<T>();
}
