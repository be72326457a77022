using AlexNet.Engine.Architectures;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Inference.Planning;

namespace AlexNet.Engine.Tests.Inference;

public class KernelWarmupTests
{
    /// <summary>Its network must take the same ways through the rules as the network that is waited for, or it compiles what nobody needs.</summary>
    [Fact]
    public void Its_convolutions_are_computed_as_the_papers_are()
    {
        var warm = KernelWarmup.Plan();
        var paper = KnownArchitectures.Get("paper");
        foreach (var shapes in paper.Shapes.Where(shapes => shapes.Layer is Layers.Convolution))
        {
            var layer = (Layers.Convolution)shapes.Layer;
            var chosen = PlanOptions.Default.Choose(layer, shapes.Input);
            Assert.Contains(warm.Model.Architecture.Shapes, own =>
                own.Layer is Layers.Convolution convolution && convolution.Kernel == layer.Kernel && convolution.Stride == layer.Stride && warm.Algorithms[convolution.Name] == chosen);
        }
        KernelWarmup.Run();
    }
}
