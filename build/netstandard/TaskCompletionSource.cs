namespace DataJoint;

/// <summary>A task without a result that somebody else completes.</summary>
internal sealed class TaskCompletionSource(TaskCreationOptions options)
{
    private readonly TaskCompletionSource<bool> _inner = new(options);

    public TaskCompletionSource()
        : this(TaskCreationOptions.None)
    {
    }

    public Task Task => _inner.Task;

    public void SetResult() => _inner.SetResult(true);

    public bool TrySetResult() => _inner.TrySetResult(true);

    public void SetException(Exception exception) => _inner.SetException(exception);

    public bool TrySetException(Exception exception) => _inner.TrySetException(exception);

    public void SetCanceled(CancellationToken cancellationToken) => _inner.TrySetCanceled(cancellationToken);

    public bool TrySetCanceled(CancellationToken cancellationToken) => _inner.TrySetCanceled(cancellationToken);
}
