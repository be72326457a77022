using AlexNet.Engine.Inference.Planning;

namespace AlexNet.Engine.Tests.Inference.Planning;

public class TunedFileTests
{
    [Fact]
    public void TheFileIsNamedAfterTheProcessorAndLiesInAFolderOfItsOwn()
    {
        Assert.True(Path.IsPathRooted(TunedFile.Folder));
        Assert.Equal(TunedFile.Folder, Path.GetDirectoryName(TunedFile.Path));
        Assert.Matches("^convolutions-[a-z0-9-]+[0-9]x[0-9]+[.]json$", Path.GetFileName(TunedFile.Path));
    }

    [Theory]
    [InlineData("Intel(R) Xeon(R) CPU @ 2.60GHz", "intel-r-xeon-r-cpu-2-60ghz")]
    [InlineData("  AMD EPYC 9R14 ", "amd-epyc-9r14")]
    [InlineData("../Arm64", "arm64")]
    public void ANameOfAProcessorIsFitForAFile(string brand, string slug) => Assert.Equal(slug, Processor.Slug(brand));
}
