using System.Net;

namespace AlexNet.Models.Catalogue.Downloading;

/// <summary>Follows redirects: a few, and none that leaves encryption.</summary>
internal static class Redirects
{
    private const int Most = 5;

    /// <summary>The answer to a request, whose headers have come, at the end of its redirects.</summary>
    /// <param name="client">Follows none itself.</param>
    /// <param name="address">Where to ask.</param>
    /// <param name="ask">Makes the request to an address.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<HttpResponseMessage> SendAsync(HttpClient client, Uri address, Func<Uri, HttpRequestMessage> ask, CancellationToken cancellation)
    {
        for (var hops = 0; ; hops++)
        {
            using var request = ask(address);
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            if (!IsRedirect(response.StatusCode)) return response;
            using (response)
            {
                if (hops == Most) throw new DownloadException($"it redirects more than {Most} times");
                address = Next(address, response.Headers.Location);
            }
        }
    }

    /// <summary>Where a redirect leads.</summary>
    /// <exception cref="DownloadException">Nowhere, out of encryption, or out of HTTP.</exception>
    public static Uri Next(Uri from, Uri? location)
    {
        if (location is null) throw new DownloadException("it redirects to no address");
        var to = location.IsAbsoluteUri ? location : new Uri(from, location);
        if (to.Scheme != Uri.UriSchemeHttps && to.Scheme != Uri.UriSchemeHttp) throw new DownloadException($"it redirects to an address of another kind, {to.Scheme}");
        if (from.Scheme == Uri.UriSchemeHttps && to.Scheme == Uri.UriSchemeHttp) throw new DownloadException($"it redirects from https to http, to {to.Host}");
        return to;
    }

    private static bool IsRedirect(HttpStatusCode status) => status
        is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
}
