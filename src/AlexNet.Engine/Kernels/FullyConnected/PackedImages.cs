using System.Runtime.CompilerServices;

namespace AlexNet.Engine.Kernels.FullyConnected;

/// <summary>
/// Inputs of several images in the order in which <see cref="BatchTile"/> reads them, one stream without the conflicts in cache that rows a
/// multiple of 4 KB apart have: [turn of images][block of inputs][tile of images][step][image of the tile][lane].
/// </summary>
internal static unsafe class PackedImages
{
    /// <summary>Inputs of a block: 12 KB of four rows of weights, so that they and a tile's images stay in L1.</summary>
    public const int BlockInputs = 768;

    /// <summary>Images of a turn: more go through one turn after the other, so that their block stays in L2; by then each weight is used often enough.</summary>
    public const int MostImages = 64;

    /// <summary>Inputs that fill whole registers; the rest is not packed.</summary>
    public static int Whole<TLanes>(int inputs) where TLanes : struct, ISumLanes<TLanes> => inputs - inputs % TLanes.Count;

    /// <summary>Number of pieces that packing can be shared out in.</summary>
    public static int Pieces(int inputs, int images) => Turns(images) * Blocks(inputs);

    /// <summary>Where a block of a turn's images begins; it holds a block of inputs of each of them.</summary>
    public static float* Block(float* packed, int whole, int firstImage, int images, int first) => packed + (long)firstImage * whole + (long)first * images;

    /// <summary>Packs one piece.</summary>
    /// <param name="x">[images][inputs].</param>
    /// <param name="inputs">Floats of an image.</param>
    /// <param name="images">Number of images.</param>
    /// <param name="packed">As many floats as x has.</param>
    /// <param name="piece">0 to <see cref="Pieces"/> - 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<TLanes>(float* x, int inputs, int images, float* packed, int piece) where TLanes : struct, ISumLanes<TLanes>
    {
        var whole = Whole<TLanes>(inputs);
        var (turn, block) = Math.DivRem(piece, Blocks(inputs));
        var first = block * BlockInputs;
        var count = Math.Min(BlockInputs, whole - first);
        var firstImage = turn * MostImages;
        var ofTurn = Math.Min(MostImages, images - firstImage);
        var target = Block(packed, whole, firstImage, ofTurn, first);
        for (var image = 0; image < ofTurn;)
        {
            var size = BatchTile.Size<TLanes>(ofTurn - image);
            for (var i = 0; i < size; i++)
            {
                var source = x + (long)(firstImage + image + i) * inputs + first;
                var place = target + (long)image * count + i * TLanes.Count;
                for (var step = 0; step < count; step += TLanes.Count) TLanes.Load(source + step).Store(place + (long)step * size);
            }
            image += size;
        }
    }

    private static int Turns(int images) => (images + MostImages - 1) / MostImages;

    private static int Blocks(int inputs) => (inputs + BlockInputs - 1) / BlockInputs;
}
