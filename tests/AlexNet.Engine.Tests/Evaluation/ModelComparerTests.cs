using AlexNet.Engine.Evaluation.Comparison;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Tests.Inference;

namespace AlexNet.Engine.Tests.Evaluation;

public class ModelComparerTests
{
    [Fact]
    public void AModelIsLikeItselfInEveryLayer()
    {
        var model = TestModels.Small();
        var comparison = Compare(model, model, photos: 2);
        Assert.Equal((2, 1.0, 1.0, true), (comparison.Photos, comparison.Top1Agreement, comparison.Top5Agreement, comparison.IsSameGeometry));
        string[] layers = ["input", "conv1", "norm1", "pool1", "conv2", "norm2", "pool2", "conv3", "conv4", "conv5", "pool5", "fc6", "fc7", "fc8", "softmax"];
        Assert.Equal(layers, comparison.Layers.Select(layer => layer.Layer));
        Assert.All(comparison.Layers, layer => Assert.Equal((0f, 0f, null), (layer.Largest, layer.Relative, layer.Photo)));
    }

    [Fact]
    public void ADifferenceIsFoundInItsLayerAndInThoseAfterIt()
    {
        var model = TestModels.Small();
        // One bias of conv3 moved by a half: with ReLU after it, no output of the layer can move by more.
        var other = With(model, "conv3.bias", values => values[7] += 0.5f);
        var comparison = Compare(model, other, photos: 2);
        var layers = comparison.Layers.ToDictionary(layer => layer.Layer);
        Assert.All(comparison.Layers.TakeWhile(layer => layer.Layer != "conv3"), layer => Assert.Equal(0, layer.Largest));
        var behind = comparison.Layers.SkipWhile(layer => layer.Layer != "conv3").TakeWhile(layer => layer.Layer != "softmax");
        Assert.All(behind, layer => Assert.True(layer.Largest > 0, layer.Layer));
        Assert.Equal(0.5f, layers["conv3"].Largest!.Value, 1e-3f);
        Assert.InRange(layers["conv3"].Relative!.Value, 1e-9f, 1);
        Assert.StartsWith("photo ", layers["conv3"].Photo);
    }

    [Fact]
    public void ARelativeDifferenceIsOverTheLargestMagnitudeOfTheReference()
    {
        var model = TestModels.Small();
        using var comparer = new ModelComparer(model, model, threads: 1);
        comparer.ReferenceInput.Fill(-2);
        comparer.OtherInput.Fill(-2);
        comparer.OtherInput[5] = 3;
        comparer.Compare("photo");
        var input = comparer.ToComparison().Layers[0];
        Assert.Equal(("input", 5f, 2.5f, "photo"), (input.Layer, input.Largest!.Value, input.Relative!.Value, input.Photo));
    }

    [Fact]
    public void LayersOfOtherShapesOrNamesSaySo()
    {
        var comparison = Compare(TestModels.Small("bvlc"), TestModels.Small("onetower"), photos: 1);
        Assert.False(comparison.IsSameGeometry);
        var layers = comparison.Layers.ToDictionary(layer => layer.Layer);
        Assert.StartsWith("another shape: ", layers["conv1"].Obstacle);
        Assert.Null(layers["conv1"].Largest);
        Assert.Equal("only in the reference model", layers["norm1"].Obstacle);
        Assert.Null(layers["fc7"].Obstacle);
        Assert.NotNull(layers["fc7"].Largest);
        var turned = Compare(TestModels.Small("onetower"), TestModels.Small("bvlc"), photos: 1);
        Assert.Equal("only in the other model", turned.Layers.Single(layer => layer.Layer == "norm1").Obstacle);
    }

    [Fact]
    public void AnswersAreComparedByNameWhereTheClassesAreOthers()
    {
        var model = TestModels.Small();
        // The same network whose ten classes are called backwards: no class keeps its name.
        var backwards = Compare(model, Relabelled(model, model.Labels.Items.Reverse().Select(label => label.Name)), photos: 1);
        Assert.Equal((0f, 0.0), (backwards.Layers.Max(layer => layer.Largest), backwards.Top1Agreement));
        var others = Compare(model, Relabelled(model, Enumerable.Range(0, 10).Select(index => $"other {index}")), photos: 1);
        Assert.Equal((0.0, 0.0), (others.Top1Agreement, others.Top5Agreement));
    }

    [Fact]
    public void WithoutPhotosThereIsNothingToSay()
    {
        using var comparer = new ModelComparer(TestModels.Small(), TestModels.Small(), threads: 1);
        Assert.Throws<InvalidOperationException>(comparer.ToComparison);
    }

    private static ModelComparison Compare(Model reference, Model other, int photos)
    {
        using var comparer = new ModelComparer(reference, other, threads: 1);
        for (var photo = 0; photo < photos; photo++)
        {
            TestModels.Fill(comparer.ReferenceInput, photo);
            TestModels.Fill(comparer.OtherInput, photo);
            comparer.Compare($"photo {photo}");
        }
        return comparer.ToComparison();
    }

    private static Model Relabelled(Model model, IEnumerable<string> names) => new("other", model.Architecture, model.Weights, new LabelSet(names), model.Preprocessing);

    private static Model With(Model model, string parameter, Action<float[]> change) => new(model.Name, model.Architecture, model.Weights.Select(weight =>
    {
        if (weight.Name != parameter) return weight;
        var values = weight.ToArray();
        change(values);
        return TestWeights.From(new ParameterShape(weight.Name, [.. weight.Shape], FanIn: 1), values);
    }), model.Labels, model.Preprocessing);
}
