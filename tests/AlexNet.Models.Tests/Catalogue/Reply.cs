using System.Text;

namespace AlexNet.Models.Tests.Catalogue;

/// <summary>Answers of a server.</summary>
internal static class Reply
{
    /// <summary>A status line and headers.</summary>
    public static async Task Head(Stream stream, string status, params string[] headers) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{string.Concat(headers.Append("Connection: close").Select(header => header + "\r\n"))}\r\n"));

    /// <summary>A status without a body.</summary>
    public static Task Status(Stream stream, string status, params string[] headers) => Head(stream, status, [.. headers, "Content-Length: 0"]);

    /// <summary>A redirect.</summary>
    public static Task Redirect(Stream stream, string location) => Status(stream, "302 Found", $"Location: {location}");

    /// <summary>A file, or the part of it that is asked for and whose version is the one that the client knows.</summary>
    /// <param name="stream">The connection.</param>
    /// <param name="request">What the client asks.</param>
    /// <param name="file">The file.</param>
    /// <param name="version">Its ETag; null for none.</param>
    /// <param name="cut">Bytes of the body after which the connection ends; null for none.</param>
    /// <param name="ranges">Whether parts are served.</param>
    public static async Task File(Stream stream, Request request, byte[] file, string? version, int? cut = null, bool ranges = true)
    {
        string[] tag = version is null ? [] : [$"ETag: {version}"];
        var isKnown = !request.Headers.TryGetValue("If-Range", out var known) || known == version;
        var start = ranges && isKnown ? request.Start ?? 0 : 0;
        if (start > 0) await Head(stream, "206 Partial Content", [.. tag, $"Content-Length: {file.Length - start}", $"Content-Range: bytes {start}-{file.Length - 1}/{file.Length}"]);
        else await Head(stream, "200 OK", [.. tag, $"Content-Length: {file.Length}"]);
        await stream.WriteAsync(file.AsMemory(start, Math.Min(cut ?? int.MaxValue, file.Length - start)));
    }
}
