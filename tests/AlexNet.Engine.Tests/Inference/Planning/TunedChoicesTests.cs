using AlexNet.Engine.Inference.Planning;

namespace AlexNet.Engine.Tests.Inference.Planning;

public sealed class TunedChoicesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("alexnet-").FullName;

    private string FilePath => Path.Combine(_folder, "sub", "choices.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AFileComesBackAsItWentAndIsTheSameEachTime()
    {
        var choices = new TunedChoices([Choice("b", ConvolutionAlgorithm.Winograd2x2), Choice("a", ConvolutionAlgorithm.Im2Col)]);
        choices.Save(FilePath);
        var first = File.ReadAllBytes(FilePath);
        var back = TunedChoices.Load(FilePath);
        Assert.Equal(choices.All.OrderBy(choice => choice.Work), back.All.OrderBy(choice => choice.Work));
        back.Save(FilePath);
        Assert.Equal(first, File.ReadAllBytes(FilePath));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(FilePath)!));
    }

    [Fact]
    public void NewChoicesReplaceOldOnesOfTheSameWork()
    {
        var choices = new TunedChoices([Choice("a", ConvolutionAlgorithm.Im2Col), Choice("b", ConvolutionAlgorithm.Im2Col)]).With([Choice("a", ConvolutionAlgorithm.Winograd4x4)]);
        Assert.Equal(2, choices.All.Count);
        Assert.Equal(ConvolutionAlgorithm.Winograd4x4, choices.All.Single(choice => choice.Work == "a").Algorithm);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[null]")]
    [InlineData("no json")]
    [InlineData("""[{"Work":"a","Algorithm":"Magic","Milliseconds":1,"Measured":"2026-01-01T00:00:00+00:00"}]""")]
    [InlineData("""[{"Work":"a","Algorithm":77,"Milliseconds":1,"Measured":"2026-01-01T00:00:00+00:00"}]""")]
    [InlineData("""[{"Algorithm":"Im2Col"}]""")]
    public void ADamagedFileIsRefusedAndTheMessageSaysWhatToDo(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, content);
        var error = Assert.Throws<InvalidDataException>(() => TunedChoices.Load(FilePath));
        Assert.Contains(FilePath, error.Message);
        Assert.Contains("delete it and tune again", error.Message);
    }

    private static TunedChoice Choice(string work, ConvolutionAlgorithm algorithm) => new(work, algorithm, 1.5, DateTimeOffset.UnixEpoch);
}
