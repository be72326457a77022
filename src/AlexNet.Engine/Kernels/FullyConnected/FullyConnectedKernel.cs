using System.Numerics;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Kernels.FullyConnected;

/// <summary>
/// y[n][o] = scale * relu(bias[o] + sum over i of w[o][i] * x[n][i]): weights [outputs][inputs] as they are stored, x and y [images][...].
/// Four rows of weights are walked at once, four streams that fill the memory bandwidth; the same block of them serves every image while
/// it is in L1. Every sum has one vector of partial sums that runs over the inputs in order, so the bits depend neither on the number
/// of images nor on how rows are shared out.
/// </summary>
/// <remarks>Registers, of 16: 12 partial sums (4 rows x 3 images), 3 of x, 1 of w.</remarks>
internal static unsafe class FullyConnectedKernel
{
    /// <summary>Rows of weights walked at once.</summary>
    public const int Rows = 4;

    // Inputs of a block: 4 rows x 1024 floats are 16 KB, half of L1.
    private const int BlockInputs = 1024;

    /// <summary>Floats of scratch that a call needs: the partial sums of all images.</summary>
    public static long Scratch(int images) => (long)images * Rows * Vector<float>.Count;

    /// <summary>Computes the outputs of some rows of weights for all images.</summary>
    /// <param name="type">Representation of the weights.</param>
    /// <param name="weights">First weight of the layer, [outputs][inputs].</param>
    /// <param name="bias">Biases of the layer.</param>
    /// <param name="inputs">Inputs of the layer.</param>
    /// <param name="outputs">Outputs of the layer: floats from one image of y to the next.</param>
    /// <param name="firstRow">First row.</param>
    /// <param name="endRow">The row after the last.</param>
    /// <param name="x">[images][inputs].</param>
    /// <param name="images">Number of images.</param>
    /// <param name="y">[images][outputs].</param>
    /// <param name="scratch"><see cref="Scratch"/> floats.</param>
    /// <param name="relu">Whether a ReLU follows.</param>
    /// <param name="scale">Factor on the result: dropout's at test time.</param>
    public static void Run(
        ElementType type, byte* weights, float* bias, int inputs, int outputs, int firstRow, int endRow,
        float* x, int images, float* y, float* scratch, bool relu, float scale)
    {
        switch (type)
        {
            case ElementType.Float32: Run<Float32Loader>(weights, bias, inputs, outputs, firstRow, endRow, x, images, y, scratch, relu, scale); break;
            case ElementType.Float16: Run<Float16Loader>(weights, bias, inputs, outputs, firstRow, endRow, x, images, y, scratch, relu, scale); break;
            case ElementType.BFloat16: Run<BFloat16Loader>(weights, bias, inputs, outputs, firstRow, endRow, x, images, y, scratch, relu, scale); break;
            default: throw new InvalidOperationException($"no kernel for weights of type {type}");
        }
    }

    private static void Run<TLoader>(
        byte* weights, float* bias, int inputs, int outputs, int firstRow, int endRow,
        float* x, int images, float* y, float* scratch, bool relu, float scale) where TLoader : struct, IWeightLoader
    {
        for (var row = firstRow; row < endRow; row += Rows)
        {
            var rows = Math.Min(Rows, endRow - row);
            // A tile of fewer rows computes its last row more than once, and stores it once.
            var r0 = weights + (long)row * inputs * TLoader.Size;
            var r1 = r0 + (long)Math.Min(1, rows - 1) * inputs * TLoader.Size;
            var r2 = r0 + (long)Math.Min(2, rows - 1) * inputs * TLoader.Size;
            var r3 = r0 + (long)Math.Min(3, rows - 1) * inputs * TLoader.Size;
            var vectorInputs = Vector.IsHardwareAccelerated ? inputs / (2 * Vector<float>.Count) * (2 * Vector<float>.Count) : 0;
            AddVectors<TLoader>(r0, r1, r2, r3, vectorInputs, inputs, x, images, scratch);
            for (var image = 0; image < images; image++)
            {
                var sums = (Vector<float>*)scratch + (long)image * Rows;
                for (var r = 0; r < rows; r++)
                {
                    var weightRow = r0 + (long)r * inputs * TLoader.Size;
                    var sum = vectorInputs > 0 ? Vector.Sum(sums[r]) : 0;
                    sum += RemainingSum<TLoader>(weightRow, x + (long)image * inputs, vectorInputs, inputs) + bias[row + r];
                    // Written so that a NaN goes through.
                    if (relu && sum < 0) sum = 0;
                    y[(long)image * outputs + row + r] = sum * scale;
                }
            }
        }
    }

    private static float RemainingSum<TLoader>(byte* weights, float* x, int first, int end) where TLoader : struct, IWeightLoader
    {
        // Two sums, because a single chain of additions waits for each of them.
        float even = 0, odd = 0;
        var i = first;
        for (; i + 1 < end; i += 2)
        {
            even += TLoader.Load(weights, i) * x[i];
            odd += TLoader.Load(weights, i + 1) * x[i + 1];
        }
        if (i < end) even += TLoader.Load(weights, i) * x[i];
        return even + odd;
    }

