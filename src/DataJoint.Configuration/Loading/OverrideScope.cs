using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Loading;

/// <summary>Values that hold for one async flow. The merged snapshot is made when it is first read, and again after a reload.</summary>
internal sealed class OverrideScope : IDisposable
{
    private readonly ValueTable _values;
    private readonly OverrideScope? _parent;
    private readonly Action<OverrideScope> _close;
    private volatile Merged? _merged;
    private int _closed;

    public OverrideScope(ValueTable values, OverrideScope? parent, Action<OverrideScope> close)
    {
        _values = values;
        _parent = parent;
        _close = close;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            _close(this);
        }
    }

    /// <summary>The nearest scope around this one that is still open.</summary>
    public OverrideScope? OpenParent()
    {
        OverrideScope? scope = _parent;
        while (scope is not null && Volatile.Read(ref scope._closed) != 0)
        {
            scope = scope._parent;
        }

        return scope;
    }

    /// <summary>The snapshot with this scope's values, and those of the open scopes around it, on top.</summary>
    public ConfigurationSnapshot Apply(ConfigurationSnapshot snapshot)
    {
        if (Volatile.Read(ref _closed) != 0)
        {
            // The flow was forked while the scope was open, and the scope has been closed since.
            return OpenParent()?.Apply(snapshot) ?? snapshot;
        }

        Merged? merged = _merged;
        int open = CountOpenAround();
        if (merged is null || !ReferenceEquals(merged.Basis, snapshot) || merged.OpenAround != open)
        {
            List<ValueTable> tables = [_values];
            for (OverrideScope? outer = OpenParent(); outer is not null; outer = outer.OpenParent())
            {
                tables.Add(outer._values);
            }

            open = tables.Count - 1;
            _merged = merged = new Merged(snapshot, open, new ConfigurationSnapshot(snapshot.Stack.WithOverrides(tables), snapshot.Context));
        }

        return merged.Result;
    }

    /// <summary>How many scopes around this one are open. They can only close, so the same number means the same scopes.</summary>
    private int CountOpenAround()
    {
        int count = 0;
        for (OverrideScope? outer = OpenParent(); outer is not null; outer = outer.OpenParent())
        {
            count++;
        }

        return count;
    }

    private sealed record Merged(ConfigurationSnapshot Basis, int OpenAround, ConfigurationSnapshot Result);
}
