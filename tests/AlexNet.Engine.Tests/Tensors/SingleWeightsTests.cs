using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Tests.Tensors;

public unsafe class SingleWeightsTests
{
    [Fact]
    public void Single_precision_is_read_where_it_lies_and_given_back()
    {
        var owner = new Pages();
        using var buffer = new NativeBuffer(6);
        var tensor = new WeightTensor("conv1.weight", ElementType.Float32, [2, 3], (nint)buffer.Pointer, owner);
        using (var singles = new SingleWeights(tensor))
        {
            Assert.True(singles.Pointer == buffer.Pointer);
            Assert.Empty(owner.Released);
        }
        Assert.Equal([((nint)buffer.Pointer, 24L)], owner.Released);
    }

    [Fact]
    public void Half_precision_is_widened()
    {
        Half[] halves = [(Half)1, (Half)(-0.5f), (Half)65504];
        fixed (Half* data = halves)
        {
            using var singles = new SingleWeights(new WeightTensor("conv1.weight", ElementType.Float16, [3], (nint)data, halves));
            Assert.Equal([1f, -0.5f, 65504f], singles.Span(0, 3).ToArray());
        }
    }

    private sealed class Pages : IPageSource
    {
        public List<(nint Start, long Length)> Released { get; } = [];

        public void Release(nint start, long length) => Released.Add((start, length));
    }
}
