using System.Text;

namespace AlexNet.Imaging.Datasets;

/// <summary>Rows of two fields, by RFC 4180: a field in double quotes may hold commas, and a quote that is doubled.</summary>
internal static class CsvRows
{
    private const int MaxRows = 100_000_000;

    public readonly record struct Row(string Photo, string Class);

    /// <exception cref="DatasetException">A line has not two fields; the message says which line.</exception>
    public static List<Row> Read(string file)
    {
        var rows = new List<Row>();
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            var fields = Fields(line);
            if (fields.Count < 2 || fields[0].Length == 0 || fields[1].Length == 0)
                throw new DatasetException(file, $"line {number} has not two fields", "write a photo's path and its class in each line, with a comma between them");
            if (rows.Count == MaxRows) throw new DatasetException(file, $"it has more than {MaxRows:N0} rows", "split it");
            rows.Add(new Row(fields[0], fields[1]));
        }
        return rows;
    }

    private static List<string> Fields(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && isQuoted && i + 1 < line.Length && line[i + 1] == '"') field.Append(line[++i]);
            else if (line[i] == '"') isQuoted = !isQuoted;
            else if (line[i] == ',' && !isQuoted) Next();
            else field.Append(line[i]);
        }
        Next();
        return fields;

        void Next()
        {
            fields.Add(field.ToString().Trim());
            field.Clear();
        }
    }
}
