using System.Runtime.CompilerServices;
using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Normalization;

/// <summary>
/// Response normalization within a map, backward. With t = k + alpha s and y = x / t^beta:
/// dx_i = dy_i / t_i^beta - 2 alpha beta x_i times the sum over the window around i of dy_j y_j / t_j.
/// </summary>
internal static unsafe class MapNormalizationGradient
{
    /// <summary>Floats of scratch for a map.</summary>
    public static long Scratch(int plane) => 3L * plane;

    // x, dy and dx are [height][width], of one map, and must not overlap; scratch holds 1 / t^beta, dy y / t and sums down columns.
    /// <summary>dx of one map.</summary>
    public static void Run(float* x, float* dy, float* dx, int height, int width, int size, float k, float alpha, float beta, float* scratch)
    {
        if (beta == 0.75f) Run(x, dy, dx, height, width, size / 2, k, alpha, beta, new ThreeQuarters(), scratch);
        else Run(x, dy, dx, height, width, size / 2, k, alpha, beta, new AnyPower(beta), scratch);
    }

    private static void Run<TPower>(
        float* x, float* dy, float* dx, int height, int width, int half, float k, float alpha, float beta, TPower power, float* scratch)
        where TPower : struct, IPowerOperator
    {
        var plane = height * width;
        float* factors = scratch, terms = factors + plane, columns = terms + plane;
        Walk(plane, new Squares { X = x, Target = terms });
        SumWindows(terms, columns, dx, height, width, half);
        Walk(plane, new Factors<TPower> { Sums = dx, X = x, Gradient = dy, Power = power, K = k, Alpha = alpha, Target = factors, Terms = terms });
        SumWindows(terms, columns, dx, height, width, half);
        Walk(plane, new Gradients { X = x, Gradient = dy, Factors = factors, Outer = 2 * alpha * beta, Sums = dx });
    }

    /// <summary>target = the sum of source over the window around each place, as far as that is in the map: down the columns, then along the rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumWindows(float* source, float* columns, float* target, int height, int width, int half)
    {
        for (var row = 0; row < height; row++)
        {
            int first = Math.Max(0, row - half), last = Math.Min(height - 1, row + half);
            Walk(width, new RowSum { Source = source + first * width, Rows = last - first + 1, Width = width, Target = columns + row * width });
        }
        for (var row = 0; row < height; row++, columns += width, target += width)
            for (var column = 0; column < width; column++)
            {
                var sum = 0f;
                for (var other = Math.Max(0, column - half); other <= Math.Min(width - 1, column + half); other++) sum += columns[other];
                target[column] = sum;
            }
    }

    private static void Walk<TBody>(int count, TBody body) where TBody : struct, IBody
    {
        var i = 0;
        for (; VectorLanes.IsSupported && i <= count - VectorLanes.Count; i += VectorLanes.Count) body.Run<VectorLanes>(i);
        for (; i < count; i++) body.Run<ScalarLane>(i);
    }

    private interface IBody
    {
        void Run<TLanes>(int i) where TLanes : struct, ILanes<TLanes>;
    }

    private struct Squares : IBody
    {
        public float* X, Target;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Run<TLanes>(int i) where TLanes : struct, ILanes<TLanes> => (TLanes.Load(X + i) * TLanes.Load(X + i)).Store(Target + i);
    }

    private struct RowSum : IBody
    {
        public float* Source, Target;
        public int Rows, Width;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Run<TLanes>(int i) where TLanes : struct, ILanes<TLanes>
        {
            var sum = TLanes.Load(Source + i);
            for (var row = 1; row < Rows; row++) sum += TLanes.Load(Source + row * Width + i);
            sum.Store(Target + i);
        }
    }

    private struct Factors<TPower> : IBody where TPower : struct, IPowerOperator
    {
        public float* Sums, X, Gradient, Target, Terms;
        public TPower Power;
        public float K, Alpha;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Run<TLanes>(int i) where TLanes : struct, ILanes<TLanes>
        {
            var t = TLanes.Fill(K) + TLanes.Fill(Alpha) * TLanes.Load(Sums + i);
            var factor = Power.Divide(TLanes.Fill(1), t);
            factor.Store(Target + i);
            (TLanes.Load(Gradient + i) * TLanes.Load(X + i) * factor / t).Store(Terms + i);
        }
    }

    private struct Gradients : IBody
    {
        public float* X, Gradient, Factors, Sums;
        public float Outer;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Run<TLanes>(int i) where TLanes : struct, ILanes<TLanes> =>
            (TLanes.Load(Gradient + i) * TLanes.Load(Factors + i) - TLanes.Fill(Outer) * TLanes.Load(X + i) * TLanes.Load(Sums + i)).Store(Sums + i);
    }
}
