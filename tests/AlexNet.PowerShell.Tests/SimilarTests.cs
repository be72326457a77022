using System.Management.Automation;

namespace AlexNet.PowerShell.Tests;

[Collection(nameof(CacheTests))]
public sealed class SimilarTests : IDisposable
{
    private readonly ModuleSession _session = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("alexnet-similar-").FullName;

    public SimilarTests()
    {
        foreach (var photo in new[] { "fig.jpg", "crab.jpg", "espresso.jpg", "pagoda.jpg" }) File.Copy(Path.Combine(ModuleSession.Samples, photo), At(photo));
        Directory.CreateDirectory(At("more"));
        File.Copy(At("fig.jpg"), At("more/fig again.jpg"));
    }

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void NeighboursComeNearestFirst()
    {
        var found = Found($"Find-AlexNetSimilarImage '{At("crab.jpg")}' -Within '{_folder}' -Recurse -Model $model");
        Assert.Equal([1, 2, 3, 4], found.Select(image => image.Rank));
        Assert.Equal(found.OrderByDescending(image => image.Similarity), found);
        Assert.All(found, image => Assert.Equal((At("crab.jpg"), "fc7"), (image.Query, image.Layer)));
        Assert.DoesNotContain(At("crab.jpg"), found.Select(image => image.Path));
        Assert.Equal(3, Found($"Find-AlexNetSimilarImage '{At("crab.jpg")}' -Within '{_folder}' -Model $model").Count);
        Assert.Equal(2, Found($"Find-AlexNetSimilarImage '{At("crab.jpg")}' -Within '{_folder}' -Model $model -Top 2").Count);
    }

    [Fact]
    public void ACopyIsFoundFirstByPathByPipelineAndByBytes()
    {
        var copy = At("more/fig again.jpg");
        foreach (var command in new[]
        {
            $"Find-AlexNetSimilarImage '{At("fig.jpg")}' '{_folder}' -Recurse -Top 1 -Model $model",
            $"'{At("f*.jpg")}' | Find-AlexNetSimilarImage -Within '{_folder}/more' -Top 1 -Model $model -DuplicateThreshold 0.99",
            $"[System.IO.FileInfo]::new('{At("fig.jpg")}') | Find-AlexNetSimilarImage -Within '{_folder}/more' -Top 1 -Model $model -Layer RELU7",
            $",[System.IO.File]::ReadAllBytes('{At("fig.jpg")}') | Find-AlexNetSimilarImage -Within '{_folder}/more', '{_folder}' -Top 1 -Model $model",
        })
        {
            var image = Assert.Single(Found(command));
            Assert.Equal(1, image.Similarity, 1e-5);
            Assert.Contains("fig", Path.GetFileName(image.Path));
        }
        Assert.Equal(copy, Found($"Find-AlexNetSimilarImage '{At("fig.jpg")}' '{_folder}' -Recurse -Top 1 -Model $model")[0].Path);
        Assert.Empty(Found($"Find-AlexNetSimilarImage '{At("crab.jpg")}' -Within '{_folder}' -Model $model -DuplicateThreshold 1"));
    }

    [Fact]
    public void WithoutAPhotoDuplicatesAreListed()
    {
        var photos = Ok($"$group = Find-AlexNetSimilarImage -Within '{_folder}' -Recurse -DuplicateThreshold 0.99999 -Model $model; $group.Count; $group.Photos.Path; $group.Photos[0].Length");
        Assert.Equal([2, At("fig.jpg"), At("more/fig again.jpg"), new FileInfo(At("fig.jpg")).Length], photos.Select(value => value.BaseObject));
        // A pipeline that gives nothing asks for nothing.
        Assert.Empty(Ok($"@() | Find-AlexNetSimilarImage -Within '{_folder}' -Recurse -Model $model"));
    }

    [Fact]
    public void TheIndexIsBroughtUpToDate()
    {
        var command = $"Update-AlexNetImageIndex '{_folder}' -Recurse -Index '{At("photos.index")}' -Model $model -PassThru";
        var info = Indexed(command);
        Assert.Equal((5, 5, 0, 0), (info.Photos, info.Read, info.Removed, info.Failed));
        Assert.Equal(new FileInfo(At("photos.index")).Length, info.Bytes);
        Assert.Equal((5, 0, 0), (Indexed(command).Photos, Indexed(command).Read, Indexed(command).Computed));
        File.Delete(At("crab.jpg"));
        File.WriteAllBytes(At("broken.jpg"), [1, 2, 3]);
        var (output, errors) = _session.Run(command);
        info = new Info(Assert.Single(output));
        Assert.Equal((4, 1, 1, 1), (info.Photos, info.Read, info.Removed, info.Failed));
        Assert.StartsWith("PhotoInvalid,", Assert.Single(errors).FullyQualifiedErrorId);
        Assert.Empty(Ok($"Update-AlexNetImageIndex '{_folder}/more' -Model $model"));
    }

