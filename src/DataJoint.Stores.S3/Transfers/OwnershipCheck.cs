using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using DataJoint.Stores.S3.Faults;
using DataJoint.Stores.S3.Requests;

namespace DataJoint.Stores.S3.Transfers;

/// <summary>
/// The request that makes an object show. When its answer is lost it is made again, by the SDK or here, and on condition that there is no object it is then
/// refused because of its own work. So such a refusal counts only when what is there is somebody else's.
/// </summary>
internal sealed class OwnershipCheck(S3Connection connection, S3Reader reader, string name)
{
    /// <summary>Whether the request asks the server to see to it that nothing is replaced.</summary>
    public bool IsConditional { get; init; }

    /// <summary>Makes the request.</summary>
    /// <param name="operation">What S3 calls it.</param>
    /// <param name="call">The request; it may be made several times. It gives the object's tag.</param>
    /// <param name="isOwn">Whether an object that is there is what the request made; <see langword="null"/>: nobody can tell, and a refusal is one.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The tag.</returns>
    /// <exception cref="StoreException">The store refuses, knows no conditions, or cannot be reached.</exception>
    public async Task<string> WriteAsync(
        string operation, Func<IAmazonS3, Task<string>> call, Func<GetObjectMetadataResponse, bool>? isOwn, CancellationToken cancellationToken)
    {
        StrongBox<int> sent = connection.Traffic.CountRequests();
        try
        {
            return await connection.RepeatAsync(operation, name, call, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreException refusal) when (isOwn is not null && MayExplain(refusal, sent.Value))
        {
            if (await reader.FindAsync(name, cancellationToken).ConfigureAwait(false) is { } found && isOwn(found))
            {
                return found.ETag;
            }

            throw;
        }
        catch (StoreException refusal) when (IsConditional && ServerLimits.IsAboutCondition(refusal))
        {
            throw connection.Faults.NoConditions(name, refusal);
        }
    }

    // Of a source or an upload that is not there any more, the object may have been made before it went.
    private static bool MayExplain(StoreException refusal, int sent) =>
        refusal.Code == StoreErrorCode.NotFound || (refusal.Code == StoreErrorCode.AlreadyExists && sent > 1);
}
