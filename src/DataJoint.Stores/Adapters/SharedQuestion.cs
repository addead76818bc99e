namespace DataJoint.Stores.Adapters;

/// <summary>One question for whose answer several wait. It begins with the first, and is given up when the last has gone.</summary>
internal sealed class SharedQuestion<T>
{
    private readonly object _gate = new();
    private readonly Task<T> _answer;
    private readonly Action _giveUp;
    private readonly Action _release;
    private int _waiting = 1;

    public SharedQuestion(Func<CancellationToken, Task<T>> ask)
    {
        CancellationTokenSource abandoned = new();
        _giveUp = abandoned.Cancel;
        _release = abandoned.Dispose;
        _answer = Task.Run(() => ask(abandoned.Token), CancellationToken.None);
    }

    /// <summary>Counts one more who waits, unless it is over.</summary>
    public bool TryJoin()
    {
        lock (_gate)
        {
            bool isOpen = _waiting > 0 && !_answer.IsCompleted;
            _waiting += isOpen ? 1 : 0;
            return isOpen;
        }
    }

    /// <summary>Waits, once for each who was counted.</summary>
    public async Task<T> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            TaskCompletionSource<bool> gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
            using (cancellationToken.Register(() => gone.TrySetResult(true)))
            {
                await Task.WhenAny(_answer, gone.Task).ConfigureAwait(false);
            }

            return _answer.IsCompleted ? await _answer.ConfigureAwait(false) : throw new OperationCanceledException(cancellationToken);
        }
        finally
        {
            Leave();
        }
    }

    private void Leave()
    {
        bool isLast;
        lock (_gate)
        {
            isLast = --_waiting == 0;
        }

        if (!isLast)
        {
            return;
        }

        if (!_answer.IsCompleted)
        {
            _giveUp();
        }

        _ = _answer.ContinueWith(_ => _release(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
