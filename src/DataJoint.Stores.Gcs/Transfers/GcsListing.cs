using System.Runtime.CompilerServices;
using System.Text.Json;
using DataJoint.Stores.Gcs.Endpoints;
using DataJoint.Stores.Gcs.Faults;
using DataJoint.Stores.Gcs.Requests;

namespace DataJoint.Stores.Gcs.Transfers;

/// <summary>Lists a bucket page by page.</summary>
internal sealed class GcsListing(GcsCalls calls, GcsAddress address, GcsNames names, GcsFaults faults)
{
    /// <summary>How many objects are asked for at a time.</summary>
    public required int PageSize { get; init; }

    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string prefix, Action<StoreException>? omitted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (List<(ListEntry? Entry, StoreException? Omission)> page in ReadAsync(names.PathOf(prefix), "", cancellationToken).ConfigureAwait(false))
        {
            foreach ((ListEntry? entry, StoreException? omission) in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (entry is not null)
                {
                    yield return entry.Info!;
                }
                else if (omission is not null)
                {
                    omitted?.Invoke(omission);
                }
            }
        }
    }

    public async IAsyncEnumerable<ListEntry> ListFolderAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (List<(ListEntry? Entry, StoreException? Omission)> page in ReadAsync(
            names.PathOf(folder.Length == 0 ? "" : folder + "/"), "&delimiter=%2F", cancellationToken).ConfigureAwait(false))
        {
            foreach ((ListEntry? entry, StoreException? _) in page.Where(found => found.Entry is not null))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return entry!;
            }
        }
    }

    private async IAsyncEnumerable<List<(ListEntry? Entry, StoreException? Omission)>> ReadAsync(
        string prefix, string more, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string query = FormattableString.Invariant(
            $"prefix={Uri.EscapeDataString(prefix)}{more}&maxResults={PageSize}&fields=items({GcsObject.Fields}),prefixes,nextPageToken");
        ListingGuard guard = names.GuardListing(prefix);
        string? mark = null;
        do
        {
            Uri uri = address.Objects(mark is null ? query : $"{query}&pageToken={Uri.EscapeDataString(mark)}");
            List<(ListEntry? Entry, StoreException? Omission)> page = [];
            using (JsonDocument document = await calls.ReadJsonAsync(
                new GcsRequest("storage.objects.list", null, () => new HttpRequestMessage(HttpMethod.Get, uri)), cancellationToken).ConfigureAwait(false))
            {
                mark = Understand(document.RootElement, page, guard);
            }

            yield return page;
        }
        while (mark is not null);
    }

    private string? Understand(JsonElement json, List<(ListEntry? Entry, StoreException? Omission)> page, ListingGuard guard)
    {
        try
        {
            foreach (JsonElement item in json.TryGetProperty("items", out JsonElement items) ? items.EnumerateArray() : default)
            {
                page.Add(Understand(item, guard));
            }

            foreach (JsonElement folder in json.TryGetProperty("prefixes", out JsonElement folders) ? folders.EnumerateArray() : default)
            {
                string path = folder.GetString() ?? "";
                guard.CheckKeys([path]);
                if (names.NameOf(path.TrimEnd('/')) is { } name)
                {
                    page.Add((new ListEntry(name), null));
                }
            }

            return json.TryGetProperty("nextPageToken", out JsonElement next) && next.GetString() is { Length: > 0 } token ? guard.CheckNextPage(token) : null;
        }
        catch (Exception exception) when (exception is KeyNotFoundException or FormatException or InvalidOperationException)
        {
            throw faults.NoStorage(null);
        }
    }

    private (ListEntry? Entry, StoreException? Omission) Understand(JsonElement item, ListingGuard guard)
    {
        string path = item.GetProperty("name").GetString() ?? "";
        guard.CheckKeys([path]);
        string? name = names.NameOf(path);
        ObjectInfo info = GcsObject.Read(item, name ?? path, withChecksum: false);
        return name is null ? (null, names.FindOmission(path, info.Size)) : (new ListEntry(info), null);
    }
}
