namespace DataJoint.Cli.Terminals;

/// <summary>What is to take the place of a program that runs: only the newest command counts.</summary>
internal sealed class Replacements
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ChildCommand? _next;

    /// <summary>Ends when there is one.</summary>
    public Task Arrival
    {
        get
        {
            lock (_lock)
            {
                return _arrival.Task;
            }
        }
    }

    /// <summary>Wants this one to run.</summary>
    public void Put(ChildCommand next)
    {
        lock (_lock)
        {
            _next = next;
            _arrival.TrySetResult();
        }
    }

    /// <summary>Takes the newest; null when there is none.</summary>
    public ChildCommand? Take()
    {
        lock (_lock)
        {
            ChildCommand? taken = _next;
            _next = null;
            if (taken is not null)
            {
                _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return taken;
        }
    }
}
