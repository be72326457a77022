using System.Text;
using System.Text.Json.Nodes;
using AlexNet.Notebooks.Messages;

namespace AlexNet.Notebooks.Tests;

public sealed class WireFormatTests
{
    private static readonly MessageSigner Signer = new("a0436f6c-1916-498b-8eb9-e81ab9368e84");

    // python3 -c "import hmac; print(hmac.new(KEY, HEADER + PARENT + METADATA + CONTENT, 'sha256').hexdigest())"; the second is RFC 4231, test case 2.
    [Theory]
    [InlineData("a0436f6c-1916-498b-8eb9-e81ab9368e84", """{"msg_type":"x"}""", "{}", "{}", """{"a":1}""", "7635f132b4191c7f3535ba73d9cea85602cb2d181e42997ec882b350e67074b7")]
    [InlineData("Jefe", "what do ya ", "want ", "for ", "nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")]
    public void Signatures_are_those_of_others(string key, string header, string parent, string metadata, string content, string signature)
    {
        var signer = new MessageSigner(key);
        byte[][] parts = [Bytes(header), Bytes(parent), Bytes(metadata), Bytes(content)];
        Assert.Equal(signature, Encoding.ASCII.GetString(signer.Sign(parts[0], parts[1], parts[2], parts[3])));
        Assert.True(signer.IsValid(Bytes(signature), parts[0], parts[1], parts[2], parts[3]));
        Assert.False(signer.IsValid(Bytes(signature.ToUpperInvariant()), parts[0], parts[1], parts[2], parts[3]));
        Assert.False(signer.IsValid([], parts[0], parts[1], parts[2], parts[3]));
    }

    [Fact]
    public void What_is_written_is_read()
    {
        var frames = WireFormat.Write(["who"u8.ToArray(), "by way of"u8.ToArray()], "execute_request", "s", null, new JsonObject { ["code"] = "'ä𝒳\uD800'", ["silent"] = true }, Signer);
        var request = WireFormat.Read(frames, Signer, out _)!;
        Assert.Equal(("execute_request", "'ä𝒳\uFFFD'", true, 2), (request.Type, request.Text("code"), request.Flag("silent", false), request.Identities.Count));
        Assert.Equal(7, request.Integer("absent", 7));
        Assert.Equal("by way of", Encoding.ASCII.GetString(request.Identities[1]));
    }

    [Theory]
    [InlineData(0, "no delimiter")]
    [InlineData(1, "signature")]
    [InlineData(2, "signature")]
    [InlineData(3, "signature")]
    [InlineData(4, "signature")]
    [InlineData(5, "signature")]
    public void A_changed_frame_is_noticed(int frame, string problem)
    {
        var frames = WireFormat.Write([], "kernel_info_request", "s", null, [], Signer);
        frames[frame] = [.. frames[frame]];
        frames[frame][^1] ^= 1;
        Assert.Null(WireFormat.Read(frames, Signer, out string said));
        Assert.Contains(problem, said);
    }

    [Fact]
    public void Sizes_are_bounded()
    {
        var frames = WireFormat.Write([], "x", "s", null, [], Signer);
        Assert.Null(WireFormat.Read([.. Enumerable.Repeat(new byte[1], MessageLimits.Identities + 1), .. frames], Signer, out _));
        Assert.Null(WireFormat.Read([new byte[MessageLimits.IdentityBytes + 1], .. frames], Signer, out _));
        Assert.Null(WireFormat.Read([.. frames, .. Enumerable.Repeat(new byte[1], MessageLimits.Frames)], Signer, out _));
        Assert.Null(Signed(new string(' ', MessageLimits.HeaderBytes) + """{"msg_type":"x"}""", "{}"));
        Assert.Null(Signed("""{"msg_type":"x"}""", string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100)));
        Assert.Null(Signed($$"""{"msg_type":"{{new string('x', 101)}}"}""", "{}"));
        Assert.NotNull(Signed("""{"msg_type":"x"}""", "{}"));
    }

    [Theory]
    [InlineData("aä𝒳b", 0, 0)]
    [InlineData("aä𝒳b", 2, 2)]
    [InlineData("aä𝒳b", 3, 4)]
    [InlineData("aä𝒳b", 4, 5)]
    public void Positions_count_code_points(string text, int position, int index)
    {
        Assert.Equal(index, CodePoints.ToIndex(text, position));
        Assert.Equal(position, CodePoints.FromIndex(text, index));
        Assert.Equal(text.Length, CodePoints.ToIndex(text, int.MaxValue));
        Assert.Equal(0, CodePoints.ToIndex(text, -1));
    }

    internal static List<byte[]> Sign(MessageSigner signer, byte[] header, byte[] content)
    {
        byte[] nothing = "{}"u8.ToArray();
        return ["<IDS|MSG>"u8.ToArray(), signer.Sign(header, nothing, nothing, content), header, nothing, nothing, content];
    }

    private static Request? Signed(string header, string content) => WireFormat.Read(Sign(Signer, Bytes(header), Bytes(content)), Signer, out _);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
