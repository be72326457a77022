using System.Xml.Linq;

namespace AlexNet.PowerShell.Tests;

public class ViewTests
{
    private const int ConsoleWidth = 80;

    // A column without a width takes what is left: too little, and it shows nothing.
    private const int LeastRest = 20;

    [Fact]
    public void EveryTableFitsIntoAConsoleOf80Columns()
    {
        var tables = XDocument.Load(Path.Combine(ModuleSession.Root, "module", "AlexNet.Format.ps1xml")).Descendants("TableControl").ToList();
        Assert.True(tables.Count >= 9);
        Assert.All(tables, table =>
        {
            var columns = table.Descendants("TableColumnHeader").ToList();
            var width = columns.Sum(column => (int?)column.Element("Width") ?? LeastRest) + columns.Count - 1;
            Assert.True(width <= ConsoleWidth, $"{table.Parent!.Element("Name")!.Value} is {width} wide");
            Assert.Equal(columns.Count, table.Descendants("TableColumnItem").Count());
        });
    }
}
