using System.Buffers;
using DataJoint.Stores.Abstractions;

namespace DataJoint.Stores.Transfers;

/// <summary>Brings one version of an object into a local file: parts at once, each checked, and the name only when everything is there.</summary>
internal sealed class FileDownload
{
    private const int Attempts = 4;
    private const int BlockSize = 128 << 10;

    private readonly IObjectStore _store;
    private readonly ObjectInfo _info;
    private readonly DownloadOptions _options;
    private readonly string _path;
    private readonly Lock _gate = new();
    private long _received;
    private long _told;

    public FileDownload(IObjectStore store, ObjectInfo info, string path, DownloadOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _store = store;
        _info = info;
        _options = options;
        _path = Path.GetFullPath(path);
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!_options.Overwrite && Path.Exists(_path))
        {
            throw AlreadyExists();
        }

        CheckTarget();
        using var partial = PartialFile.Open(_path, _info, _options);
        try
        {
            await FetchMissingAsync(partial, cancellationToken).ConfigureAwait(false);
            await VerifyAsync(partial, cancellationToken).ConfigureAwait(false);
            CheckTarget();
            if (!partial.TryCommit(_options.Overwrite))
            {
                throw AlreadyExists();
            }

            DownloadCleanup.Follow(_store.Name, _path);
        }
        catch (StoreException exception) when (exception.Code is StoreErrorCode.Changed or StoreErrorCode.ChecksumMismatch or StoreErrorCode.NotFound)
        {
            // Nothing of it would be of use to the next attempt.
            partial.IsWorthless = true;
            throw;
        }
    }

    // To rename a file to the name of a device would replace the device.
    private void CheckTarget()
    {
        if (SpecialFile.Is(_path))
        {
            throw new StoreException(
                StoreErrorCode.AlreadyExists, _store.Name, _info.Name, $"'{_path}' is a device, a pipe or a socket, which is not replaced.")
            {
                Hint = "Choose another name; djc store cat writes to standard output.",
            };
        }
    }

    private async Task FetchMissingAsync(PartialFile partial, CancellationToken cancellationToken)
    {
        var missing = partial.Parts.Where(part => part.Checksum is null).ToList();
        Report(_info.Size - missing.Sum(part => part.Length));
        if (missing.Count == 1)
        {
            await FetchAsync(partial, missing[0], cancellationToken).ConfigureAwait(false);
            return;
        }

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(missing, parallel, async (part, token) => await FetchAsync(partial, part, token).ConfigureAwait(false))
            .ConfigureAwait(false);
    }

    private async Task FetchAsync(PartialFile partial, FilePart part, CancellationToken cancellationToken)
    {
        using var receipt = new PartReceipt(part);
        for (int attempt = 1; ; attempt++)
        {
            long before = receipt.Received;
            try
            {
                await ReceiveAsync(partial, receipt, cancellationToken).ConfigureAwait(false);
                partial.Complete(part, receipt.Checksum);
                return;
            }
            catch (StoreException exception) when (exception.IsTransient && attempt < Attempts)
            {
                if (exception.Code == StoreErrorCode.ChecksumMismatch)
                {
                    Report(-receipt.Received);
                    receipt.Restart();
                }
                else if (receipt.Received > before)
                {
                    // As long as something arrives each time, there is no reason to give up.
                    attempt = 0;
                }

                await RetryDelay.WaitAsync(attempt + 1, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task ReceiveAsync(PartialFile partial, PartReceipt receipt, CancellationToken cancellationToken)
    {
        long rest = receipt.Part.Length - receipt.Received;

        // Asked for as a whole, the store can check it as a whole.
        ByteRange range = rest == _info.Size ? default : new ByteRange(receipt.Position, rest);
        Stream content = await _store.OpenReadAsync(_info.Name, new ReadOptions { Range = range, ETag = _info.ETag }, cancellationToken).ConfigureAwait(false);
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(rest, 1, BlockSize));
        try
        {
            int count;
            while ((count = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                if (receipt.Received + count > receipt.Part.Length)
                {
                    throw Damaged("the store sent more than it was asked for.");
                }

                partial.Write(buffer.AsSpan(0, count), receipt.Position);
                receipt.Add(buffer.AsSpan(0, count));
                Report(count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            await content.DisposeAsync().ConfigureAwait(false);
        }

        if (!receipt.IsWhole)
        {
            throw Damaged(FormattableString.Invariant($"the store ended after {receipt.Position} bytes of {_info.Size}."));
        }
    }

    private async Task VerifyAsync(PartialFile partial, CancellationToken cancellationToken)
    {
        if (_info.Checksum is not { } expected)
        {
            return;
        }

        Checksum found = expected.Kind == ChecksumKind.Crc32C ? partial.JoinChecksums() : await partial.SumUpAsync(expected.Kind, cancellationToken).ConfigureAwait(false);
        if (!found.Equals(expected))
        {
            throw Damaged($"checksum mismatch: received {found}, the store has {expected}.");
        }
    }

    private StoreException AlreadyExists() =>
        new(StoreErrorCode.AlreadyExists, _store.Name, _info.Name, $"the file '{_path}' exists already and was not to be replaced.");

    private StoreException Damaged(string reason) => new(StoreErrorCode.ChecksumMismatch, _store.Name, _info.Name, reason);

    private void Report(long count)
    {
        lock (_gate)
        {
            _received += count;
            if (_received >= _told)
            {
                _told = _received;
                _options.Progress?.Report(_received);
            }
        }
    }
}
