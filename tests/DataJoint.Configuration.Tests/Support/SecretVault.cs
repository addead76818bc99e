using System.Collections.Concurrent;

namespace DataJoint.Configuration.Tests;

/// <summary>Keeps secrets in memory, and counts who asks.</summary>
internal sealed class SecretVault : ISecretResolver
{
    private readonly ConcurrentDictionary<string, string> _texts = new(StringComparer.Ordinal);
    private int _asked;
    private int _askedSynchronously;
    private readonly TaskCompletionSource<bool> _firstQuestion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Scheme => SchemeFailure is null ? "fake" : throw SchemeFailure;

    /// <summary>What it throws when it is asked for its name.</summary>
    public Exception? SchemeFailure { get; set; }

    /// <summary>How often a text was asked for.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Ends when a text was asked for the first time.</summary>
    public Task FirstQuestion => _firstQuestion.Task;

    /// <summary>How often on the caller's thread.</summary>
    public int AskedSynchronously => Volatile.Read(ref _askedSynchronously);

    /// <summary>What it throws in place of an answer.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Whether it never answers, and waits for the caller to give up.</summary>
    public bool IsSilent { get; set; }

    /// <summary>What its asynchronous call blocks the caller's thread for, as a careless resolver does; or null.</summary>
    public WaitHandle? BlocksFor { get; set; }

    public string this[string reference]
    {
        set => _texts[reference] = value;
    }

    /// <summary>Keeps a text under a name.</summary>
    /// <returns>The reference to it.</returns>
    public Secret Keep(string reference, string text)
    {
        this[reference] = text;
        return new Secret(this, reference);
    }

    public async ValueTask<Secret> ResolveAsync(string reference, CancellationToken cancellationToken)
    {
        // Before the question can be seen: whoever waits for it may then change what the next one gets.
        bool isSilent = IsSilent;
        Count();
        BlocksFor?.WaitOne();
        await Task.Yield();
        if (isSilent)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        }

        return Answer(reference);
    }

    public Secret Resolve(string reference, CancellationToken cancellationToken)
    {
        bool isSilent = IsSilent;
        Count();
        Interlocked.Increment(ref _askedSynchronously);
        if (isSilent)
        {
            cancellationToken.WaitHandle.WaitOne();
            cancellationToken.ThrowIfCancellationRequested();
        }

        return Answer(reference);
    }

    private void Count()
    {
        Interlocked.Increment(ref _asked);
        _firstQuestion.TrySetResult(true);
    }

    private Secret Answer(string reference) =>
        Failure is not null ? throw Failure : _texts.TryGetValue(reference, out string? text) ? new Secret(text) : null!;
}
