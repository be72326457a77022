using System.Runtime.Intrinsics;
using System.Text;
using AlexNet.Engine.Models.Initialization;

namespace AlexNet.Engine.Training;

/// <summary>
/// Random bits by position: value i of a stream follows from the stream's key and i alone, so any part can be made by any thread in any order, and
/// whoever stops and goes on later has no state to save. A stream's key is the 64-bit FNV-1a hash of its name XOR the seed; the bits are
/// SplitMix64's (Steele, Lea, Flood 2014).
/// </summary>
public static class CounterRandom
{
    /// <summary>What the counter advances by from one position to the next: 2^64 over the golden ratio, made odd.</summary>
    internal const ulong Increment = 0x9E37_79B9_7F4A_7C15UL;

    /// <summary>The key of the stream of that name.</summary>
    public static ulong Key(string name, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(name);
        var hash = 0xCBF2_9CE4_8422_2325UL;
        foreach (var value in Encoding.UTF8.GetBytes(name)) hash = (hash ^ value) * 0x100_0000_01B3UL;
        return hash ^ seed;
    }

    /// <summary>The key of the stream of that number inside another: of an epoch, of an example in it, of a step.</summary>
    public static ulong Key(ulong key, long number) => Bits(key, (ulong)number);

    /// <summary>64 random bits.</summary>
    public static ulong Bits(ulong key, ulong index) => Mix(key + (index + 1) * Increment);

    /// <summary>An integer at or above 0 and below <paramref name="count"/>, each as likely as any other but for 2^-64 x count.</summary>
    public static int Below(ulong bits, int count) => (int)Math.BigMul(bits, (ulong)count, out _);

    /// <summary>The upper 24 bits as a single in [-1, 1), exactly: steps of 2^-23.</summary>
    public static float Unit(ulong bits) => (int)(bits >> 40) * (1f / (1 << 23)) - 1;

    /// <summary>The upper 53 bits as a double inside (0, 1), never at an end.</summary>
    public static double Fraction(ulong bits) => ((bits >> 11) + 0.5) * (1.0 / (1UL << 53));

    /// <summary>A value of the normal distribution of mean 0 and standard deviation 1.</summary>
    public static double Normal(ulong bits) => NormalQuantile.At(Fraction(bits));

    /// <summary>Bits for four positions at once; <paramref name="counters"/> holds key + (index + 1) * <see cref="Increment"/> for each.</summary>
    internal static Vector256<ulong> Mix(Vector256<ulong> counters)
    {
        var z = (counters ^ (counters >>> 30)) * Vector256.Create(0xBF58_476D_1CE4_E5B9UL);
        z = (z ^ (z >>> 27)) * Vector256.Create(0x94D0_49BB_1331_11EBUL);
        return z ^ (z >>> 31);
    }

    private static ulong Mix(ulong counter)
    {
        var z = (counter ^ (counter >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EBUL;
        return z ^ (z >> 31);
    }
}
