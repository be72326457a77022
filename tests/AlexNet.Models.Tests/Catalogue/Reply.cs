using System.Text;

namespace AlexNet.Models.Tests.Catalogue;

/// <summary>Answers of a server.</summary>
internal static class Reply
{
    /// <summary>A status line and headers.</summary>
    public static async Task Head(Stream stream, string status, params string[] headers) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", [$"HTTP/1.1 {status}", .. headers, "Connection: close", "", ""])));

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
        string[] range = start > 0 ? [$"Content-Range: bytes {start}-{file.Length - 1}/{file.Length}"] : [];
        await Head(stream, start > 0 ? "206 Partial Content" : "200 OK", [.. tag, .. range, $"Content-Length: {file.Length - start}"]);
        await stream.WriteAsync(file.AsMemory(start, Math.Min(cut ?? int.MaxValue, file.Length - start)));
    }
}
