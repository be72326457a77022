using System.Runtime.InteropServices;
using AlexNet.Engine.Tensors;

namespace AlexNet.Models.Safetensors;

/// <summary>
/// Which weights may stay where a file has them. Pickles and zip files put theirs at any address; x86 and Arm64 read numbers and vectors from there, at most a cache
/// line more for each vector, while copying 244 MB takes longer than many passes over them.
/// </summary>
internal static class MappedWeights
{
    private static readonly bool ReadsAnyAddress = RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86 or Architecture.Arm64;

    /// <summary>Whether elements of a type may be read at this address.</summary>
    public static bool CanStay(nint data, ElementType type) => ReadsAnyAddress || data % type.Size() == 0;
}
