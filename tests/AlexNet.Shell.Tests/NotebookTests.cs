using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace AlexNet.Shell.Tests;

/// <summary>The notebooks as files; Build-Notebooks.ps1 -Execute runs them.</summary>
public sealed partial class NotebookTests : IDisposable
{
    private static readonly string Folder = Path.Combine(Root(), "notebooks");

    private readonly DirectoryInfo _copy = Directory.CreateTempSubdirectory("alexnet-notebooks-");

    public static TheoryData<string> Sources => [.. Directory.GetFiles(Path.Combine(Folder, "source"), "*.ps1").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    public void Dispose() => _copy.Delete(recursive: true);

    [Fact]
    public void Every_notebook_is_what_its_source_gives()
    {
        var run = Build(Folder, "-Check");
        Assert.Equal(("", 0), (run.Error, run.ExitCode));
        Assert.Equal($"{Sources.Count} notebooks are what their sources give", Assert.Single(run.Lines));
    }

    [Fact]
    public void A_notebook_that_was_changed_or_has_no_source_is_named()
    {
        Write("source/one.ps1", "# %% [markdown]\n# # One\n#\n# > \"ä\" & <b>\n\n# %%\n$x = 1\n\n'{0}' -f $x\n");
        Assert.Equal(0, Build(_copy.FullName).ExitCode);
        string made = File.ReadAllText(Path.Combine(_copy.FullName, "one.ipynb"));
        Assert.Contains("    \"# One\\n\",\n    \"\\n\",\n    \"> \\\"ä\\\" & <b>\"\n", made);
        Assert.Contains("    \"$x = 1\\n\",\n    \"\\n\",\n    \"'{0}' -f $x\"\n", made);
        Assert.Equal(0, Build(_copy.FullName, "-Check").ExitCode);

        Write("one.ipynb", made.Replace("$x = 1", "$x = 2"));
        Write("two.ipynb", "{}");
        var run = Build(_copy.FullName, "-Check");
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("two.ipynb, one.ipynb", run.Error);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Its_cells_run_without_what_only_full_PowerShell_has(string source)
    {
        string[] cells = [.. CellStart().Split(File.ReadAllText(Path.Combine(Folder, "source", source))).Where(cell => cell.Trim().Length > 0)];
        Assert.True(cells.Length > 1);
        foreach (string cell in cells)
        {
            var ast = Parser.ParseInput(cell, out _, out var errors);
            Assert.Empty(errors);
            var commands = ast.FindAll(each => each is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>().Select(command => command.GetCommandName()).OfType<string>();
            Assert.DoesNotContain(commands, name => MissingCommands.Find(name) is not null);
        }
    }

    private ShellProcess Build(string folder, params string[] arguments)
    {
        string script = Path.Combine(folder, "Build-Notebooks.ps1");
        if (folder == _copy.FullName)
            File.Copy(Path.Combine(Folder, "Build-Notebooks.ps1"), script, overwrite: true);
        return ShellProcess.Run(["-File", script, .. arguments]);
    }

    private void Write(string name, string text)
    {
        string path = Path.Combine(_copy.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AlexNetShell.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
        return folder;
    }

    [GeneratedRegex(@"^# %%.*$", RegexOptions.Multiline)]
    private static partial Regex CellStart();
}
