using System.Text;
using AlexNet.Notebooks.Engine;

namespace AlexNet.Shell.Notebook;

/// <summary>The process's standard output or error, as output of the cell.</summary>
internal sealed class ConsoleWriter(Func<INotebookOutput?> output, bool isError) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value) => output()?.Write(value ?? "", isError);

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void WriteLine(string? value) => Write(value + "\n");
}
