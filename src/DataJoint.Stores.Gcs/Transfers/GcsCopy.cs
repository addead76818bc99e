using System.Net.Http.Headers;
using System.Text.Json;
using DataJoint.Stores.Gcs.Endpoints;
using DataJoint.Stores.Gcs.Requests;

namespace DataJoint.Stores.Gcs.Transfers;

/// <summary>Copies an object within its bucket: Google does it, a large one in several steps, and it shows only when it is whole.</summary>
internal sealed class GcsCopy(GcsCalls calls, GcsAddress address)
{
    private static readonly string[] CopiedMembers = ["contentType", "contentEncoding", "contentLanguage", "contentDisposition", "cacheControl", "customTime"];

    /// <returns>The copy, or null when the answers make no sense.</returns>
    public async Task<ObjectInfo?> RunAsync(
        (string Path, ObjectInfo Info) source, (string Name, string Path) copy, WriteOptions options, CancellationToken cancellationToken)
    {
        var writeToken = WriteToken.For(options);
        string query = $"ifSourceGenerationMatch={source.Info.ETag}" + (writeToken is null ? "" : "&ifGenerationMatch=0");
        var loss = new LostResponse(calls, address, writeToken);
        byte[] body = writeToken is null ? [] : await DescribeAsync(source, writeToken, cancellationToken).ConfigureAwait(false);
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

    /// <summary>What the source tells of itself, with the token of this copy: Google copies it only when the request says nothing else.</summary>
    private async Task<byte[]> DescribeAsync((string Path, ObjectInfo Info) source, WriteToken writeToken, CancellationToken cancellationToken)
    {
        Uri uri = address.Object(source.Path, $"fields={string.Join(',', CopiedMembers)},metadata&ifGenerationMatch={source.Info.ETag}");
        using JsonDocument document = await calls.ReadJsonAsync(
            new GcsRequest("storage.objects.get", source.Info.Name, () => new HttpRequestMessage(HttpMethod.Get, uri)), cancellationToken).ConfigureAwait(false);
        JsonElement found = document.RootElement;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (string member in CopiedMembers.Where(member => found.TryGetProperty(member, out _)))
            {
                json.WritePropertyName(member);
                found.GetProperty(member).WriteTo(json);
            }

            writeToken.WriteMember(json, found.TryGetProperty("metadata", out JsonElement former) ? former : default);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private async Task<ObjectInfo?> RewriteAsync(
        string source, (string Name, string Path) copy, string query, (byte[] Body, LostResponse Loss) request, CancellationToken cancellationToken)
    {
        string? rest = null;
        do
        {
            Uri uri = address.Rewrite(source, copy.Path, rest is null ? query : $"{query}&rewriteToken={Uri.EscapeDataString(rest)}");
            using JsonDocument document = await calls.ReadJsonAsync(
                new GcsRequest("storage.objects.create", copy.Name, () => new HttpRequestMessage(HttpMethod.Post, uri) { Content = Json(request.Body) }) { Loss = request.Loss },
                cancellationToken)
                .ConfigureAwait(false);
            if (document.RootElement.TryGetProperty("resource", out JsonElement resource))
            {
                return Read(resource, copy.Name);
            }

            rest = document.RootElement.TryGetProperty("rewriteToken", out JsonElement next) ? next.GetString() : null;
        }
        while (rest is not null);
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
