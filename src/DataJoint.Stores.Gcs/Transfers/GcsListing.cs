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
        await foreach (ListEntry entry in ListEntriesAsync(names.PathOf(prefix), "", omitted, cancellationToken).ConfigureAwait(false))
        {
            yield return entry.Info!;
        }
    }

    public IAsyncEnumerable<ListEntry> ListFolderAsync(string folder, Action<StoreException>? omitted, CancellationToken cancellationToken) =>
        ListEntriesAsync(names.PathOf(folder.Length == 0 ? "" : folder + "/"), "&delimiter=%2F", omitted, cancellationToken);

    public async IAsyncEnumerable<string> ListMarkersAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (List<Found> page in ReadAsync(names.PathOf(prefix), "", cancellationToken).ConfigureAwait(false))
        {
            foreach (string folder in page.Select(found => found.Marked).OfType<string>())
            {
                yield return folder;
            }
        }
    }

    private async IAsyncEnumerable<ListEntry> ListEntriesAsync(
        string path, string more, Action<StoreException>? omitted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (List<Found> page in ReadAsync(path, more, cancellationToken).ConfigureAwait(false))
        {
            foreach (Found found in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (found.Entry is not null)
                {
                    yield return found.Entry;
                }
                else if (found.Omission is not null)
                {
                    omitted?.Invoke(found.Omission);
                }
            }
        }
    }

    private async IAsyncEnumerable<List<Found>> ReadAsync(
        string prefix, string more, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string query = FormattableString.Invariant(
            $"prefix={Uri.EscapeDataString(prefix)}{more}&maxResults={PageSize}&fields=items({GcsObject.Fields}),prefixes,nextPageToken");
        ListingGuard guard = names.GuardListing(prefix);
        string? mark = null;
        do
        {
            Uri uri = address.Objects(mark is null ? query : $"{query}&pageToken={Uri.EscapeDataString(mark)}");
            List<Found> page = [];
            using (JsonDocument document = await calls.ReadJsonAsync(
                new GcsRequest("storage.objects.list", null, () => new HttpRequestMessage(HttpMethod.Get, uri)), cancellationToken).ConfigureAwait(false))
            {
                mark = Understand(document.RootElement, page, guard);
            }

            yield return page;
        }
        while (mark is not null);
    }

    private string? Understand(JsonElement json, List<Found> page, ListingGuard guard)
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
                page.Add(names.FindFolderOmission(path) is { } omission ? new Found(Omission: omission) : new Found(new ListEntry(names.FolderOf(path))));
            }

            return json.TryGetProperty("nextPageToken", out JsonElement next) && next.GetString() is { Length: > 0 } token ? guard.CheckNextPage(token) : null;
        }
        catch (Exception exception) when (exception is KeyNotFoundException or FormatException or InvalidOperationException)
        {
            throw faults.NoStorage(null);
        }
    }

    private Found Understand(JsonElement item, ListingGuard guard)
    {
        string path = item.GetProperty("name").GetString() ?? "";
        guard.CheckKeys([path]);
        string? name = names.NameOf(path);
        ObjectInfo info = GcsObject.Read(item, name ?? path, withChecksum: false);
        return name is not null ? new Found(new ListEntry(info)) : new Found(null, names.FindOmission(path, info.Size), names.FindMarked(path, info.Size));
    }

    private sealed record Found(ListEntry? Entry = null, StoreException? Omission = null, string? Marked = null);
}
