namespace AlexNet.Engine.Kernels.FullyConnected;

/// <summary>
/// The order in which a piece's blocks of weights are used: a few blocks along the inputs, as many as the images' part of them stays in L2, for
/// one group of rows after the other; then the next few. A group's own blocks always come in the order of the inputs.
/// </summary>
internal readonly struct BlockOrder
{
    // 256 KB of images: half of the smallest L2 that matters.
    private const int MostFloats = 1 << 16;

    private readonly int _groups;
    private readonly int _blocks;
    private readonly int _few;

    /// <summary>The order for so many inputs, groups of rows and images.</summary>
    public BlockOrder(int inputs, int groups, int images)
    {
        _groups = groups;
        _blocks = (inputs + PackedImages.BlockInputs - 1) / PackedImages.BlockInputs;
        _few = Math.Max(1, MostFloats / (images * PackedImages.BlockInputs));
    }

    /// <summary>Number of blocks.</summary>
    public int Steps => _blocks * _groups;

    /// <summary>The group of rows of a step, and its block's first input.</summary>
    public (int Group, int First) this[int step]
    {
        get
        {
            var passed = step / (_groups * _few) * _few;
            var (group, block) = Math.DivRem(step - passed * _groups, Math.Min(_few, _blocks - passed));
            return (group, (passed + block) * PackedImages.BlockInputs);
        }
    }
}