    /// <summary>Partial sums over the inputs that fill whole vectors, kept in scratch as [image][row] vectors between blocks.</summary>
    private static void AddVectors<TLoader>(
        byte* r0, byte* r1, byte* r2, byte* r3, int end, int inputs, float* x, int images, float* scratch) where TLoader : struct, IWeightLoader
    {
        var sums = (Vector<float>*)scratch;
        for (var i = 0; i < images * Rows; i++) sums[i] = Vector<float>.Zero;
        // One image uses each weight once: no blocks, so that the four streams run on undisturbed.
        var block = images == 1 ? Math.Max(end, 1) : BlockInputs;
        for (var first = 0; first < end; first += block)
        {
            var last = Math.Min(end, first + block);
            var image = 0;
            for (; image + 3 <= images; image += 3)
                AddThree<TLoader>(r0, r1, r2, r3, first, last, x + (long)image * inputs, inputs, sums + (long)image * Rows);
            for (; image < images; image++)
                AddOne<TLoader>(r0, r1, r2, r3, first, last, x + (long)image * inputs, sums + (long)image * Rows);
        }
    }

    private static void AddOne<TLoader>(byte* r0, byte* r1, byte* r2, byte* r3, int first, int end, float* x, Vector<float>* sums)
        where TLoader : struct, IWeightLoader
    {
        Vector<float> s0 = sums[0], s1 = sums[1], s2 = sums[2], s3 = sums[3];
        for (nint i = first; i < end; i += 2 * Vector<float>.Count)
        {
            var x0 = Vector.Load(x + i);
            var x1 = Vector.Load(x + i + Vector<float>.Count);
            TLoader.LoadPair(r0, i, out var low, out var high);
            s0 = Vector.MultiplyAddEstimate(high, x1, Vector.MultiplyAddEstimate(low, x0, s0));
            TLoader.LoadPair(r1, i, out low, out high);
            s1 = Vector.MultiplyAddEstimate(high, x1, Vector.MultiplyAddEstimate(low, x0, s1));
            TLoader.LoadPair(r2, i, out low, out high);
            s2 = Vector.MultiplyAddEstimate(high, x1, Vector.MultiplyAddEstimate(low, x0, s2));
            TLoader.LoadPair(r3, i, out low, out high);
            s3 = Vector.MultiplyAddEstimate(high, x1, Vector.MultiplyAddEstimate(low, x0, s3));
        }
        (sums[0], sums[1], sums[2], sums[3]) = (s0, s1, s2, s3);
    }

    private static void AddThree<TLoader>(byte* r0, byte* r1, byte* r2, byte* r3, int first, int end, float* x, nint inputs, Vector<float>* sums)
        where TLoader : struct, IWeightLoader
    {
        Vector<float> a0 = sums[0], a1 = sums[1], a2 = sums[2], a3 = sums[3];
        Vector<float> b0 = sums[4], b1 = sums[5], b2 = sums[6], b3 = sums[7];
        Vector<float> c0 = sums[8], c1 = sums[9], c2 = sums[10], c3 = sums[11];
        float* y = x + inputs, z = y + inputs;
        for (nint i = first; i < end; i += 2 * Vector<float>.Count)
        {
            var j = i + Vector<float>.Count;
            TLoader.LoadPair(r0, i, out var low, out var high);
            a0 = Vector.MultiplyAddEstimate(high, Vector.Load(x + j), Vector.MultiplyAddEstimate(low, Vector.Load(x + i), a0));
            b0 = Vector.MultiplyAddEstimate(high, Vector.Load(y + j), Vector.MultiplyAddEstimate(low, Vector.Load(y + i), b0));
            c0 = Vector.MultiplyAddEstimate(high, Vector.Load(z + j), Vector.MultiplyAddEstimate(low, Vector.Load(z + i), c0));
            TLoader.LoadPair(r1, i, out low, out high);
            a1 = Vector.MultiplyAddEstimate(high, Vector.Load(x + j), Vector.MultiplyAddEstimate(low, Vector.Load(x + i), a1));
            b1 = Vector.MultiplyAddEstimate(high, Vector.Load(y + j), Vector.MultiplyAddEstimate(low, Vector.Load(y + i), b1));
            c1 = Vector.MultiplyAddEstimate(high, Vector.Load(z + j), Vector.MultiplyAddEstimate(low, Vector.Load(z + i), c1));
            TLoader.LoadPair(r2, i, out low, out high);
            a2 = Vector.MultiplyAddEstimate(high, Vector.Load(x + j), Vector.MultiplyAddEstimate(low, Vector.Load(x + i), a2));
            b2 = Vector.MultiplyAddEstimate(high, Vector.Load(y + j), Vector.MultiplyAddEstimate(low, Vector.Load(y + i), b2));
            c2 = Vector.MultiplyAddEstimate(high, Vector.Load(z + j), Vector.MultiplyAddEstimate(low, Vector.Load(z + i), c2));
            TLoader.LoadPair(r3, i, out low, out high);
            a3 = Vector.MultiplyAddEstimate(high, Vector.Load(x + j), Vector.MultiplyAddEstimate(low, Vector.Load(x + i), a3));
            b3 = Vector.MultiplyAddEstimate(high, Vector.Load(y + j), Vector.MultiplyAddEstimate(low, Vector.Load(y + i), b3));
            c3 = Vector.MultiplyAddEstimate(high, Vector.Load(z + j), Vector.MultiplyAddEstimate(low, Vector.Load(z + i), c3));
        }
        (sums[0], sums[1], sums[2], sums[3]) = (a0, a1, a2, a3);
        (sums[4], sums[5], sums[6], sums[7]) = (b0, b1, b2, b3);
        (sums[8], sums[9], sums[10], sums[11]) = (c0, c1, c2, c3);
    }
}
