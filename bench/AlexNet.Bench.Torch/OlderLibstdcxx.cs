using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace AlexNet.Bench.Torch;

/// <summary>
/// TorchSharp's native library asks for GLIBCXX_3.4.32 (GCC 13), which Debian 12's libstdc++ (GCC 12) has not, because of one function:
/// std::ios_base_library_init(), which makes cout and its like ready. Until GCC 12 the constructor of std::ios_base::Init did that, of
/// version GLIBCXX_3.4 and reading nothing of its object, so the copy beside this program is made to call that one instead.
/// </summary>
internal static class OlderLibstdcxx
{
    private const string Library = "libLibTorchSharp.so";
    private const string NewVersion = "GLIBCXX_3.4.32";
    private const string OldVersion = "GLIBCXX_3.4";

    /// <summary>Changes the library beside the program, if it does not load as it is; the package stays as it was.</summary>
    public static void Prepare()
    {
        if (!OperatingSystem.IsLinux()) return;
        var path = Path.Combine(AppContext.BaseDirectory, Library);
        try
        {
            NativeLibrary.Load(path);
        }
        catch (DllNotFoundException error) when (error.Message.Contains(NewVersion, StringComparison.Ordinal))
        {
            var bytes = File.ReadAllBytes(path);
            ReplaceOnly(bytes, Text("_ZSt21ios_base_library_initv"), Text("_ZNSt8ios_base4InitC1Ev"));
            ReplaceOnly(bytes, Text(NewVersion), Text(OldVersion));
            ReplaceOnly(bytes, Hash(NewVersion), Hash(OldVersion));
            // A new file in the old one's place: the old one may be mapped.
            var temporary = path + ".tmp";
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
    }

    private static void ReplaceOnly(Span<byte> bytes, ReadOnlySpan<byte> old, ReadOnlySpan<byte> replacement)
    {
        var place = bytes.IndexOf(old);
        if (place < 0 || bytes[(place + 1)..].IndexOf(old) >= 0) throw new InvalidOperationException($"{Library} is not the one that this change was made for");
        var field = bytes.Slice(place, old.Length);
        field.Clear();
        replacement.CopyTo(field);
    }

    private static byte[] Text(string text) => [0, .. Encoding.ASCII.GetBytes(text), 0];

    /// <summary>The ELF hash, by which the loader finds a version.</summary>
    private static byte[] Hash(string text)
    {
        var hash = 0u;
        foreach (var letter in text)
        {
            hash = (hash << 4) + letter;
            var high = hash & 0xF000_0000;
            hash = (hash ^ (high >> 24)) & ~high;
        }
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, hash);
        return bytes;
    }
}
