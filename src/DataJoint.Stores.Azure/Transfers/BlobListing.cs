using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using DataJoint.Stores.Azure.Endpoints;
using DataJoint.Stores.Azure.Requests;

namespace DataJoint.Stores.Azure.Transfers;

/// <summary>Lists a container page by page; a page that fails is asked for again with its own mark, so that nothing comes twice.</summary>
internal sealed class BlobListing(AzureCalls calls, BlobNames names, int pageSize)
{
    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string prefix, Action<StoreException>? omitted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (BlobItem blob in ReadAsync(names.PathOf(prefix), cancellationToken).ConfigureAwait(false))
        {
            if (names.NameOf(blob.Name) is { } name)
            {
                yield return ToInfo(name, blob.Properties);
            }
            else if (omitted is not null && names.FindOmission(blob.Name, blob.Properties.ContentLength ?? 0) is { } fault)
            {
                omitted(fault);
            }
        }
    }

    public async IAsyncEnumerable<string> ListMarkersAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (BlobItem blob in ReadAsync(names.PathOf(prefix), cancellationToken).ConfigureAwait(false))
        {
            if (names.FindMarked(blob.Name, blob.Properties.ContentLength ?? 0) is { } folder)
            {
                yield return folder;
            }
        }
    }

    public async IAsyncEnumerable<ListEntry> ListFolderAsync(
        string folder, Action<StoreException>? omitted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string prefix = names.PathOf(folder.Length == 0 ? "" : folder + "/");
        ListingGuard guard = names.GuardListing(prefix);
        string? mark = null;
        do
        {
            Page<BlobHierarchyItem> page = await ReadPageAsync(
                "List Blobs",
                client => client.GetBlobsByHierarchyAsync(new GetBlobsByHierarchyOptions { Delimiter = "/", Prefix = prefix }, cancellationToken).AsPages(mark, pageSize),
                cancellationToken).ConfigureAwait(false);
            guard.CheckKeys(page.Values.Select(item => item.IsPrefix ? item.Prefix : item.Blob.Name));
            foreach (BlobHierarchyItem item in page.Values)
            {
                cancellationToken.ThrowIfCancellationRequested();
                StoreException? omission = item.IsPrefix ? names.FindFolderOmission(item.Prefix) : names.FindOmission(item.Blob.Name, item.Blob.Properties.ContentLength ?? 0);
                if (omission is not null)
                {
                    omitted?.Invoke(omission);
                }
                else if (item.IsPrefix)
                {
                    yield return new ListEntry(names.FolderOf(item.Prefix));
                }
                else if (names.NameOf(item.Blob.Name) is { } name)
                {
                    yield return new ListEntry(ToInfo(name, item.Blob.Properties));
                }
            }

            mark = string.IsNullOrEmpty(page.ContinuationToken) ? null : guard.CheckNextPage(page.ContinuationToken);
        }
        while (mark is not null);
    }

    private async IAsyncEnumerable<BlobItem> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ListingGuard guard = names.GuardListing(path);
        string? mark = null;
        do
        {
            Page<BlobItem> page = await ReadPageAsync(
                "List Blobs", client => client.GetBlobsAsync(new GetBlobsOptions { Prefix = path }, cancellationToken).AsPages(mark, pageSize), cancellationToken)
                    .ConfigureAwait(false);
            guard.CheckKeys(page.Values.Select(blob => blob.Name));
            foreach (BlobItem blob in page.Values)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return blob;
            }

            mark = string.IsNullOrEmpty(page.ContinuationToken) ? null : guard.CheckNextPage(page.ContinuationToken);
        }
        while (mark is not null);
    }

    private static ObjectInfo ToInfo(string name, BlobItemProperties properties) =>
        new(name, properties.ContentLength ?? 0, properties.LastModified ?? default, properties.ETag is { } mark ? BlobMark.From(mark) : null);

    private async Task<global::Azure.Page<T>> ReadPageAsync<T>(
        string operation, Func<BlobContainerClient, IAsyncEnumerable<global::Azure.Page<T>>> pages, CancellationToken cancellationToken)
        where T : notnull
    {
        return await calls.RunAsync(operation, null, FirstAsync, cancellationToken).ConfigureAwait(false);

        async Task<global::Azure.Page<T>> FirstAsync(BlobContainerClient client)
        {
            await foreach (Page<T> page in pages(client).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                return page;
            }

            return global::Azure.Page<T>.FromValues([], null, null!);
        }
    }
}
