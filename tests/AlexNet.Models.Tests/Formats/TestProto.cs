using System.Text;

namespace AlexNet.Models.Tests.Formats;

/// <summary>Protocol buffers by hand, sound or not, from the published field numbers.</summary>
internal sealed class TestProto
{
    private readonly List<byte> _bytes = [];

    public byte[] Bytes => [.. _bytes];

    public TestProto Number(int field, long value) => Tag(field, 0).Varint((ulong)value);

    public TestProto Single(int field, float value) => Tag(field, 5).Raw(BitConverter.GetBytes(value));

    public TestProto Text(int field, params string[] values)
    {
        foreach (var value in values) Part(field, Encoding.UTF8.GetBytes(value));
        return this;
    }

    public TestProto Message(int field, params TestProto[] messages)
    {
        foreach (var message in messages) Part(field, message.Bytes);
        return this;
    }

    public TestProto Part(int field, byte[] value) => Tag(field, 2).Varint((ulong)value.Length).Raw(value);

    /// <summary>Claims a length, without anything that long after it.</summary>
    public TestProto Claim(int field, ulong length) => Tag(field, 2).Varint(length);

    public TestProto Tag(int field, int wireType) => Varint(((ulong)field << 3) | (uint)wireType);

    public TestProto Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    private TestProto Varint(ulong value)
    {
        for (; value > 0x7F; value >>= 7) _bytes.Add((byte)(value | 0x80));
        _bytes.Add((byte)value);
        return this;
    }
}
