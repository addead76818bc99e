using DataJoint.Stores;

namespace DataJoint.Cli.Transfers;

/// <summary>Makes one place hold what another holds: compares by size and checksum, copies what differs, several objects at once.</summary>
internal sealed class SyncRun : IDisposable
{
    private const int MaxAtOnce = 16;

    // A store holds some parts of a large object in memory; several large ones at once would be no faster.
    private const long Large = 2 << 20;

    private readonly SemaphoreSlim _large = new(1);

    private readonly StoreSession _session;
    private readonly SyncEndpoint _from;
    private readonly SyncEndpoint _to;
    private readonly SyncReport _report;
    private readonly ManagedSections? _managed;
    private readonly SeenNames _seen = new();

    public SyncRun(StoreSession session, SyncEndpoint from, SyncEndpoint to, SyncReport report)
    {
        _session = session;
        _from = from;
        _to = to;
        _report = report;
        _managed = to.Place is StorePlace place && !session.Context.Has(StoreOptions.Managed) ? session.SectionsOf(place) : null;
    }

    /// <summary>Whether only to tell what would be done.</summary>
    public bool IsDry { get; init; }

    /// <summary>Whether equal sizes are enough.</summary>
    public bool IsBySize { get; init; }

    /// <summary>Whether to delete at the destination what the source does not hold, once everything is copied.</summary>
    public bool Deletes { get; init; }

    private CancellationToken Cancellation => _session.Cancellation;

    /// <summary>Makes the destination hold what the source holds.</summary>
    public async Task RunAsync()
    {
        SyncBlocker? hindrance = Deletes ? SyncBlocker.Broken : null;
        try
        {
            await ForEachAsync(_from, TakeAsync);
            hindrance = Deletes ? await FindHindranceAsync() : null;
        }
        finally
        {
            _report.Hindrance = hindrance;
        }

        if (Deletes && hindrance is null)
        {
            await ForEachAsync(_to, RemoveAsync);
        }
    }

    /// <summary>Sums up what the source holds, for the time that is left.</summary>
    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        long bytes = 0;
        await foreach (ObjectInfo found in _from.Store.ListAsync(_from.Folder, cancellationToken))
        {
            bytes += found.Size;
        }

        return bytes;
    }

    public void Dispose() => _large.Dispose();

    /// <summary>
    /// Looks for a reason to delete nothing. What the source does not show is not necessarily gone: a disk may be unplugged and a share
    /// unmounted in the middle. So nothing is deleted after a failure, nor unless the source shows all that it showed before.
    /// </summary>
    private async Task<SyncBlocker?> FindHindranceAsync()
    {
        if (_report.IsEmpty)
        {
            return SyncBlocker.EmptySource;
        }

        SeenNames again = new();
        if (_report.Failures == 0)
        {
            await foreach (ObjectInfo found in WholeListing.From(_from.Store, _from.Folder, AddOmission(_from), Cancellation))
            {
                again.Add(found.Name[_from.Folder.Length..]);
            }
        }

        if (_report.Failures > 0)
        {
            return SyncBlocker.Failures(_report.Failures);
        }

        long missing = _seen.CountMissingIn(again);
        _seen.AddAll(again);
        return missing > 0 ? SyncBlocker.Vanished(missing) : null;
    }

    /// <summary>Copies an object that is missing or different.</summary>
    private async Task TakeAsync(string relative, ObjectInfo found, CancellationToken cancellation)
    {
        if (Deletes)
        {
            _seen.Add(relative);
        }

        if (IsManaged(relative))
        {
            _report.Add(SyncAction.Skip, relative, found.Size);
            return;
        }

        if (await IsSameAsync(relative, found, cancellation))
        {
            _report.Add(SyncAction.Keep, relative, found.Size);
            return;
        }

        if (!IsDry)
        {
            await CopyInTurnAsync(relative, found, cancellation);
        }

        _report.Add(SyncAction.Copy, relative, found.Size);
    }

    /// <summary>Deletes an object that the source has not shown, and does not hold now either.</summary>
    private async Task RemoveAsync(string relative, ObjectInfo found, CancellationToken cancellation)
    {
        if (IsManaged(relative) || _seen.Hold(relative) || await _from.Store.ExistsAsync(_from.Folder + relative, cancellation))
        {
            return;
        }

        if (!IsDry)
        {
            await _to.Store.DeleteAsync(found.Name, cancellation);
        }

        _report.Add(SyncAction.Delete, relative, found.Size);
    }

    private Action<StoreException> AddOmission(SyncEndpoint end) => omitted => _report.AddOmission(omitted.ObjectName![end.Folder.Length..], omitted);

    private async Task ForEachAsync(SyncEndpoint end, Func<string, ObjectInfo, CancellationToken, Task> act)
    {
        ParallelOptions options = new() { MaxDegreeOfParallelism = MaxAtOnce, CancellationToken = Cancellation };
        IAsyncEnumerable<ObjectInfo> listed = WholeListing.From(end.Store, end.Folder, AddOmission(end), Cancellation);
        await Parallel.ForEachAsync(listed, options, async (found, cancellation) =>
        {
            string relative = found.Name[end.Folder.Length..];
            try
            {
                await act(relative, found, cancellation);
            }
            catch (StoreException fault) when (StoreFault.IsOfOneObject(fault) || IsOfOneFile(fault))
            {
                _report.AddFailure(relative, fault);
            }
        });
    }

    /// <summary>Files have their own permissions; a bucket's refusal concerns everything in it.</summary>
    private bool IsOfOneFile(StoreException fault) =>
        fault is { Code: StoreErrorCode.AccessDenied, ObjectName: not null }
        && new[] { _from, _to }.Any(end => end.Store is FileObjectStore && end.Store.Name == fault.StoreName);

    private bool IsManaged(string relative) => _managed?.Hold(_to.Folder + relative) == true;

    private async Task<bool> IsSameAsync(string relative, ObjectInfo found, CancellationToken cancellationToken)
    {
        ObjectInfo? there = await _to.Store.StatAsync(_to.Folder + relative, cancellationToken);
        if (there is null || there.Size != found.Size)
        {
            return false;
        }

        if (IsBySize)
        {
            return true;
        }

        Checksum? kept = there.Checksum;
        ChecksumKind kind = kept?.Kind ?? ChecksumKind.Crc32C;
        Checksum source = await _from.Store.ComputeChecksumAsync(found.Name, kind, cancellationToken);
        return source.Equals(kept ?? await _to.Store.ComputeChecksumAsync(there.Name, kind, cancellationToken));
    }

    private async Task CopyInTurnAsync(string relative, ObjectInfo found, CancellationToken cancellationToken)
    {
        if (found.Size < Large)
        {
            await CopyAsync(relative, found, cancellationToken);
            return;
        }

        await _large.WaitAsync(cancellationToken);
        try
        {
            await CopyAsync(relative, found, cancellationToken);
        }
        finally
        {
            _large.Release();
        }
    }

    private async Task CopyAsync(string relative, ObjectInfo found, CancellationToken cancellationToken)
    {
        ObjectInfo info = await _from.Store.StatAsync(found.Name, cancellationToken) ?? found;
        WriteOptions options = new()
        {
            Resume = _session.Context.Has(StoreOptions.Resume),
            Progress = _report.ProgressOf(info.Size),
        };
        await new StoreCopy(_from.Store, _to.Store).CopyVersionAsync(info, _to.At(relative).Path, options, cancellationToken);
    }
}
