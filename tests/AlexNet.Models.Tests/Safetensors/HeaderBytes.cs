using System.Buffers.Binary;
using System.Text;

namespace AlexNet.Models.Tests.Safetensors;

/// <summary>Safetensors files put together by hand, sound or not.</summary>
internal static class HeaderBytes
{
    public static byte[] File(string json, int dataBytes) => File(Encoding.UTF8.GetBytes(json), new byte[dataBytes]);

    public static byte[] File(byte[] json, byte[] data, ulong? length = null)
    {
        var prefix = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, length ?? (ulong)json.Length);
        return [.. prefix, .. json, .. data];
    }
}
