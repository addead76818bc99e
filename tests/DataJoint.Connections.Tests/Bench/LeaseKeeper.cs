using System.Collections.Concurrent;
using DataJoint.Configuration;

namespace DataJoint.Connections.Tests;

/// <summary>Makes user and password together, as Vault's database engine does, and notes who asks for what.</summary>
internal sealed class LeaseKeeper : ISecretResolver
{
    private readonly ConcurrentQueue<string> _questions = new();

    public LeaseKeeper(Account account) => Account = account;

    public string Scheme => "lease";

    /// <summary>Whom it gives now.</summary>
    public Account Account { get; set; }

    /// <summary>Whom it gives once the password of the present one was asked for, or null.</summary>
    public Account? Next { get; set; }

    /// <summary>What it throws in place of an answer.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Whether it never answers, and waits for the caller to give up.</summary>
    public bool IsSilent { get; set; }

    /// <summary>What was asked for, in order.</summary>
    public IReadOnlyList<string> Questions => [.. _questions];

    public Secret Refer(string field) => new(this, field);

    public async ValueTask<Secret> ResolveAsync(string reference, CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (IsSilent)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        }

        return Answer(reference);
    }

    public Secret Resolve(string reference, CancellationToken cancellationToken)
    {
        if (IsSilent)
        {
            cancellationToken.WaitHandle.WaitOne();
            cancellationToken.ThrowIfCancellationRequested();
        }

        return Answer(reference);
    }

    private Secret Answer(string reference)
    {
        string field = reference[(reference.LastIndexOf('/') + 1)..];
        _questions.Enqueue(field);
        if (Failure is not null)
        {
            throw Failure;
        }

        Account account = Account;
        if (field == "user")
        {
            return new Secret(account.User);
        }

        (Account, Next) = (Next ?? account, null);
        return new Secret(account.Password);
    }
}
