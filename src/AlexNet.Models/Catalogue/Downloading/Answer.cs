using System.Net;
using System.Net.Http.Headers;

namespace AlexNet.Models.Catalogue.Downloading;

/// <summary>Decides by an answer's status and headers whether its body is the file, or the rest of it, that was asked for.</summary>
internal static class Answer
{
    /// <summary>The server's word for the version of a file: a strong ETag, else the date of its last change.</summary>
    public static string? Version(HttpResponseMessage response) =>
        response.Headers.ETag is { IsWeak: false } tag ? tag.Tag : response.Content.Headers.LastModified?.ToString("R");

    /// <summary>Whether the body goes on at <paramref name="start"/>; false when it is the whole file from its beginning.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="start">Bytes there are already.</param>
    /// <param name="length">Bytes of the whole file.</param>
    /// <exception cref="DownloadException">It is neither.</exception>
    public static bool GoesOn(HttpResponseMessage response, long start, long length)
    {
        if (!response.IsSuccessStatusCode) throw Failed(response);
        if (response.Content.Headers.ContentType?.MediaType == "text/html") throw new DownloadException("it answers with a web page instead of the file");
        if (response.StatusCode == HttpStatusCode.PartialContent)
        {
            var range = response.Content.Headers.ContentRange;
            if (range is not { Unit: "bytes", From: { } from } || from != start)
                throw new DownloadException($"it answers with another part of the file than was asked for ({range})", Remedy.Retry);
            RequireLength(range.Length);
            return true;
        }
        RequireLength(response.Content.Headers.ContentLength);
        return false;

        void RequireLength(long? found)
        {
            if (found is { } bytes && bytes != length) throw new DownloadException($"its file has {bytes:N0} bytes instead of {length:N0}");
        }
    }

    private static DownloadException Failed(HttpResponseMessage response)
    {
        var status = $"it answers {(int)response.StatusCode} {Printable.Text(response.ReasonPhrase ?? "")}".TrimEnd();
        return response.StatusCode switch
        {
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway
                or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => new(status, Remedy.Retry, Wait(response.Headers.RetryAfter)),
            HttpStatusCode.ProxyAuthenticationRequired => new($"the proxy wants a name and a password ({status})"),
            _ => new(status),
        };
    }

    private static TimeSpan? Wait(RetryConditionHeaderValue? asked) => asked?.Delta ?? (asked?.Date - DateTimeOffset.UtcNow);
}
