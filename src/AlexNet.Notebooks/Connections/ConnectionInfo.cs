using System.Text.Json;
using System.Text.Json.Serialization;

namespace AlexNet.Notebooks.Connections;

/// <summary>What a connection file says: five ports on this machine, and the key that messages are signed with.</summary>
public sealed record ConnectionInfo
{
    private const int MostBytes = 64 << 10;
    private const string Loopback = "127.0.0.1";

    /// <summary>How messages travel; <c>tcp</c> alone is spoken.</summary>
    [JsonPropertyName("transport")]
    public string Transport { get; init; } = "tcp";

    /// <summary>The address the sockets are bound to; this machine's own alone is taken, so that nobody else's cells can run.</summary>
    [JsonPropertyName("ip")]
    public string Ip { get; init; } = Loopback;

    /// <summary>Port of the requests.</summary>
    [JsonPropertyName("shell_port")]
    public int ShellPort { get; init; }

    /// <summary>Port of the requests that do not wait for a running cell.</summary>
    [JsonPropertyName("control_port")]
    public int ControlPort { get; init; }

    /// <summary>Port of the broadcasts.</summary>
    [JsonPropertyName("iopub_port")]
    public int IoPubPort { get; init; }

    /// <summary>Port of the kernel's questions.</summary>
    [JsonPropertyName("stdin_port")]
    public int StdinPort { get; init; }

    /// <summary>Port that echoes.</summary>
    [JsonPropertyName("hb_port")]
    public int HeartbeatPort { get; init; }

    /// <summary>How messages are signed; <c>hmac-sha256</c> alone is known.</summary>
    [JsonPropertyName("signature_scheme")]
    public string SignatureScheme { get; init; } = "hmac-sha256";

    /// <summary>The key of the signatures.</summary>
    [JsonPropertyName("key")]
    public string Key { get; init; } = "";

    /// <summary>Reads a connection file, which a front end writes before it starts the kernel.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ConnectionException">It is missing, broken, or asks for what this kernel does not do.</exception>
    public static ConnectionInfo Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                throw new ConnectionException($"There is no connection file '{path}'. A front end writes it and gives its name with --connection-file.");
            if (file.Length > MostBytes)
                throw new ConnectionException($"'{path}' has {file.Length:N0} bytes; a connection file has a few hundred.");
            var info = JsonSerializer.Deserialize<ConnectionInfo>(File.ReadAllBytes(path)) ?? throw new ConnectionException($"The connection file '{path}' is empty.");
            return info.Problem() is { } problem ? throw new ConnectionException($"The connection file '{path}': {problem}") : info;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ConnectionException($"The connection file '{path}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>What is wrong with it, in a sentence; null where nothing is.</summary>
    public string? Problem()
    {
        int[] ports = [ShellPort, ControlPort, IoPubPort, StdinPort, HeartbeatPort];
        return Transport != "tcp" ? $"transport '{Transport}' is not spoken here; only tcp is."
            : Ip is not (Loopback or "localhost") ? $"the address '{Ip}' is not this machine's own; only {Loopback} is bound, since whoever reaches a kernel runs code as you."
            : SignatureScheme != "hmac-sha256" ? $"signature scheme '{SignatureScheme}' is not known; only hmac-sha256 is."
            : string.IsNullOrEmpty(Key) ? "it has no key, and without one any user of this machine could run code as you."
            : ports.Any(port => port is < 1 or > 65535) || ports.Distinct().Count() != ports.Length ? "it needs five different ports from 1 to 65535."
            : null;
    }

    /// <summary>Where a socket is bound.</summary>
    internal static string Address(int port) => $"tcp://{Loopback}:{port}";
}
