using DataJoint.Configuration;
using DataJoint.Connections;
using DataJoint.Connections.Drivers;
using DataJoint.Operations.Accounts;
using DataJoint.Operations.Passwords;

namespace DataJoint.Operations.Verifications;

/// <summary>Logs in with a pair that was found, and asks what it may do. Nothing is changed.</summary>
internal sealed class DatabaseProof(ConfigurationSnapshot snapshot)
{
    /// <summary>What a server says of a login that it has let in.</summary>
    private static readonly string[] LetIn = [DiagnosticIds.DatabaseUnknownDatabase, DiagnosticIds.DatabaseAccessDenied];

    public async Task<LeakVerification> RunAsync(CredentialPair pair, CancellationToken cancellationToken)
    {
        ConfigurationSnapshot there = SnapshotFor(pair);
        ServerLogin server = new(there);
        string subject = DescribeSubject(pair);
        try
        {
            Connection session = await server.OpenAsync(new Login(pair.User ?? there.Database.User ?? "", pair.Secret), cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                return await AskAsync(session, there.Database.Backend, server.Server, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ConnectionException answer) when (ServerLogin.IsRefusal(answer))
        {
            // A locked account may be opened, and who has an expired password may set another.
            return answer.Diagnostic.Id == DiagnosticIds.DatabaseAccountBlocked
                ? new LeakVerification(VerificationStatus.Unknown, subject, null, "the account is locked, or its password has expired")
                : new LeakVerification(VerificationStatus.Refused, subject, null, "");
        }
        catch (ConnectionException answer) when (LetIn.Contains(answer.Diagnostic.Id))
        {
            return new LeakVerification(VerificationStatus.Valid, subject, null, "it may not use the configured database");
        }
        catch (ConnectionException failed)
        {
            return new LeakVerification(VerificationStatus.Unknown, subject, null, failed.Diagnostic.Message);
        }
    }

    /// <summary>What is tried where, without anything of it.</summary>
    public string DescribeSubject(CredentialPair pair)
    {
        ConfigurationSnapshot there = SnapshotFor(pair);
        string account = pair.User is null ? Display.Sanitize(there.Database.User ?? "") : "another user than the configured one";
        return $"{account} at {new ServerLogin(there).Server}";
    }

    private ConfigurationSnapshot SnapshotFor(CredentialPair pair) => pair.Elsewhere is { } elsewhere ? At(elsewhere.Host, elsewhere.Port) : snapshot;

    private static async Task<LeakVerification> AskAsync(Connection session, string backend, string server, CancellationToken cancellationToken)
    {
        try
        {
            ServerReport report = await ServerInspection.ReadAsync(session, TimeProvider.System.GetUtcNow, cancellationToken).ConfigureAwait(false);
            CredentialRights rights = await AccountRights.FindAsync(session, backend, report, cancellationToken).ConfigureAwait(false);
            return new LeakVerification(VerificationStatus.Valid, $"{Display.Sanitize(report.User ?? "the account")} at {server}", rights, "");
        }
        catch (ConnectionException failed)
        {
            return new LeakVerification(VerificationStatus.Valid, $"the account at {server}", null, $"what it may do is not known: {failed.Diagnostic.Message}");
        }
    }

    /// <summary>The user has confirmed the host, so it counts as the user's own; everything else is as configured.</summary>
    private ConfigurationSnapshot At(string host, int? port) => port is int number
        ? snapshot.With(("database.host", host), ("database.port", number))
        : snapshot.With(("database.host", host));
}
