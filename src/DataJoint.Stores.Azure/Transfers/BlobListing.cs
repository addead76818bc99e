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
        string path = names.PathOf(prefix);
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
                if (names.NameOf(blob.Name) is { } name)
                {
                    yield return ToInfo(name, blob.Properties);
                }
                else if (omitted is not null && names.FindOmission(blob.Name, blob.Properties.ContentLength ?? 0) is { } fault)
                {
                    omitted(fault);
                }
            }

            mark = string.IsNullOrEmpty(page.ContinuationToken) ? null : guard.CheckNextPage(page.ContinuationToken);
        }
        while (mark is not null);
    }

    public async IAsyncEnumerable<ListEntry> ListFolderAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
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
                string path = item.IsPrefix ? item.Prefix.TrimEnd('/') : item.Blob.Name;
                if (names.NameOf(path) is { } name)
                {
                    yield return item.IsPrefix ? new ListEntry(name) : new ListEntry(ToInfo(name, item.Blob.Properties));
                }
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
