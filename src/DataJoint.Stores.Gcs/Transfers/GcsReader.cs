using System.Globalization;
using System.Net.Http.Headers;
using DataJoint.Stores.Gcs.Endpoints;
using DataJoint.Stores.Gcs.Faults;
using DataJoint.Stores.Gcs.Requests;

namespace DataJoint.Stores.Gcs.Transfers;

/// <summary>Opens one version of an object, or a part of it; what breaks off is asked for again, and a whole one is verified at its end.</summary>
internal sealed class GcsReader(GcsCalls calls, GcsAddress address, GcsFaults faults, string name, string path)
{
    private const int RangeNotSatisfiable = 416;

    public async Task<Stream> OpenAsync(ReadOptions options, CancellationToken cancellationToken)
    {
        ByteRange range = options.Range;
        HttpResponseMessage answer = await AskAsync(range.Length == 0 ? new ByteRange(0, 1) : range, options.ETag, cancellationToken).ConfigureAwait(false);
        if (range.Length == 0 || (int)answer.StatusCode == RangeNotSatisfiable)
        {
            answer.Dispose();
            return Stream.Null;
        }

        string? generation = Header(answer, "x-goog-generation") ?? options.ETag;
        Stream first = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var content = new ResumingStream(first, (done, token) => ReopenAsync(range, done, generation, token), exception => faults.Explain(exception, name));
        return range == default && answer.Content.Headers.ContentLength is { } size ? new VerifiedStream(content, ToInfo(answer, size, generation), calls.StoreName) : content;
    }

    private static string? Header(HttpResponseMessage answer, string header) =>
        answer.Headers.TryGetValues(header, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;

    private ObjectInfo ToInfo(HttpResponseMessage answer, long size, string? generation)
    {
        // "x-goog-hash: crc32c=…,md5=…", in one header or two. Of an object that is kept compressed it is that of the bytes which come here.
        IEnumerable<string> hashes = answer.Headers.TryGetValues("x-goog-hash", out IEnumerable<string>? values) ? values.SelectMany(value => value.Split(',')) : [];
        string? crc = hashes.Select(hash => hash.Trim()).FirstOrDefault(hash => hash.StartsWith("crc32c=", StringComparison.Ordinal));
        return new ObjectInfo(name, size, answer.Content.Headers.LastModified ?? default, generation) { Checksum = GcsObject.ChecksumFrom(crc?["crc32c=".Length..]) };
    }

    private async Task<Stream> ReopenAsync(ByteRange range, long done, string? generation, CancellationToken cancellationToken)
    {
        var rest = new ByteRange(range.Offset + done, range.Length - done);
        if (rest.Length == 0)
        {
            return Stream.Null;
        }

        HttpResponseMessage answer = await AskAsync(rest, generation, cancellationToken).ConfigureAwait(false);
        if ((int)answer.StatusCode != RangeNotSatisfiable)
        {
            return await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        }

        answer.Dispose();
        return Stream.Null;
    }

    private Task<HttpResponseMessage> AskAsync(ByteRange range, string? generation, CancellationToken cancellationToken)
    {
        Uri uri = address.Object(path, generation is null ? "alt=media" : $"alt=media&ifGenerationMatch={Uri.EscapeDataString(generation)}");
        return calls.SendAsync(new GcsRequest("storage.objects.get", name, () => Make(uri, range)) { Understood = [RangeNotSatisfiable] }, cancellationToken);
    }

    private static HttpRequestMessage Make(Uri uri, ByteRange range)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, uri);

        // Otherwise Google unpacks what somebody has stored compressed, and its size and checksum are those of other bytes.
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        if (range != default)
        {
            string last = range.Length is { } length && length <= long.MaxValue - range.Offset
                ? (range.Offset + length - 1).ToString(CultureInfo.InvariantCulture)
                : "";
            request.Headers.TryAddWithoutValidation("Range", FormattableString.Invariant($"bytes={range.Offset}-{last}"));
        }

        return request;
    }
}
