using System.Security.Cryptography;
using System.Text;

namespace AlexNet.Notebooks.Messages;

/// <summary>
/// Signs and checks messages with the key of the connection: HMAC-SHA256 over header, parent header, metadata and content, as 64 lower-case hex digits.
/// Only the user can read the connection file, so a message that is signed rightly comes from the user's own front end.
/// </summary>
internal sealed class MessageSigner(string key)
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    /// <summary>The signature of the four parts.</summary>
    public byte[] Sign(byte[] header, byte[] parent, byte[] metadata, byte[] content)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hash.AppendData(header);
        hash.AppendData(parent);
        hash.AppendData(metadata);
        hash.AppendData(content);
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Whether <paramref name="signature"/> is that of the four parts; takes as long for a near miss as for a far one.</summary>
    public bool IsValid(byte[] signature, byte[] header, byte[] parent, byte[] metadata, byte[] content) =>
        CryptographicOperations.FixedTimeEquals(signature, Sign(header, parent, metadata, content));
}
