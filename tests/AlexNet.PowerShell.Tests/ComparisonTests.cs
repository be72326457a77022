using System.Collections;
using System.Management.Automation;

namespace AlexNet.PowerShell.Tests;

public class ComparisonTests
{
    [Fact]
    public void AModelOfHalfPrecisionIsNearItselfInEveryLayer()
    {
        using var session = new ModuleSession();
        var (output, errors) = session.Run($$"""
            $half = New-AlexNetModel paper -FullyConnectedWidth 64 -ClassCount 10 -InputSize 83 -Initialization Formula -WeightPrecision BFloat16
            Compare-AlexNetModel $model $half '{{ModuleSession.Samples}}/f*.jpg', '{{ModuleSession.Samples}}/cat.png'
            """);
        Assert.Empty(errors);
        var comparison = Assert.Single(output).Properties;
        Assert.Equal((2, true), (comparison["Photos"].Value, comparison["IsSameGeometry"].Value));
        var layers = ((IEnumerable)comparison["Layers"].Value).Cast<object>().ToDictionary(layer => $"{layer}".Split(':')[0], layer => new PSObject(layer));
        // Fully connected layers alone were narrowed: all before them is the same bits.
        Assert.Equal(0f, layers["input"].Properties["Largest"].Value);
        Assert.Equal(0f, layers["pool5"].Properties["Largest"].Value);
        Assert.InRange((float)layers["fc6"].Properties["Relative"].Value, 1e-7f, 0.01f);
    }

    [Fact]
    public void WhatIsNoPhotoIsAnErrorAndTheRestCounts()
    {
        using var session = new ModuleSession();
        var (output, errors) = session.Run($"'{ModuleSession.Samples}/LICENSES.md', '{ModuleSession.Samples}/fig.jpg' | Compare-AlexNetModel $model $model");
        Assert.StartsWith("PhotoInvalid,", Assert.Single(errors).FullyQualifiedErrorId);
        Assert.Equal(1, Assert.Single(output).Properties["Photos"].Value);
    }

    [Fact]
    public void NetworksOfOtherShapesAreComparedWhereTheyAreAlike()
    {
        using var session = new ModuleSession();
        var (output, errors) = session.Run($$"""
            $other = New-AlexNetModel onetower -FullyConnectedWidth 64 -ClassCount 10 -InputSize 80 -Initialization Formula
            (Compare-AlexNetModel $model $other '{{ModuleSession.Samples}}/fig.jpg').Layers | ForEach-Object Obstacle | Where-Object { $_ }
            """);
        Assert.Empty(errors);
        Assert.Contains(output, obstacle => obstacle.BaseObject is "only in the reference model");
        Assert.Contains(output, obstacle => ((string)obstacle.BaseObject).StartsWith("another shape"));
    }
}
