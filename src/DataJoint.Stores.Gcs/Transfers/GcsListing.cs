using System.Runtime.CompilerServices;
using System.Text.Json;

namespace DataJoint.Stores.Gcs;

/// <summary>Lists a bucket page by page.</summary>
internal sealed class GcsListing(GcsCalls calls, GcsAddress address, GcsNames names, GcsFaults faults)
{
    private const int PageSize = 1000;

    public async IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in ReadAsync(names.PathOf(prefix), "", cancellationToken).ConfigureAwait(false))
        {
            yield return entry.Info!;
        }
    }

    public IAsyncEnumerable<ListEntry> ListFolderAsync(string folder, CancellationToken cancellationToken) =>
        ReadAsync(names.PathOf(folder.Length == 0 ? "" : folder + "/"), "&delimiter=%2F", cancellationToken);

    private async IAsyncEnumerable<ListEntry> ReadAsync(string prefix, string more, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = FormattableString.Invariant(
            $"prefix={Uri.EscapeDataString(prefix)}{more}&maxResults={PageSize}&fields=items({GcsObject.Fields}),prefixes,nextPageToken");
        string? mark = null;
        do
        {
            var uri = address.Objects(mark is null ? query : $"{query}&pageToken={Uri.EscapeDataString(mark)}");
            List<ListEntry> page = [];
            using (var document = await calls.ReadJsonAsync(
                new GcsRequest("storage.objects.list", null, () => new HttpRequestMessage(HttpMethod.Get, uri)), cancellationToken).ConfigureAwait(false))
            {
                mark = Understand(document.RootElement, page);
            }

            foreach (var entry in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return entry;
            }
        }
        while (mark is not null);
    }

    private string? Understand(JsonElement json, List<ListEntry> page)
    {
        try
        {
            foreach (var item in json.TryGetProperty("items", out var items) ? items.EnumerateArray() : default)
            {
                if (names.NameOf(item.GetProperty("name").GetString() ?? "") is { } name)
                {
                    page.Add(new ListEntry(GcsObject.Read(item, name, withChecksum: false)));
                }
            }

            foreach (var folder in json.TryGetProperty("prefixes", out var folders) ? folders.EnumerateArray() : default)
            {
                if (names.NameOf((folder.GetString() ?? "").TrimEnd('/')) is { } name)
                {
                    page.Add(new ListEntry(name));
                }
            }

            return json.TryGetProperty("nextPageToken", out var next) ? next.GetString() : null;
        }
        catch (Exception exception) when (exception is KeyNotFoundException or FormatException or InvalidOperationException)
        {
            throw faults.NoStorage(null);
        }
    }
}
