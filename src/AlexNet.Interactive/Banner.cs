using AlexNet.Rendering.Views;

namespace AlexNet.Interactive;

/// <summary>What a notebook says when the package is loaded.</summary>
internal static class Banner
{
    /// <summary>Where to begin.</summary>
    public static View View()
    {
        var table = new Table("first commands", new("Cell"), new("Try"), new("Shows"));
        table.Add("PowerShell", "Import-Module AlexNet; Show-AlexNetNetwork", "the network, layer by layer");
        table.Add("PowerShell", "Get-AlexNetSaliency cat.png", "where it looks on a photo");
        table.Add("C#", "AlexNet.Engine.Architectures.KnownArchitectures.Get(\"paper\")", "the paper's network on two devices");
        return new View("AlexNet is loaded: its results are shown as pictures").Add(table);
    }
}
