using Amazon.S3;
using Amazon.S3.Model;
using DataJoint.Stores.S3.Faults;
using DataJoint.Stores.S3.Requests;

namespace DataJoint.Stores.S3.Transfers;

/// <summary>
/// One write in parts: several on their way at once, as many as fit into its memory. The object shows when all are there; else nothing does.
/// </summary>
internal sealed class MultipartUpload(S3Connection connection, S3Reader reader, UnfinishedUploads unfinished, UploadTarget target) : IDisposable
{
    // Three of the smallest parts: one that is being read and two on their way. Of a file, five are on their way.
    private const int Units = 15;
    private const int Unit = 1 << 20;

    private readonly SemaphoreSlim _memory = new(Units);
    private readonly Lock _gate = new();
    private readonly List<PartETag> _tags = [];
    private readonly Dictionary<int, Checksum> _sums = [];
    private readonly List<Task> _sending = [];
    private UnfinishedUpload _upload = null!;
    private volatile bool _lacksChecksums;
    private volatile bool _isUnproven;
    private long _stored;

    public async Task<WriteReceipt> RunAsync(PartReader parts, IReadOnlyList<ContentPart> begun, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await StartAsync(begun, stop.Token).ConfigureAwait(false);
            await SendRestAsync(parts, stop.Token).ConfigureAwait(false);
            return await CompleteAsync(parts, stop.Token).ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await GiveUpAsync().ConfigureAwait(false);
            ThrowFirstFault(cancellationToken);
            throw;
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Whether there is memory for two parts as large as this one, so that the second may be read before the upload begins.</summary>
    public static bool HasRoomForTwo(ContentPart part) => 2 * UnitsFor(part.InMemory) <= Units;

    public void Dispose() => _memory.Dispose();

    private static int UnitsFor(int size) => Math.Min(Units, (size + Unit - 1) / Unit);

    private async Task StartAsync(IReadOnlyList<ContentPart> begun, CancellationToken cancellationToken)
    {
        try
        {
            _upload = await unfinished.OpenAsync(target, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            foreach (ContentPart part in begun)
            {
                part.Dispose();
            }

            throw;
        }

        foreach (ContentPart part in begun)
        {
            // They have been read already, and fit.
            int units = UnitsFor(part.InMemory);
            for (int i = 0; i < units; i++)
            {
                await _memory.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            }

            _sending.Add(SendAsync(part, units, cancellationToken));
        }
    }

    private async Task SendRestAsync(PartReader parts, CancellationToken cancellationToken)
    {
        for (int number = _sending.Count + 1; ; number++)
        {
            int units = UnitsFor(parts.NextInMemory);
            for (int i = 0; i < units; i++)
            {
                await _memory.WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            if (await parts.ReadAsync(cancellationToken).ConfigureAwait(false) is not { } part)
            {
                _memory.Release(units);
                break;
            }

            if (number > PartPlan.MaxParts)
            {
                part.Dispose();
                throw TooManyParts();
            }

            _sending.Add(SendAsync(part, units, cancellationToken));
            _sending.RemoveAll(sent => sent.IsCompletedSuccessfully);
            if (_sending.Find(sent => sent.IsFaulted) is { } failed)
            {
                await failed.ConfigureAwait(false);
            }

            if (!parts.IsFull(part))
            {
                break;
            }
        }

        await Task.WhenAll(_sending).ConfigureAwait(false);
    }

    private async Task SendAsync(ContentPart part, int units, CancellationToken cancellationToken)
    {
        using (part)
        {
            try
            {
                string tag = _upload.Find(part) ?? await UploadUnchangedAsync(part, cancellationToken).ConfigureAwait(false);
                Add(part, tag);
            }
            finally
            {
                _memory.Release(units);
            }
        }
    }

    // A file may be written to while it is sent. That is not a fault of the store, whatever it says.
    private async Task<string> UploadUnchangedAsync(ContentPart part, CancellationToken cancellationToken)
    {
        try
        {
            return await UploadAsync(part, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreException exception) when (exception.IsTransient)
        {
            throw await part.FindChangeAsync(cancellationToken).ConfigureAwait(false) as Exception ?? exception;
        }
    }

    private async Task<string> UploadAsync(ContentPart part, CancellationToken cancellationToken)
    {
        // The SDK reads memory and sums it up before it waits for anything; that must not hold up who reads the next part.
        await Task.Yield();
        string checksum = S3Checksum.ToText(part.Checksum);
        bool hadChecksum = false;
        Task<UploadPartResponse> RequestAsync(bool hasChecksum) => connection.RepeatAsync(
            "PutObject",
            target.Name,
            async client => connection.Faults.CheckTag(target.Name, await client.UploadPartAsync(
                new UploadPartRequest
                {
                    BucketName = connection.Bucket,
                    Key = target.Key,
                    UploadId = _upload.Id,
                    PartNumber = part.Number,
                    InputStream = part.Open(),
                    UseChunkEncoding = false,
                    DisablePayloadSigning = connection.Endpoint.IsSecure,
                    ChecksumAlgorithm = hasChecksum ? ChecksumAlgorithm.CRC32C : null,
                    ChecksumCRC32C = hasChecksum ? checksum : null,
                    MD5Digest = hasChecksum ? null : S3Checksum.DigestOf(part),
                },
                cancellationToken).ConfigureAwait(false), answer => answer.ETag),
            cancellationToken);

        UploadPartResponse answer = _upload.Checksums == UploadChecksums.None
            ? await RequestAsync(false).ConfigureAwait(false)
            : await connection.Limits.AdaptAsync(hasChecksum => RequestAsync(hadChecksum = hasChecksum)).ConfigureAwait(false);
        if (!hadChecksum)
        {
            _lacksChecksums = true;
        }

        return answer.ChecksumCRC32C is { } told && told != checksum ? throw connection.Faults.Damaged(target.Name) : Proven(part, answer);
    }

    /// <summary>The tag of a part. One of which the server tells neither the checksum nor, as the tag, the digest shows only in the whole.</summary>
    private string Proven(ContentPart part, UploadPartResponse answer)
    {
        if (answer.ChecksumCRC32C is null && !_upload.IsWholeKept && !S3Checksum.IsTagOf(part, answer.ETag))
        {
            _isUnproven = true;
        }

        return answer.ETag;
    }

    /// <summary>What the server can be asked to compare the object with: as much as it has of all parts.</summary>
    private UploadChecksums Checksums => _lacksChecksums ? UploadChecksums.None : _upload.Checksums;

    private void Add(ContentPart part, string tag)
    {
        lock (_gate)
        {
            _sums.Add(part.Number, part.Checksum);
            _tags.Add(new PartETag { PartNumber = part.Number, ETag = tag, ChecksumCRC32C = S3Checksum.ToText(part.Checksum) });
            _stored += part.Length;
            target.Options.Progress?.Report(_stored);
        }
    }

    private async Task<WriteReceipt> CompleteAsync(PartReader parts, CancellationToken cancellationToken)
    {
        _tags.Sort((left, right) => left.PartNumber!.Value.CompareTo(right.PartNumber!.Value));
        if (Checksums == UploadChecksums.None)
        {
            _tags.ForEach(tag => tag.ChecksumCRC32C = null);
        }

        var request = new CompleteMultipartUploadRequest
        {
            BucketName = connection.Bucket,
            Key = target.Key,
            UploadId = _upload.Id,
            PartETags = _tags,
            ChecksumType = Checksums == UploadChecksums.Whole ? ChecksumType.FULL_OBJECT : null,
            ChecksumCRC32C = Checksums == UploadChecksums.Whole ? S3Checksum.ToText(parts.Joined) : null,
            IfNoneMatch = target.Options.Overwrite || !connection.Limits.HasConditions ? null : "*",
        };
        var completion = new UploadCompletion(connection, reader, target.Name, _upload.Token);
        string tag = await CompleteAsync(completion, parts, request, cancellationToken).ConfigureAwait(false);
        unfinished.Forget(target);
        bool isUnproven = (_isUnproven || Checksums < _upload.Checksums) && !parts.Joined.Equals(completion.Told);
        if (isUnproven && !await reader.HoldsAsync(target.Name, tag, parts.Joined, cancellationToken).ConfigureAwait(false))
        {
            throw await new DamagedObject(connection, reader, target.Name, target.Key).RemoveAsync(tag).ConfigureAwait(false);
        }

        return new WriteReceipt(new ObjectInfo(target.Name, parts.Total, TimeProvider.System.GetUtcNow(), tag), parts.Wanted);
    }

    private async Task<string> CompleteAsync(
        UploadCompletion completion, PartReader parts, CompleteMultipartUploadRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await completion.RunAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreException exception) when (S3Faults.TellsOfLostParts(exception) && parts.CanRepeat)
        {
            if (!await SendLostAsync(parts, cancellationToken).ConfigureAwait(false))
            {
                throw;
            }
        }

        return await completion.RunAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> SendLostAsync(PartReader parts, CancellationToken cancellationToken)
    {
        IReadOnlyList<PartETag> lost = await unfinished.FindLostAsync(target, _upload.Id, _tags, cancellationToken).ConfigureAwait(false);
        foreach (PartETag tag in lost)
        {
            int number = tag.PartNumber!.Value;
            using ContentPart part = await parts.RepeatAsync(number, cancellationToken).ConfigureAwait(false);
            if (!part.Checksum.Equals(_sums[number]))
            {
                throw new IOException($"The content of '{target.Name}' changes while it is read.");
            }

            tag.ETag = await UploadUnchangedAsync(part, cancellationToken).ConfigureAwait(false);
        }

        return lost.Count > 0;
    }

    private StoreException TooManyParts() => connection.Faults.Create(
        StoreErrorCode.StoreFull, target.Name, "content of unknown length is taken up to 170 GiB; set WriteOptions.Length.");

    private async Task GiveUpAsync()
    {
        await Task.WhenAll(_sending).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)
            .ConfigureAwait(false);
        if (_upload is not null)
        {
            await unfinished.LeaveAsync(target, _upload).ConfigureAwait(false);
        }
    }

    // A part's own fault says more than the cancellation that it caused elsewhere.
    private void ThrowFirstFault(CancellationToken cancellationToken)
    {
        if (!cancellationToken.IsCancellationRequested
            && _sending.Find(sent => sent.Exception?.InnerException is StoreException)?.Exception?.InnerException is { } fault)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);
        }
    }
}
