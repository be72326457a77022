using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Labels;

namespace AlexNet.Engine.Tests.Models;

public class LabelInfoTests
{
    [Fact]
    public void AClassOfImageNetIsKnownByItsOtherNamesToo()
    {
        Assert.Equal(["white shark", "man-eater", "man-eating shark", "Carcharodon carcharias"], LabelInfo.Of(ImageNetLabels.All[2]).OtherNames);
        Assert.Equal(["killer whale", "killer", "orca", "grampus", "sea wolf", "Orcinus orca"], LabelInfo.Of(ImageNetLabels.All[148]).AllNames());
    }

    [Fact]
    public void OtherClassesHaveOneName()
    {
        Assert.Empty(LabelInfo.Of(new Label(0, "sunflower")).OtherNames);
        Assert.Empty(ImageNetLabels.NamesOf("n00000000"));
    }
}
