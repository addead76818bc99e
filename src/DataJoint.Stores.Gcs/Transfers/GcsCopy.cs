using System.Net.Http.Headers;
using System.Text.Json;

namespace DataJoint.Stores.Gcs;

/// <summary>Copies an object within its bucket: Google does it, a large one in several steps, and it shows only when it is whole.</summary>
internal sealed class GcsCopy(GcsCalls calls, GcsAddress address)
{
    private static readonly string[] Told = ["contentType", "contentEncoding", "contentLanguage", "contentDisposition", "cacheControl", "customTime"];

    /// <returns>The copy, or null when the answers make no sense.</returns>
    public async Task<ObjectInfo?> RunAsync(
        (string Path, ObjectInfo Info) source, (string Name, string Path) copy, WriteOptions options, CancellationToken cancellationToken)
    {
        var mark = WriteMark.For(options);
        var query = $"ifSourceGenerationMatch={source.Info.ETag}" + (mark is null ? "" : "&ifGenerationMatch=0");
        var loss = new LostAnswer(calls, address, mark);
        var body = mark is null ? [] : await DescribeAsync(source, mark, cancellationToken).ConfigureAwait(false);
        try
        {
            return await RewriteAsync(source.Path, copy, query, (body, loss), cancellationToken).ConfigureAwait(false);
        }
        catch (StoreException refusal) when (loss.MayExplain(refusal))
        {
            if (await loss.FindOwnAsync(copy.Name, copy.Path, cancellationToken).ConfigureAwait(false) is { } own)
            {
                return own;
            }

            throw;
        }
    }

    /// <summary>What the source tells of itself, with the mark of this copy: Google copies it only when the request says nothing else.</summary>
    private async Task<byte[]> DescribeAsync((string Path, ObjectInfo Info) source, WriteMark mark, CancellationToken cancellationToken)
    {
        var uri = address.Object(source.Path, $"fields={string.Join(',', Told)},metadata&ifGenerationMatch={source.Info.ETag}");
        using var document = await calls.ReadJsonAsync(
            new GcsRequest("storage.objects.get", source.Info.Name, () => new HttpRequestMessage(HttpMethod.Get, uri)), cancellationToken).ConfigureAwait(false);
        var found = document.RootElement;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var member in Told.Where(member => found.TryGetProperty(member, out _)))
            {
                json.WritePropertyName(member);
                found.GetProperty(member).WriteTo(json);
            }

            mark.WriteMember(json, found.TryGetProperty("metadata", out var former) ? former : default);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private async Task<ObjectInfo?> RewriteAsync(
        string source, (string Name, string Path) copy, string query, (byte[] Body, LostAnswer Loss) request, CancellationToken cancellationToken)
    {
        string? mark = null;
        do
        {
            var uri = address.Rewrite(source, copy.Path, mark is null ? query : $"{query}&rewriteToken={Uri.EscapeDataString(mark)}");
            using var document = await calls.ReadJsonAsync(
                new GcsRequest("storage.objects.create", copy.Name, () => new HttpRequestMessage(HttpMethod.Post, uri) { Content = Json(request.Body) }) { Loss = request.Loss }, cancellationToken)
                .ConfigureAwait(false);
            if (document.RootElement.TryGetProperty("resource", out var resource))
            {
                return Read(resource, copy.Name);
            }

            mark = document.RootElement.TryGetProperty("rewriteToken", out var next) ? next.GetString() : null;
        }
        while (mark is not null);
        return null;
    }

    private static ByteArrayContent Json(byte[] body) =>
        new(body) { Headers = { ContentType = body.Length == 0 ? null : new MediaTypeHeaderValue("application/json", "UTF-8") } };

    private static ObjectInfo? Read(JsonElement resource, string name)
    {
        try
        {
            return GcsObject.Read(resource, name, withChecksum: true);
        }
        catch (Exception exception) when (exception is KeyNotFoundException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }
}
