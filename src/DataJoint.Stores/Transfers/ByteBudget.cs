namespace DataJoint.Stores.Transfers;

/// <summary>So many bytes may be in memory at once; who wants more than is left waits, in the order of asking.</summary>
internal sealed class ByteBudget
{
    private readonly long _total;
    private readonly Lock _gate = new();
    private readonly LinkedList<(long Bytes, TaskCompletionSource Granted)> _waiting = new();
    private long _left;

    public ByteBudget(long total) => _left = _total = total;

    /// <summary>Takes bytes from the budget; more than all of it counts as all of it.</summary>
    /// <returns>What was taken, to be given back.</returns>
    public async ValueTask<long> TakeAsync(long bytes, CancellationToken cancellationToken)
    {
        long wanted = Math.Clamp(bytes, 0, _total);
        LinkedListNode<(long Bytes, TaskCompletionSource Granted)> place;
        lock (_gate)
        {
            if (_waiting.Count == 0 && wanted <= _left)
            {
                _left -= wanted;
                return wanted;
            }

            place = _waiting.AddLast((wanted, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));
        }

        using (cancellationToken.Register(() => GiveUp(place, cancellationToken)))
        {
            await place.Value.Granted.Task.ConfigureAwait(false);
        }

        return wanted;
    }

    public void Return(long bytes)
    {
        lock (_gate)
        {
            _left += bytes;
            Grant();
        }
    }

    private void Grant()
    {
        while (_waiting.First is { } first && first.Value.Bytes <= _left)
        {
            _left -= first.Value.Bytes;
            _waiting.RemoveFirst();
            first.Value.Granted.SetResult();
        }
    }

    private void GiveUp(LinkedListNode<(long Bytes, TaskCompletionSource Granted)> place, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (place.List is not null)
            {
                _waiting.Remove(place);
                place.Value.Granted.SetCanceled(cancellationToken);
                Grant();
            }
        }
    }
}
