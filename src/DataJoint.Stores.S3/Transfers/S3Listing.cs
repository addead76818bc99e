using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using DataJoint.Stores.S3.Requests;

namespace DataJoint.Stores.S3.Transfers;

/// <summary>Pages of a listing; while one is looked at, the next is on its way.</summary>
internal sealed class S3Listing(S3Connection connection, string prefix, string? delimiter, int pageSize)
{
    public async IAsyncEnumerable<ListObjectsV2Response> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var guard = new ListingGuard(connection.StoreName, prefix);
        Task<ListObjectsV2Response>? next = AskAsync(null, stop.Token);
        try
        {
            while (next is not null)
            {
                ListObjectsV2Response page = await next.ConfigureAwait(false);
                guard.CheckKeys((page.S3Objects ?? []).Select(found => found.Key).Concat(page.CommonPrefixes ?? []));
                next = page.IsTruncated == true ? AskAsync(guard.CheckNextPage(page.NextContinuationToken), stop.Token) : null;
                yield return page;
            }
        }
        finally
        {
            if (next is { IsCompleted: false })
            {
                await stop.CancelAsync().ConfigureAwait(false);
            }

            // Whatever became of a page that nobody waits for any more.
            _ = next?.Exception;
        }
    }

    private async Task<ListObjectsV2Response> AskAsync(string? token, CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request
        {
            BucketName = connection.Bucket,
            Prefix = prefix,
            Delimiter = delimiter,
            ContinuationToken = token,
            MaxKeys = pageSize,

            // Keys can hold what XML cannot, and one such would make a whole page unreadable.
            Encoding = EncodingType.Url,
        };
        ListObjectsV2Response page = await connection.CallAsync("ListBucket", null, client => client.ListObjectsV2Async(request, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        if (page.Encoding == EncodingType.Url)
        {
            Decode(page);
        }

        return page;
    }

    private static void Decode(ListObjectsV2Response page)
    {
        foreach (S3Object found in page.S3Objects ?? [])
        {
            found.Key = Decode(found.Key);
        }

        page.CommonPrefixes = page.CommonPrefixes?.ConvertAll(Decode);
    }

    /// <summary>A key as it is, out of an answer that may have encoded it.</summary>
    public static string KeyIn(string text, EncodingType? encoding) => encoding == EncodingType.Url ? Decode(text) : text;

    // As in a form: a blank may come as '+', and '+' never as itself.
    private static string Decode(string text) =>
        text.AsSpan().IndexOfAny('%', '+') < 0 ? text : Uri.UnescapeDataString(text.Replace('+', ' '));
}
