using System.Buffers;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using DataJoint.Stores.Azure.Requests;

namespace DataJoint.Stores.Azure.Transfers;

/// <summary>Writes content of any length as blocks, several on their way at once, in fixed memory. Nothing shows until all of them are there.</summary>
internal sealed class BlockUpload : IDisposable
{
    /// <summary>What is smaller than one block goes in one request.</summary>
    public const int SmallestBlock = 8 << 20;

    private const int MaxBlocks = 50_000;
    private const int AtOnce = 4;

    private readonly AzureCalls _calls;
    private readonly BlobTarget _target;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turns = new(AtOnce);
    private readonly List<string> _ids = [];
    private readonly BlockName _names;
    private HashSet<string> _held = [];
    private long _taken;

    public BlockUpload(AzureCalls calls, BlobTarget target)
    {
        _calls = calls;
        _target = target;
        _names = new BlockName(target.Options.Resume);
    }

    /// <summary>The service compares each block with its MD5 before it takes it.</summary>
    public static UploadTransferValidationOptions Md5 => new() { ChecksumAlgorithm = StorageChecksumAlgorithm.MD5 };

    /// <summary>How large the block of a number is: as small as the length allows; where that is not known, larger and larger.</summary>
    public static int SizeOf(int index, long? length) => length is { } known
        ? (int)Math.Clamp(((known / (MaxBlocks - 1000) >> 20) + 1) << 20, SmallestBlock, 2000L << 20)
        : SmallestBlock << Math.Min(index / 10_000, 3);

    /// <summary>Sends all blocks.</summary>
    /// <param name="content">The content.</param>
    /// <param name="first">The first block, which has been read already; its buffer goes back to the pool.</param>
    /// <param name="cancellationToken">Gives the write up.</param>
    public async Task SendAsync(ChecksummedContent content, ArraySegment<byte> first, CancellationToken cancellationToken)
    {
        using var failing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = new List<Task>();
        try
        {
            _held = _target.Options.Resume ? await ListHeldAsync(cancellationToken).ConfigureAwait(false) : [];
            await TakeTurnsAsync(first.Count, failing.Token).ConfigureAwait(false);
            sending.Add(SendBlockAsync(first, failing));
            await SendRestAsync(content, sending, failing).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (failing.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // A block failed and stopped the rest, perhaps a moment before its task shows it; its own fault comes out below.
        }
        catch when (!_target.Options.Resume)
        {
            await failing.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            // What is on its way arrives where it will be taken up again. The buffers go back to the pool before anybody hears of a fault.
            await Task.WhenAll(sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // The fault that stopped the rest comes first; those that were stopped may end in anything.
        foreach (Task sent in sending.OrderByDescending(sent => sent.Exception?.InnerException is StoreException).ThenByDescending(sent => sent.IsFaulted))
        {
            await sent.ConfigureAwait(false);
        }
    }

    /// <summary>Makes the blocks an object.</summary>
    public Task<BlobContentInfo> CommitAsync(Checksum whole, CancellationToken cancellationToken)
    {
        var options = new CommitBlockListOptions { Metadata = BlobMetadata.Create(whole, _target.Token), Conditions = _target.Conditions };
        return new OwnBlob(_calls, _target).WriteAsync(
            "Put Block List", client => client.GetBlockBlobClient(_target.Path).CommitBlockListAsync(_ids, options, cancellationToken), cancellationToken);
    }

    public void Dispose() => _turns.Dispose();

    private static int WeightOf(int size) => Math.Clamp(size / SmallestBlock, 1, AtOnce);

    private async Task SendRestAsync(ChecksummedContent content, List<Task> sending, CancellationTokenSource failing)
    {
        while (true)
        {
            int size = SizeOf(_ids.Count, content.Length);
            await TakeTurnsAsync(size, failing.Token).ConfigureAwait(false);
            ArraySegment<byte> block = await content.ReadBlockAsync(size, failing.Token).ConfigureAwait(false);
            if (block.Count == 0)
            {
                ArrayPool<byte>.Shared.Return(block.Array!);
                return;
            }

            sending.Add(SendBlockAsync(block, failing));
        }
    }

    /// <summary>Larger blocks count for several, so that memory stays flat.</summary>
    private async Task TakeTurnsAsync(int size, CancellationToken cancellationToken)
    {
        for (int i = WeightOf(size); i > 0; i--)
        {
            await _turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<HashSet<string>> ListHeldAsync(CancellationToken cancellationToken)
    {
        try
        {
            Response<BlockList> held = await _calls.RunAsync(
                "Get Block List",
                _target.Name,
                client => client.GetBlockBlobClient(_target.Path).GetBlockListAsync(BlockListTypes.Uncommitted, cancellationToken: cancellationToken),
                cancellationToken).ConfigureAwait(false);
            return [.. held.Value.UncommittedBlocks.Select(block => block.Name)];
        }
        catch (StoreException nothing) when (nothing.Code == StoreErrorCode.NotFound)
        {
            return [];
        }
    }

    private async Task SendBlockAsync(ArraySegment<byte> block, CancellationTokenSource failing)
    {
        using var sum = new ChecksumBuilder(ChecksumKind.Crc32C);
        sum.Append(block);
        string id = _names.Of(_ids.Count, block.Count, sum.Finish());
        _ids.Add(id);
        await Task.Yield();
        try
        {
            if (!_held.Contains(id))
            {
                await _calls.RunAsync("Put Block", _target.Name, client => StageAsync(client.GetBlockBlobClient(_target.Path), id, block, failing.Token), failing.Token)
                    .ConfigureAwait(false);
            }

            Report(block.Count);
        }
        catch
        {
            await failing.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block.Array!);
            _turns.Release(WeightOf(block.Count));
        }
    }

    private static async Task<Response<BlockInfo>> StageAsync(BlockBlobClient blob, string id, ArraySegment<byte> block, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream(block.Array!, block.Offset, block.Count, writable: false);
        return await blob.StageBlockAsync(id, bytes, new BlockBlobStageBlockOptions { TransferValidation = Md5 }, cancellationToken).ConfigureAwait(false);
    }

    private void Report(int count)
    {
        lock (_gate)
        {
            _taken += count;
            _target.Options.Progress?.Report(_taken);
        }
    }
}
