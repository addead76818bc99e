using System.Collections.Concurrent;
using DataJoint.Configuration;
using DataJoint.Secrets.Vault.Logins;
using DataJoint.Secrets.Vault.Server;

namespace DataJoint.Secrets.Vault.Engines;

/// <summary>Revokes the leases of this process, the last one of each role, when it ends in order. One that is killed leaves them to their end.</summary>
internal static class LeaseEnd
{
    private static readonly ConcurrentDictionary<LeasedRole, (VaultSession Session, DatabaseLease Lease)> Leases = new();

    static LeaseEnd() => AppDomain.CurrentDomain.ProcessExit += static (_, _) => Task.Run(RevokeAllAsync).Wait(Limit);

    /// <summary>How long the end of a process may wait for it.</summary>
    public static TimeSpan Limit { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Remembers a role's lease in place of the one before it.</summary>
    public static void Keep(LeasedRole role, VaultSession session, DatabaseLease lease) => Leases[role] = (session, lease);

    /// <summary>Revokes them. It never fails: what is not revoked ends by itself.</summary>
    public static Task RevokeAllAsync()
    {
        List<Task> running = [];
        foreach (LeasedRole role in Leases.Keys)
        {
            if (Leases.TryRemove(role, out (VaultSession Session, DatabaseLease Lease) one) && one.Session.Host.Now < one.Lease.Until)
            {
                running.Add(RevokeAsync(one.Session, one.Lease));
            }
        }

        return Task.WhenAll(running);
    }

    private static async Task RevokeAsync(VaultSession session, DatabaseLease lease)
    {
        using CancellationTokenSource limit = new(Limit);
        try
        {
            VaultQuestion question = new(HttpMethod.Put, "sys/leases/revoke")
            {
                Token = lease.Token.Text,
                Namespace = lease.Namespace,
                Body = new Dictionary<string, string> { ["lease_id"] = lease.Id },
            };
            VaultReply reply = await session.Client.AskAsync(question, limit.Token).ConfigureAwait(false);
            if (reply.Status == 403 && lease.Token.IsOwn)
            {
                // The usual policy lets a token revoke itself, and its leases with it, but no lease alone.
                await session.Client.AskAsync(new VaultQuestion(HttpMethod.Post, "auth/token/revoke-self") { Token = lease.Token.Text }, limit.Token).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is SecretException or OperationCanceledException)
        {
            // It ends by itself.
        }
    }
}
