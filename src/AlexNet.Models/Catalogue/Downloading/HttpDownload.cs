using System.Net;
using System.Net.Http.Headers;

namespace AlexNet.Models.Catalogue.Downloading;

/// <summary>Downloads files of a known length: goes on after a cut, tries a busy server again, and never takes more bytes or time than is sensible.</summary>
internal sealed class HttpDownload : IDisposable
{
    private const int Chunk = 1 << 16;

    private readonly DownloadOptions _options;
    private readonly HttpClient _client;

    public HttpDownload(DownloadOptions options)
    {
        _options = options;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = options.ConnectTimeout,
            UseProxy = options.UseProxy,
            Proxy = options.Proxy,
            DefaultProxyCredentials = CredentialCache.DefaultCredentials,
            UseCookies = false,
        };
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("AlexNetShell", typeof(HttpDownload).Assembly.GetName().Version?.ToString(3)));
    }

    /// <summary>Fills a part until it has all bytes; what it has already is not asked for again.</summary>
    /// <param name="address">Where the file is.</param>
    /// <param name="part">Where it goes.</param>
    /// <param name="length">Bytes of the whole file.</param>
    /// <param name="report">Told of the bytes there are, and of a problem while it is waited out.</param>
    /// <param name="cancellation">Ends it at once; what has come stays.</param>
    /// <exception cref="DownloadException">The address does not give the file; says why.</exception>
    public async Task FetchAsync(Uri address, PartFile part, long length, Action<long, string?> report, CancellationToken cancellation)
    {
        var isKnown = false;
        for (var failures = 0; part.Length != length;)
        {
            if (part.Length > length) part.Restart(address, null);
            var before = part.Length;
            try
            {
                await TransferAsync(address, part, length, report, cancellation).ConfigureAwait(false);
            }
            catch (DownloadException error)
            {
                isKnown |= part.Length > before;
                failures = part.Length - before >= _options.Headway ? 1 : failures + 1;
                if (failures > _options.Retries || error.Remedy == Remedy.None || (error.Remedy == Remedy.RetryIfKnown && !isKnown)) throw;
                report(part.Length, error.Message);
                await Task.Delay(_options.Delay(failures, error.Wait), cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>One request, whose errors are all in the words of <see cref="DownloadException"/>.</summary>
    private async Task TransferAsync(Uri address, PartFile part, long length, Action<long, string?> report, CancellationToken cancellation)
    {
        using var guard = new StallGuard(_options.StallTimeout, _options.LeastBytes, cancellation);
        try
        {
            using var response = await Redirects.SendAsync(_client, address, to => Request(to, address, part), guard.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                part.Restart(address, null);
                throw new DownloadException("it has no such part of the file", Remedy.Retry);
            }
            if (!Answer.GoesOn(response, part.Length, length)) part.Restart(address, Answer.Version(response));
            await CopyAsync(response, part, length, report, guard).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (guard.Token.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new DownloadException($"fewer than {_options.LeastBytes:N0} bytes came in {_options.StallTimeout.TotalSeconds:0.#} seconds", Remedy.Retry);
        }
        catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            // The connect timeout of the handler.
            throw new DownloadException("it does not answer", Remedy.RetryIfKnown, inner: exception);
        }
        catch (HttpRequestException exception)
        {
            throw Unreached(exception);
        }
        catch (HttpIOException exception)
        {
            throw new DownloadException($"the connection was cut after {part.Length:N0} of {length:N0} bytes", Remedy.Retry, inner: exception);
        }
    }

    private static HttpRequestMessage Request(Uri to, Uri address, PartFile part)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, to);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        if (part.Length == 0) return request;
        request.Headers.Range = new RangeHeaderValue(part.Length, null);
        // Without a version, as on a mirror, the rest is asked for all the same: the hash tells whether the two fit.
        if (part.Version(address) is { } version) request.Headers.TryAddWithoutValidation("If-Range", version);
        return request;
    }

    private static async Task CopyAsync(HttpResponseMessage response, PartFile part, long length, Action<long, string?> report, StallGuard guard)
    {
        var buffer = new byte[Chunk];
        await using var body = await response.Content.ReadAsStreamAsync(guard.Token).ConfigureAwait(false);
        report(part.Length, null);
        for (int read; (read = await ReadAsync(body, buffer, guard.Token).ConfigureAwait(false)) > 0;)
        {
            if (part.Length + read > length)
            {
                part.Restart(response.RequestMessage!.RequestUri!, null);
                throw new DownloadException($"it sends more than the {length:N0} bytes of the file");
            }
            await part.AppendAsync(buffer.AsMemory(0, read), guard.Token).ConfigureAwait(false);
            guard.Received(read);
            report(part.Length, null);
        }
        if (part.Length < length) throw new DownloadException($"the connection was cut after {part.Length:N0} of {length:N0} bytes", Remedy.Retry);
    }

    /// <summary>Reads from the network, where an error is another than one of the disk.</summary>
    private static async ValueTask<int> ReadAsync(Stream body, byte[] buffer, CancellationToken cancellation)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellation).ConfigureAwait(false);
        }
        catch (IOException exception) when (exception is not HttpIOException)
        {
            throw new HttpIOException(HttpRequestError.ResponseEnded, exception.Message, exception);
        }
    }

    private static DownloadException Unreached(HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => new("its name is not found in the network", Remedy.RetryIfKnown, inner: exception),
        HttpRequestError.ConnectionError => new($"it cannot be reached ({Reason(exception)})", Remedy.RetryIfKnown, inner: exception),
        HttpRequestError.SecureConnectionError => new($"it cannot be reached safely ({Reason(exception)})", inner: exception),
        HttpRequestError.ProxyTunnelError => new($"the proxy does not lead there ({Reason(exception)})", inner: exception),
        // A connection that breaks before the answer, and an answer that is no HTTP.
        _ => new($"it gives no answer ({Reason(exception)})", Remedy.Retry, inner: exception),
    };

    private static string Reason(Exception exception) => Printable.Text((exception.InnerException ?? exception).Message.TrimEnd('.'), 200);
}
