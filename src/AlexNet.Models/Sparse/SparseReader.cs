using System.IO.Compression;

namespace AlexNet.Models.Sparse;

/// <summary>
/// Writes weights back from their sparse code while its two streams are decompressed, a block of each at a time: what a stream claims to hold
/// is never allocated, and a stream that goes on after the last weight is refused at that point.
/// </summary>
internal static unsafe class SparseReader
{
    private const int Block = 1 << 16;

    /// <summary>Fills in the weights that are not zero.</summary>
    /// <param name="where">The tensor, for messages.</param>
    /// <param name="codebook">The values.</param>
    /// <param name="codes">The codes, compressed by Brotli.</param>
    /// <param name="gaps">The gaps, compressed by Brotli.</param>
    /// <param name="weights">Zeros, one for each weight.</param>
    /// <param name="length">How many weights there are.</param>
    /// <exception cref="RefusedException">A stream is damaged, or the two do not fit each other or the tensor.</exception>
    public static void Expand(string where, float[] codebook, Stream codes, Stream gaps, float* weights, long length)
    {
        try
        {
            using var codeStream = new BrotliStream(codes, CompressionMode.Decompress);
            using var gapStream = new BrotliStream(gaps, CompressionMode.Decompress);
            byte[] codeBlock = new byte[Block], gapBlock = new byte[Block];
            int codeNext = 0, codeCount = 0, gapCount;
            var position = 0L;
            while ((gapCount = gapStream.Read(gapBlock)) > 0)
            {
                foreach (var gap in gapBlock.AsSpan(0, gapCount))
                {
                    position += gap;
                    if (position > length) throw new RefusedException(where, $"its gaps go past its {length} weights");
                    if (gap == SparseCode.Skip) continue;
                    if (codeNext == codeCount)
                    {
                        (codeNext, codeCount) = (0, codeStream.Read(codeBlock));
                        if (codeCount == 0) throw new RefusedException(where, "it has fewer codes than gaps");
                    }
                    var code = codeBlock[codeNext++];
                    if (code >= codebook.Length) throw new RefusedException(where, $"it has a code {code}, but a codebook of {codebook.Length} values");
                    if (position == length) throw new RefusedException(where, $"its gaps go past its {length} weights");
                    weights[position++] = codebook[code];
                }
            }
            if (codeNext != codeCount || codeStream.Read(codeBlock) > 0) throw new RefusedException(where, "it has more codes than gaps");
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException or IOException)
        {
            throw new RefusedException(where, $"its compressed data is damaged ({exception.Message})", inner: exception);
        }
    }
}
