using System.Globalization;
using System.Text;

namespace AlexNet.Rendering.Arrays;

/// <summary>A row of comma-separated values for each array: what it belongs to, then its values, as many digits as give back the same single.</summary>
public sealed class CsvWriter : IArrayWriter
{
    private readonly StreamWriter _writer;
    private readonly int _length;

    /// <summary>Begins a file, with the heads <c>Path</c>, <c>V0</c>, <c>V1</c>, ...</summary>
    /// <param name="stream">Takes it, in UTF-8; it stays open.</param>
    /// <param name="length">Values of each array.</param>
    public CsvWriter(Stream stream, int length)
    {
        _writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        _length = length;
        _writer.WriteLine("Path" + string.Concat(Enumerable.Range(0, length).Select(index => $",V{index}")));
    }

    /// <inheritdoc/>
    public void Add(string name, ReadOnlySpan<float> values)
    {
        if (values.Length != _length) throw new ArgumentException($"found {values.Length} values, but needs {_length}", nameof(values));
        _writer.Write($"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        foreach (var value in values)
        {
            _writer.Write(',');
            _writer.Write(value.ToString("R", CultureInfo.InvariantCulture));
        }
        _writer.WriteLine();
    }

    /// <inheritdoc/>
    public void Finish() => _writer.Flush();

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
