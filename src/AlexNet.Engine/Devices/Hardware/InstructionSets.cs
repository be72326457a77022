using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace AlexNet.Engine.Devices.Hardware;

/// <summary>The instruction sets that kernels have paths for and this process may use: switching one off for .NET takes it from this list.</summary>
internal static class InstructionSets
{
    /// <summary>Their names, the widest first.</summary>
    public static IReadOnlyList<string> Usable { get; } =
    [
        .. new (string Name, bool IsSupported)[]
        {
            ("AVX-512", Avx512F.IsSupported && Avx512DQ.IsSupported && Avx512BW.IsSupported),
            ("AVX2", Avx2.IsSupported),
            ("FMA", Fma.IsSupported),
            ("SSE4.1", Sse41.IsSupported),
            ("AdvSimd", AdvSimd.IsSupported),
        }.Where(set => set.IsSupported).Select(set => set.Name),
    ];
}
