using System.Management.Automation;
using System.Xml.Linq;

namespace AlexNet.PowerShell.Tests;

[Collection(nameof(CacheTests))]
public sealed class LooksTests : IDisposable
{
    private readonly ModuleSession _session = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("alexnet-looks-").FullName;

    private static string Cat => $"{ModuleSession.Samples}/cat.png";

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void ANetworkIsShownAsTextAndAsADrawing()
    {
        var text = Assert.IsType<string>(Ok("Show-AlexNetNetwork").Single().BaseObject);
        Assert.Contains("60,965,224", text);
        Assert.Contains("13x13x192 <-> 13x13x192", text);
        var file = FileOf(Ok($"$model | Show-AlexNetNetwork -OutPath '{_folder}/small.svg' -PassThru"));
        var svg = XDocument.Load(file).Root!;
        Assert.Equal("img", (string?)svg.Attribute("role"));
        // Five convolutions, three fully connected layers and the input, on two devices.
        Assert.Equal(18, Parts(svg, "layer"));
        Assert.Equal(1, Parts(svg, "boundary"));
        Assert.Equal(8, Parts(svg, "exchange"));
        Assert.Equal(9, Parts(XDocument.Load(FileOf(Ok($"Show-AlexNetNetwork onetower -OutPath '{_folder}/one.svg' -PassThru"))).Root!, "layer"));
        Assert.StartsWith("NetworkNotPartitionable,", Error("New-AlexNetModel -FullyConnectedWidth 3 -ClassCount 2 | Show-AlexNetNetwork -DeviceCount 4"));
    }

