using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace AlexNet.Engine.Kernels.FullyConnected;

/// <summary>
/// Four rows of weights times up to four images, in registers: a step loads 4 registers of w and one of each x, and makes 4 multiply-adds an image.
/// Four images where there are 32 registers (AVX-512), three where there may be 16.
/// </summary>
internal static unsafe class BatchTile
{
    /// <summary>Rows of weights.</summary>
    public const int Rows = 4;

    /// <summary>Four rows of weights, <paramref name="stride"/> floats apart; those after the last are the last.</summary>
    public readonly struct Block(float* first, nint stride, int last)
    {
        /// <summary>Where the row begins.</summary>
        public readonly float* R0 = first, R1 = first + Math.Min(1, last) * stride, R2 = first + Math.Min(2, last) * stride, R3 = first + last * stride;
    }

    /// <summary>Images of the next tile when so many are left: evenly, as one image alone would waste half of the multiply-adds (16 in threes: 3, 3, 3, 3, 2, 2).</summary>
    public static int Size<TLanes>(int left) where TLanes : struct, ISumLanes<TLanes>
    {
        var most = TLanes.Count == 16 ? 4 : 3;
        var tiles = (left + most - 1) / most;
        return (left + tiles - 1) / tiles;
    }

    /// <summary>Adds the products of a block of weights and a block of packed images to the sums.</summary>
    /// <param name="block">The weights.</param>
    /// <param name="x">The images, see <see cref="PackedImages"/>.</param>
    /// <param name="images">Number of images.</param>
    /// <param name="count">Inputs of the block.</param>
    /// <param name="sums">[images][4] registers.</param>
    /// <param name="ahead">Weights that are used soon, as they are stored: fetched into L2 meanwhile, a part by each tile.</param>
    /// <param name="aheadStride">Bytes from one row of those to the next.</param>
    /// <param name="weightSize">Bytes of one of those.</param>
    public static void Run<TLanes>(in Block block, float* x, int images, int count, float* sums, byte* ahead, nint aheadStride, int weightSize)
        where TLanes : struct, ISumLanes<TLanes>
    {
        nint step = TLanes.Count * weightSize;
        for (var image = 0; image < images;)
        {
            var size = Size<TLanes>(images - image);
            var tileSums = sums + (long)image * Rows * TLanes.Count;
            var tileX = x + (long)image * count;
            var row = ahead + image * Rows / images * aheadStride;
            switch (size)
            {
                case 1: One<TLanes>(block, tileX, count, tileSums, row, step); break;
                case 2: Two<TLanes>(block, tileX, count, tileSums, row, step); break;
                case 3: Three<TLanes>(block, tileX, count, tileSums, row, step); break;
                default: Four<TLanes>(block, tileX, count, tileSums, row, step); break;
            }
            image += size;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(byte* address)
    {
        if (Sse.IsSupported) Sse.Prefetch1(address);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One<TLanes>(in Block block, float* x, int count, float* sums, byte* ahead, nint step) where TLanes : struct, ISumLanes<TLanes>
    {
        float* r0 = block.R0, r1 = block.R1, r2 = block.R2, r3 = block.R3;
        var a = Sums<TLanes>.Load(sums);
        for (nint i = 0; i < count; i += TLanes.Count, x += TLanes.Count, ahead += step)
        {
            Prefetch(ahead);
            TLanes w0 = TLanes.Load(r0 + i), w1 = TLanes.Load(r1 + i), w2 = TLanes.Load(r2 + i), w3 = TLanes.Load(r3 + i);
            a.Add(w0, w1, w2, w3, TLanes.Load(x));
        }
        a.Store(sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Two<TLanes>(in Block block, float* x, int count, float* sums, byte* ahead, nint step) where TLanes : struct, ISumLanes<TLanes>
    {
        float* r0 = block.R0, r1 = block.R1, r2 = block.R2, r3 = block.R3;
        Sums<TLanes> a = Sums<TLanes>.Load(sums), b = Sums<TLanes>.Load(sums + Rows * TLanes.Count);
        for (nint i = 0; i < count; i += TLanes.Count, x += 2 * TLanes.Count, ahead += step)
        {
            Prefetch(ahead);
            TLanes w0 = TLanes.Load(r0 + i), w1 = TLanes.Load(r1 + i), w2 = TLanes.Load(r2 + i), w3 = TLanes.Load(r3 + i);
            a.Add(w0, w1, w2, w3, TLanes.Load(x));
            b.Add(w0, w1, w2, w3, TLanes.Load(x + TLanes.Count));
        }
        a.Store(sums);
        b.Store(sums + Rows * TLanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Three<TLanes>(in Block block, float* x, int count, float* sums, byte* ahead, nint step) where TLanes : struct, ISumLanes<TLanes>
    {
        float* r0 = block.R0, r1 = block.R1, r2 = block.R2, r3 = block.R3;
        Sums<TLanes> a = Sums<TLanes>.Load(sums), b = Sums<TLanes>.Load(sums + Rows * TLanes.Count), c = Sums<TLanes>.Load(sums + 2 * Rows * TLanes.Count);
        for (nint i = 0; i < count; i += TLanes.Count, x += 3 * TLanes.Count, ahead += step)
        {
            Prefetch(ahead);
            // Of 16 registers, 12 hold sums and 3 inputs: the weights, one after the other, have the last.
            TLanes xa = TLanes.Load(x), xb = TLanes.Load(x + TLanes.Count), xc = TLanes.Load(x + 2 * TLanes.Count);
            var w = TLanes.Load(r0 + i);
            a.S0 = a.S0.Add(w, xa);
            b.S0 = b.S0.Add(w, xb);
            c.S0 = c.S0.Add(w, xc);
            w = TLanes.Load(r1 + i);
            a.S1 = a.S1.Add(w, xa);
            b.S1 = b.S1.Add(w, xb);
            c.S1 = c.S1.Add(w, xc);
            w = TLanes.Load(r2 + i);
            a.S2 = a.S2.Add(w, xa);
            b.S2 = b.S2.Add(w, xb);
            c.S2 = c.S2.Add(w, xc);
            w = TLanes.Load(r3 + i);
            a.S3 = a.S3.Add(w, xa);
            b.S3 = b.S3.Add(w, xb);
            c.S3 = c.S3.Add(w, xc);
        }
        a.Store(sums);
        b.Store(sums + Rows * TLanes.Count);
        c.Store(sums + 2 * Rows * TLanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four<TLanes>(in Block block, float* x, int count, float* sums, byte* ahead, nint step) where TLanes : struct, ISumLanes<TLanes>
    {
        float* r0 = block.R0, r1 = block.R1, r2 = block.R2, r3 = block.R3;
        Sums<TLanes> a = Sums<TLanes>.Load(sums), b = Sums<TLanes>.Load(sums + Rows * TLanes.Count);
        Sums<TLanes> c = Sums<TLanes>.Load(sums + 2 * Rows * TLanes.Count), d = Sums<TLanes>.Load(sums + 3 * Rows * TLanes.Count);
        for (nint i = 0; i < count; i += TLanes.Count, x += 4 * TLanes.Count, ahead += step)
        {
            Prefetch(ahead);
            TLanes w0 = TLanes.Load(r0 + i), w1 = TLanes.Load(r1 + i), w2 = TLanes.Load(r2 + i), w3 = TLanes.Load(r3 + i);
            a.Add(w0, w1, w2, w3, TLanes.Load(x));
            b.Add(w0, w1, w2, w3, TLanes.Load(x + TLanes.Count));
            c.Add(w0, w1, w2, w3, TLanes.Load(x + 2 * TLanes.Count));
            d.Add(w0, w1, w2, w3, TLanes.Load(x + 3 * TLanes.Count));
        }
        a.Store(sums);
        b.Store(sums + Rows * TLanes.Count);
        c.Store(sums + 2 * Rows * TLanes.Count);
        d.Store(sums + 3 * Rows * TLanes.Count);
    }

    /// <summary>One image's sums for the four rows.</summary>
    private struct Sums<TLanes> where TLanes : struct, ISumLanes<TLanes>
    {
        public TLanes S0, S1, S2, S3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Sums<TLanes> Load(float* source) => new()
        {
            S0 = TLanes.Load(source),
            S1 = TLanes.Load(source + TLanes.Count),
            S2 = TLanes.Load(source + 2 * TLanes.Count),
            S3 = TLanes.Load(source + 3 * TLanes.Count),
        };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(TLanes w0, TLanes w1, TLanes w2, TLanes w3, TLanes x)
        {
            S0 = S0.Add(w0, x);
            S1 = S1.Add(w1, x);
            S2 = S2.Add(w2, x);
            S3 = S3.Add(w3, x);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Store(float* destination)
        {
            S0.Store(destination);
            S1.Store(destination + TLanes.Count);
            S2.Store(destination + 2 * TLanes.Count);
            S3.Store(destination + 3 * TLanes.Count);
        }
    }
}
