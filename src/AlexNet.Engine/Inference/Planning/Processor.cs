using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;
using AlexNet.Engine.Kernels.Gemm;

namespace AlexNet.Engine.Inference.Planning;

/// <summary>What kind of processor this is.</summary>
internal static class Processor
{
    // Leaf 8000_0000 says how far the extended leaves go; the brand is in three of them.
    private const uint ExtendedLeaves = 0x8000_0000;
    private const uint FirstBrandLeaf = 0x8000_0002;
    private const uint LastBrandLeaf = 0x8000_0004;

    /// <summary>A word fit for a file name: the maker's name for it, and the register tile, which tells which instructions may be used.</summary>
    public static string Name { get; } = Slug($"{Brand()} {GemmTiles.Best.Name}");

    /// <summary>Small letters and digits, and one hyphen for what stands between them.</summary>
    internal static string Slug(string text)
    {
        var slug = new StringBuilder();
        foreach (var letter in text.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter)) slug.Append(letter);
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }
        return slug.ToString().TrimEnd('-');
    }

    /// <summary>What the processor calls itself. Only x86 has an instruction for that.</summary>
    internal static string Brand()
    {
        var architecture = RuntimeInformation.ProcessArchitecture.ToString();
        if (!X86Base.IsSupported || (uint)Leaf(ExtendedLeaves).Eax < LastBrandLeaf) return architecture;
        var words = new List<int>();
        for (var leaf = FirstBrandLeaf; leaf <= LastBrandLeaf; leaf++)
        {
            var (a, b, c, d) = Leaf(leaf);
            words.AddRange([a, b, c, d]);
        }
        var brand = Encoding.ASCII.GetString(MemoryMarshal.AsBytes<int>(words.ToArray())).Trim('\0', ' ');
        return brand.Length > 0 ? brand : architecture;
    }

    private static (int Eax, int Ebx, int Ecx, int Edx) Leaf(uint leaf) => X86Base.CpuId(unchecked((int)leaf), 0);
}
