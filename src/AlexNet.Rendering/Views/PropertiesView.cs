using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace AlexNet.Rendering.Views;

/// <summary>Objects that no picture is made of: one as a list of its properties, several of a kind as a table.</summary>
public static partial class PropertiesView
{
    // A table wider than this is not read.
    private const int MaxColumns = 12;

    private const int MaxLetters = 120;

    private const string Nameless = "Table";

    /// <summary>Shows objects of one type by their public properties.</summary>
    public static View Of(IReadOnlyList<object> objects, RenderOptions options)
    {
        var properties = objects[0].GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0 && property.CanRead).ToList();
        var name = objects[0].GetType().Name;
        return Of(name, [.. objects.Select(value => (IReadOnlyList<(string, object?)>)[.. properties.Select(property => (property.Name, property.GetValue(value)))])], options);
    }

    /// <summary>Shows rows of named values.</summary>
    /// <param name="name">What they are; null where nobody has said, and then nothing stands above them.</param>
    /// <param name="rows">The values; a row may lack some.</param>
    /// <param name="options">How many rows are shown.</param>
    public static View Of(string? name, IReadOnlyList<IReadOnlyList<(string Name, object? Value)>> rows, RenderOptions options)
    {
        if (rows.Count == 1)
        {
            var list = new Table(name ?? Nameless, new("Property"), new("Value"));
            foreach (var (property, value) in rows[0]) list.Add(property, Text(value));
            return new View(name ?? Nameless) { HasTitle = name is not null }.Add(list);
        }
        var columns = rows.SelectMany(row => row.Select(cell => cell.Name)).Distinct().Take(MaxColumns).ToList();
        var table = new Table(name ?? Nameless, [.. columns.Select(column => new Column(column, rows.All(row => row.All(cell => cell.Name != column || cell.Value is null || IsNumber(cell.Value)))))]);
        foreach (var row in rows.Take(options.MaxItems)) table.Add([.. columns.Select(column => Text(row.FirstOrDefault(cell => cell.Name == column).Value))]);
        var title = name is null ? Nameless : $"{Numbers.Count(rows.Count)} x {name}";
        return new View(title) { HasTitle = name is not null }.Add(table).Note(Numbers.Shown(table.Rows.Count, rows.Count, "rows"));
    }

    private static bool IsNumber(object value) => value switch
    {
        byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal => true,
        string words => NumberInWords().IsMatch(words),
        _ => false,
    };

    // As a script formats them: 60,965,224, 18.6 %, 1.9e-7.
    [GeneratedRegex(@"^[-+]?\d[\d,]*(\.\d+)?(e[-+]?\d+)?( ?%)?$", RegexOptions.IgnoreCase)]
    private static partial Regex NumberInWords();

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        float or double => Numbers.Value(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        int or long or short or byte => Numbers.Count(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        IDictionary entries => $"{entries.Count} entries",
        IEnumerable items => Items(items),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Items(IEnumerable items)
    {
        var text = string.Join(", ", items.Cast<object?>().Take(MaxLetters).Select(Text));
        return text.Length > MaxLetters ? text[..MaxLetters] + "…" : text;
    }
}
