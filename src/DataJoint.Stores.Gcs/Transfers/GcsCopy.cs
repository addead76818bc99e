using System.Text.Json;

namespace DataJoint.Stores.Gcs;

/// <summary>Copies an object within its bucket: Google does it, a large one in several steps, and it shows only when it is whole.</summary>
internal sealed class GcsCopy(GcsCalls calls, GcsAddress address)
{
    /// <returns>The copy, or null when the answers make no sense.</returns>
    public async Task<ObjectInfo?> RunAsync(
        (string Path, ObjectInfo Info) source, (string Name, string Path) copy, WriteOptions options, CancellationToken cancellationToken)
    {
        var query = $"ifSourceGenerationMatch={source.Info.ETag}" + (options.Overwrite ? "" : "&ifGenerationMatch=0");
        var loss = new LostAnswer(calls, address);
        try
        {
            return await RewriteAsync(source.Path, copy, query, loss, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreException refusal) when (loss.MayExplain(refusal) && !options.Overwrite)
        {
            if (await loss.FindOwnAsync(copy, source.Info.Size, source.Info.Checksum, cancellationToken).ConfigureAwait(false) is { } own)
            {
                return own;
            }

            throw;
        }
    }

    private async Task<ObjectInfo?> RewriteAsync(
        string source, (string Name, string Path) copy, string query, LostAnswer loss, CancellationToken cancellationToken)
    {
        string? mark = null;
        do
        {
            var uri = address.Rewrite(source, copy.Path, mark is null ? query : $"{query}&rewriteToken={Uri.EscapeDataString(mark)}");
            using var document = await calls.ReadJsonAsync(
                new GcsRequest("storage.objects.create", copy.Name, () => new HttpRequestMessage(HttpMethod.Post, uri) { Content = new ByteArrayContent([]) }) { Loss = loss }, cancellationToken)
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