    [Theory]
    [InlineData("png", "\u0089PNG")]
    [InlineData("svg", "<svg")]
    [InlineData("html", "<!DO")]
    public void ThePictureIsWhatTheNameSays(string extension, string start)
    {
        var file = FileOf(Ok($"Show-AlexNetFilter -Model $model -OutPath '{_folder}/filters.{extension}' -PassThru"));
        Assert.Equal(start, System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file))[..4]);
        Assert.Equal([file], Directory.GetFiles(_folder));
    }

    [Fact]
    public void FiltersAreNinetySixDividedByDevice()
    {
        var svg = XDocument.Load(FileOf(Ok($"Show-AlexNetFilter -Model $model -OutPath '{_folder}/filters.svg' -PassThru"))).Root!;
        Assert.Equal(96, Parts(svg, "tile"));
        Assert.Equal(1, Parts(svg, "boundary"));
        Assert.Equal(10, Parts(XDocument.Load(FileOf(Ok($"Show-AlexNetFilter conv2 -Model $model -MaxItem 10 -Channel 3 -OutPath '{_folder}/conv2.svg' -PassThru"))).Root!, "tile"));
        Assert.StartsWith("FilterNotFound,", Error("Show-AlexNetFilter fc6 -Model $model"));
        Assert.StartsWith("FilterNotFound,", Error("Show-AlexNetFilter conv2 -Channel 48 -Model $model"));
        Assert.StartsWith("LayerNotFound,", Error("Show-AlexNetFilter conv9 -Model $model"));
    }

    [Fact]
    public void MapsOfAPhotoAreShown()
    {
        var svg = XDocument.Load(FileOf(Ok($"Show-AlexNetFeatureMap '{Cat}' relu1 -Model $model -MaxItem 12 -OutPath '{_folder}/maps.svg' -PassThru"))).Root!;
        Assert.Equal((12, 1, 1), (Parts(svg, "tile"), Parts(svg, "photo"), Parts(svg, "scale")));
        Assert.Contains("showing 12 of 96 maps", (string)Ok($"'{Cat}' | Show-AlexNetFeatureMap -Layer conv1 -MaxItem 12 -Model $model").Single().BaseObject);
        Assert.Equal(2, Ok($"Show-AlexNetFeatureMap '{Cat}', '{ModuleSession.Samples}/fig.jpg' fc7 -Model $model").Count);
        Assert.StartsWith("LayerNotFound,", Error($"Show-AlexNetFeatureMap '{Cat}' conv9 -Model $model"));
        Assert.StartsWith("PhotoNotFound,", Error($"Show-AlexNetFeatureMap '{_folder}/missing.png' -Model $model"));
        Assert.StartsWith("PhotoInvalid,", Error($"Show-AlexNetFeatureMap '{ModuleSession.Samples}/LICENSES.md' -Model $model"));
    }

    [Fact]
    public void AnOutputIsTakenApartAsTheNetworkComputesIt()
    {
        var text = (string)Ok($"Show-AlexNetConvolution '{Cat}' conv2 -Map 130 -Row 2 -Column 3 -Model $model").Single().BaseObject;
        var value = Convert.ToDouble(Ok($"(Get-AlexNetFeature '{Cat}' -Layer conv2 -Model $model).Map(130)[2 * 9 + 3]").Single().BaseObject);
        var shown = double.Parse(text.Split('\n')[0].Split(": ")[^1], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(value, shown, Math.Abs(value) * 1e-3);
        Assert.Contains("times as many", (string)Ok($"Show-AlexNetConvolution '{Cat}' -Im2Col -Model $model").Single().BaseObject);
        Assert.StartsWith("OutputNotFound,", Error($"Show-AlexNetConvolution '{Cat}' -Map 96 -Model $model"));
        Assert.StartsWith("OutputNotFound,", Error($"Show-AlexNetConvolution '{Cat}' pool1 -Model $model"));
    }

    [Fact]
    public void AFeatureHasItsShapeAndValues()
    {
        var output = Ok($"Get-AlexNetFeature '{ModuleSession.Samples}/*.jpg' -Layer conv1 -Model $model");
        Assert.Equal(9, output.Count);
        dynamic feature = output[0].BaseObject;
        Assert.Equal("19x19x96", $"{feature.Shape}");
        Assert.Equal(19 * 19 * 96, ((float[])feature.Values).Length);
        Assert.Contains((float[])feature.Values, value => value < 0);
        Assert.Equal((float[])feature.Map(95), ((float[])feature.Values)[(95 * 361)..]);
        // relu1 is what is left of conv1, and both bytes and streams are photos too.
        var relu = Ok($"$bytes = [System.IO.File]::ReadAllBytes('{feature.Path}'); ,$bytes | Get-AlexNetFeature -Layer relu1 -Model $model").Single();
        Assert.Equal(((float[])feature.Values).Select(value => Math.Max(0, value)), (float[])relu.Properties["Values"].Value);
        Assert.Equal("bytes[0]", relu.Properties["Path"].Value);
        Assert.StartsWith("LayerNotFound,", Error($"Get-AlexNetFeature '{Cat}' -Layer conv9 -Model $model"));
    }

    [Fact]
    public void FeaturesGoToOneFile()
    {
        var npy = FileOf(Ok($"Get-AlexNetFeature '{ModuleSession.Samples}/*.jpg' -Layer pool5 -Model $model -OutPath '{_folder}/pool5.npy' -PassThru"));
        var bytes = File.ReadAllBytes(npy);
        Assert.Contains("'shape': (9, 256,)", System.Text.Encoding.ASCII.GetString(bytes[..128]));
        Assert.Equal(128 + 9 * 256 * sizeof(float), bytes.Length);
        var lines = File.ReadAllLines(FileOf(Ok($"Get-AlexNetFeature '{Cat}' -Model $model -OutPath '{_folder}/fc7.csv' -PassThru")));
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("Path,V0,V1,", lines[0]);
        Assert.Equal(1 + 64, lines[1].Split(',').Length);
        Assert.Contains("cat.png", lines[1]);
        // The photo that is none is an error of its own, and the rest is written.
        var (_, errors) = _session.Run($"'{Cat}', '{ModuleSession.Samples}/LICENSES.md' | Get-AlexNetFeature -Model $model -OutPath '{_folder}/some.csv'");
        Assert.StartsWith("PhotoInvalid,", Assert.Single(errors).FullyQualifiedErrorId);
        Assert.Equal(2, File.ReadAllLines($"{_folder}/some.csv").Length);
    }

    [Theory]
    [InlineData("GradCam", "relu5", 4)]
    [InlineData("Gradient", "input", 83)]
    [InlineData("GuidedBackprop", "input", 83)]
    [InlineData("Occlusion", "input", 83)]
    public void WhereANetworkLooksIsAMap(string method, string layer, int side)
    {
        dynamic map = Ok($"Get-AlexNetSaliency '{Cat}' -Method {method} -Model $model").Single().BaseObject;
        Assert.Equal((layer, side, side, side * side), ((string)map.Layer, (int)map.Width, (int)map.Height, (int)map.Map.Length));
        // The class is the first answer, its probability the classifier's.
        dynamic answer = Ok($"Invoke-AlexNetClassify '{Cat}' -Model $model").Single().BaseObject;
        Assert.Equal((string)answer.Label, (string)map.Label);
        Assert.Equal((double)answer.Probability, (double)map.Probability, 1e-4);
        Assert.Equal(3 * 83 * 83, ((byte[])map.Photo).Length);
    }

    [Fact]
    public void AnyClassCanBeAskedAbout()
    {
        Assert.Equal("class 7", Ok($"Get-AlexNetSaliency '{Cat}' -Label 7 -Model $model").Single().Properties["Label"].Value);
        Assert.Equal(7, Ok($"Get-AlexNetSaliency '{Cat}' -Label 'CLASS 7' -Layer conv3 -Model $model").Single().Properties["ClassIndex"].Value);
        Assert.Equal("conv3", Ok($"Get-AlexNetSaliency '{Cat}' -Label 'CLASS 7' -Layer Conv3 -Model $model").Single().Properties["Layer"].Value);
        foreach (var (script, id) in new[] { ("-Label tabby", "LabelNotFound"), ("-Label 10", "LabelNotFound"), ("-Layer conv9", "LayerNotFound"), ("-Layer fc7", "SaliencyOptionInvalid"), ("-Method Gradient -Layer conv5", "SaliencyOptionInvalid"), ("-Method Occlusion -Window 20 -Stride 30", "SaliencyOptionInvalid") })
            Assert.StartsWith($"{id},", Error($"Get-AlexNetSaliency '{Cat}' {script} -Model $model"));
    }

    [Fact]
    public void WhereANetworkLooksIsDrawn()
    {
        Ok($"Get-AlexNetSaliency '{Cat}' -Model $model -Overlay SideBySide -OutPath '{_folder}/cat.svg'");
        Assert.Equal((3, 1), (Parts(XDocument.Load($"{_folder}/cat.svg").Root!, "saliency"), Parts(XDocument.Load($"{_folder}/cat.svg").Root!, "scale")));
        Assert.Equal(2, Ok($"Get-AlexNetSaliency '{Cat}', '{ModuleSession.Samples}/fig.jpg' -Method Gradient -Overlay Contour -Model $model -OutPath '{_folder}'").Count);
        Assert.Equal(["cat.png.Gradient.png", "cat.svg", "fig.jpg.Gradient.png"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order());
        Assert.StartsWith("OutFileExists,", Error($"Get-AlexNetSaliency '{Cat}' -Method Gradient -Model $model -OutPath '{_folder}'"));
        Assert.StartsWith("OutFileFormatUnknown,", Error($"Get-AlexNetSaliency '{Cat}' -Model $model -OutPath '{_folder}/cat.gif'"));
        // What is no photo is an error of its own, and the rest goes on.
        var (maps, errors) = _session.Run($"'{ModuleSession.Samples}/LICENSES.md', '{Cat}' | Get-AlexNetSaliency -Model $model");
        Assert.Single(maps);
        Assert.StartsWith("PhotoInvalid,", Assert.Single(errors).FullyQualifiedErrorId);
        var page = (string)Ok($"Get-AlexNetSaliency '{Cat}' -Model $model -Overlay Mask | ConvertTo-AlexNetHtml").Single().BaseObject;
        Assert.Contains("Grad-CAM of relu5", page);
    }

    [Fact]
    public void FilesAreNeitherReplacedNorLeftInPieces()
    {
        File.WriteAllText($"{_folder}/a.svg", "mine");
        Assert.StartsWith("OutFileExists,", Error($"Show-AlexNetNetwork -OutPath '{_folder}/a.svg'"));
        Assert.Equal("mine", File.ReadAllText($"{_folder}/a.svg"));
        Ok($"Show-AlexNetNetwork -OutPath '{_folder}/a.svg' -Force");
        Ok($"Show-AlexNetNetwork -OutPath '{_folder}/b.svg' -WhatIf");
        Ok($"Get-AlexNetFeature '{Cat}' -Model $model -OutPath '{_folder}/b.npy' -WhatIf");
        Ok($"Get-AlexNetModel | Export-AlexNetReport '{_folder}/b.html' -WhatIf");
        Assert.StartsWith("OutFileFormatUnknown,", Error($"Show-AlexNetNetwork -OutPath '{_folder}/a.gif'"));
        Assert.StartsWith("OutFileFormatUnknown,", Error($"Get-AlexNetFeature '{Cat}' -Model $model -OutPath '{_folder}/a.mat'"));
        Assert.StartsWith("OutFileNotWritten,", Error($"Show-AlexNetNetwork -OutPath '{_folder}/no/such/folder.svg'"));
        Assert.StartsWith("NotAFileSystemPath,", Error("Show-AlexNetNetwork -OutPath Variable:a.svg"));
        // A photo that fails leaves no file, nor a temporary one.
        _session.Run($"Get-AlexNetFeature '{ModuleSession.Samples}/LICENSES.md' -Model $model -OutPath '{_folder}/c.npy'");
        Assert.Equal([$"{_folder}/a.svg"], Directory.GetFiles(_folder));
    }

    [Fact]
    public void ActivationsAreThoseOfAllLayers()
    {
        var layers = Ok($"Get-AlexNetActivation '{ModuleSession.Samples}/*.jpg' -Model $model");
        Assert.Equal(14, layers.Count);
        Assert.All(layers, layer => Assert.Equal(9, layer.Properties["Photos"].Value));
        Assert.Equal(["conv1+relu1", "norm1"], Ok($"Get-AlexNetActivation '{Cat}' -Model $model -Layer relu1, norm1").Select(layer => (string)layer.Properties["Layer"].Value));
        Assert.StartsWith("LayerNotFound,", Error($"Get-AlexNetActivation '{Cat}' -Model $model -Layer conv9"));
    }

    [Fact]
    public void AReportHoldsWhatWasPiped()
    {
        var script = $$"""
            & {
                'First <part>'
                Get-AlexNetLayer
                Invoke-AlexNetClassify '{{Cat}}', '{{ModuleSession.Samples}}/fig.jpg' -Model $model -Top 3
                Get-AlexNetModel
                [pscustomobject]@{ A = 1; B = '<b>' }
                $model.Weight('fc8.bias')
                Measure-AlexNetPerformance $model -BatchSize 1 -PerLayer -Repeat 1
            }
            """;
        var page = (string)Ok($"{script} | ConvertTo-AlexNetHtml -Title 'All of it' -PeakGigaflops 100").Single().BaseObject;
        Assert.Equal(page[..400], File.ReadAllText(FileOf(Ok($"{script} | Export-AlexNetReport '{_folder}/all.html' -Title 'All of it' -PassThru")))[..400]);
        var document = XDocument.Parse(page.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));
        var headings = document.Descendants("h2").Select(heading => heading.Value).ToList();
        Assert.Equal("First <part>", headings[0]);
        Assert.Equal(6, headings.Count);
        Assert.Contains("60,965,224", page);
        Assert.Equal(2, document.Descendants().Count(element => (string?)element.Attribute("data-part") == "photo"));
        Assert.Contains("of peak", page);
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("<b>", page);
        var fragment = (string)Ok($"Get-AlexNetLayer | ConvertTo-AlexNetHtml -Fragment").Single().BaseObject;
        Assert.StartsWith("<div class=\"axn\">", fragment);
        Assert.StartsWith("ReportEmpty,", Error($"@() | Export-AlexNetReport '{_folder}/none.html'"));
        Assert.Empty(Ok("@() | ConvertTo-AlexNetHtml"));
    }

    [Fact]
    public void MistakesAreThosePhotosWhoseFolderSaysOtherwise()
    {
        foreach (var label in new[] { "class 0", "other" }) File.Copy($"{ModuleSession.Samples}/fig.jpg", Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, label)).FullName, "fig.jpg"));
        var answer = (string)Ok($"(Invoke-AlexNetClassify '{_folder}/other' -Model $model).Label").Single().BaseObject;
        Directory.Move(Path.Combine(_folder, "class 0"), Path.Combine(_folder, answer));
        var page = (string)Ok($"Invoke-AlexNetClassify '{_folder}' -Recurse -Model $model | ConvertTo-AlexNetHtml -OnlyMistake").Single().BaseObject;
        Assert.Contains("1 mistake by", page);
        Assert.Contains("1 of 2 right", page);
    }

    [Fact]
    public void APictureIsDrawnInATerminalWithoutColoursAsWords()
    {
        var text = (string)Ok("Show-AlexNetFilter -Model $model -MaxItem 3").Single().BaseObject;
        Assert.Contains("showing 3 of 96 filters", text);
        Assert.DoesNotContain('\e', text);
    }

    [Fact]
    public void ADesktopThatIsNotThereIsAWarning()
    {
        if (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()) return;
        var (output, errors) = _session.Run("$d, $w = $env:DISPLAY, $env:WAYLAND_DISPLAY; $env:DISPLAY = $env:WAYLAND_DISPLAY = ''; Show-AlexNetNetwork -Open -PassThru -WarningVariable said -WarningAction SilentlyContinue; $env:DISPLAY, $env:WAYLAND_DISPLAY = $d, $w; \"$said\"");
        Assert.Empty(errors);
        var file = ((FileInfo)output[0].BaseObject).FullName;
        Assert.Contains(file, (string)output[1].BaseObject);
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(file));
        File.Delete(file);
    }

    private IReadOnlyList<PSObject> Ok(string script)
    {
        var (output, errors) = _session.Run(script);
        Assert.Empty(errors);
        return output;
    }

    private string Error(string script) => Assert.Single(_session.Run(script).Errors).FullyQualifiedErrorId;

    /// <summary>What a cmdlet says that cannot begin.</summary>
    private string Thrown(string script) => Assert.ThrowsAny<RuntimeException>(() => _session.Run(script)).ErrorRecord.FullyQualifiedErrorId;

    private static string FileOf(IReadOnlyList<PSObject> output) => ((FileInfo)Assert.Single(output).BaseObject).FullName;

    private static int Parts(XElement svg, string part) => svg.Descendants().Count(element => (string?)element.Attribute("data-part") == part);
}