    [Fact]
    public void AnIndexThatCannotBeUsedIsAnErrorAndForceReplacesIt()
    {
        var index = At("photos.index");
        string Find(string more = "") => $"Find-AlexNetSimilarImage '{At("crab.jpg")}' -Within '{_folder}' -Index '{index}' -Model $model {more}";
        Ok(Find("-WhatIf"));
        Assert.False(File.Exists(index));
        Ok(Find());
        Assert.True(File.Exists(index));
        Assert.StartsWith("ImageIndexOfOtherModel,", Error(Find("-Layer fc6")));
        Assert.Equal(3, Found(Find("-Layer fc6 -Force")).Count);
        File.WriteAllBytes(index, [.. File.ReadAllBytes(index)[..^7]]);
        Assert.StartsWith("ImageIndexInvalid,", Error(Find("-Layer fc6")));
        Assert.Equal(3, Found(Find("-Force")).Count);
        Assert.Equal(3, Found(Find()).Count);
        // -Force must not replace a photo.
        Assert.StartsWith("OutFileFormatUnknown,", Error($"Update-AlexNetImageIndex '{_folder}' -Index '{At("fig.jpg")}' -Force -Model $model"));
    }

    [Fact]
    public void WhatIsWrongIsSaid()
    {
        Assert.StartsWith("FolderNotFound,", Error($"Find-AlexNetSimilarImage '{At("crab.jpg")}' -Within '{_folder}/nowhere' -Model $model"));
        Assert.StartsWith("FolderNotFound,", Error($"Find-AlexNetSimilarImage -Within '{At("crab.jpg")}' -Model $model"));
        Assert.StartsWith("FolderNotFound,", Error($"Update-AlexNetImageIndex -LiteralPath '{_folder}/m*' -Model $model"));
        Assert.StartsWith("LayerNotFound,", Error($"Find-AlexNetSimilarImage -Within '{_folder}' -Layer fc9 -Model $model"));
        var (output, errors) = _session.Run($"'{ModuleSession.Samples}/LICENSES.md', '{At("crab.jpg")}' | Find-AlexNetSimilarImage -Within '{_folder}' -Model $model -Top 1");
        Assert.Single(output);
        Assert.StartsWith("PhotoInvalid,", Assert.Single(errors).FullyQualifiedErrorId);
    }

    [Fact]
    public void ResultsBindToTheNextCommandAndSurviveSerialization()
    {
        File.Copy(At("fig.jpg"), At("fig[1].jpg"));
        // A name with brackets is no string, which would bind to -Path as a pattern: the next command takes PSPath.
        var name = Ok($"(Find-AlexNetSimilarImage '{At("fig.jpg")}' -Within '{_folder}' -Model $model -Top 1).Path").Single();
        Assert.Equal("PhotoPath", name.BaseObject.GetType().Name);
        Assert.Equal(At("fig[1].jpg"), name.ToString());
        var chained = Found($"Find-AlexNetSimilarImage '{At("fig.jpg")}' -Within '{_folder}' -Model $model -Top 1 | Find-AlexNetSimilarImage -Within '{_folder}' -Model $model -Top 1");
        Assert.Equal((At("fig[1].jpg"), At("fig.jpg")), (Assert.Single(chained).Query, chained[0].Path));
        var deep = Ok($"$groups = Find-AlexNetSimilarImage -Within '{_folder}' -DuplicateThreshold 0.99999 -Model $model; $back = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($groups, 3)); $back.Photos.Count; $back.Photos[1].Similarity");
        Assert.Equal(2, deep[0].BaseObject);
        var page = Assert.IsType<string>(Ok($"Find-AlexNetSimilarImage '{At("fig.jpg")}' -Within '{_folder}' -Model $model | ConvertTo-AlexNetHtml").Single().BaseObject);
        Assert.Contains("4 photos like fig.jpg", page);
    }

    private string At(string name) => Path.Combine([_folder, .. name.Split('/')]);

    private IReadOnlyList<Image> Found(string script) => [.. Ok(script).Select(result => new Image(result))];

    private Info Indexed(string script) => new(Assert.Single(Ok(script)));

    private static T Value<T>(PSObject result, string name) => (T)result.Properties[name].Value;

    private sealed record Image(string Query, string Path, double Similarity, int Rank, string Layer)
    {
        public Image(PSObject result) : this(Value<string>(result, "Query"), $"{result.Properties["Path"].Value}", Value<double>(result, "Similarity"), Value<int>(result, "Rank"), Value<string>(result, "Layer")) { }
    }

    private sealed record Info(int Photos, int Read, int Computed, int Removed, int Failed, long Bytes)
    {
        public Info(PSObject result) : this(Value<int>(result, "Photos"), Value<int>(result, "Read"), Value<int>(result, "Computed"), Value<int>(result, "Removed"), Value<int>(result, "Failed"), Value<long>(result, "Bytes")) { }
    }

    private IReadOnlyList<PSObject> Ok(string script)
    {
        var (output, errors) = _session.Run(script);
        Assert.Empty(errors);
        return output;
    }

    private string Error(string script)
    {
        try
        {
            var (_, errors) = _session.Run(script);
            return Assert.Single(errors).FullyQualifiedErrorId;
        }
        catch (RuntimeException exception)
        {
            return exception.ErrorRecord.FullyQualifiedErrorId;
        }
    }
}
