using System.Data;
using System.Data.Common;
using System.Net.Sockets;
using DataJoint.Configuration;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Faults;
using Npgsql;

namespace DataJoint.Connections.PostgreSql;

/// <summary>PostgreSQL, by Npgsql.</summary>
internal sealed class PostgreSqlDriver : DatabaseDriver
{
    internal override string Backend => "postgresql";

    internal override string PingStatement => "SELECT 1";

    internal override bool HandsOutUntested => true;

    internal override bool NeedsToken => true;

    internal override ReadOnlySession ReadOnly { get; } = new PostgreSqlReadOnlySession();

    internal override int? PortOf(ConfigurationSnapshot snapshot) => PostgreSqlSocket.PortOf(snapshot);

    internal override DriverSource CreateSource(SessionContext context, SourceMode mode) => new PostgreSqlSource(context, mode);

    internal override bool? OffersTls(DatabaseTarget target) => TlsOffer.AskFor(target);

    internal override bool RefusesPair(Exception error) => error is PostgresException
    {
        SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification,
    } refusal && !PostgreSqlFaults.IsAboutRules(refusal);

    internal override int IdentityOf(DbConnection connection) => ((NpgsqlConnection)connection).ProcessID;

    internal override Liveness Look(DbConnection connection)
    {
        try
        {
            // Refused before anything is sent when a transaction is open; otherwise it travels with the question itself.
            using DbTransaction probe = connection.BeginTransaction();
            using DbCommand command = connection.CreateCommand();
            command.CommandText = PingStatement;
            command.CommandTimeout = PingTimeout;
            command.ExecuteNonQuery();
            probe.Rollback();
            return Liveness.Alive;
        }
        catch (Exception error) when (error is InvalidOperationException or NpgsqlOperationInProgressException)
        {
            return Liveness.InUse;
        }
        catch (Exception error) when (error is NpgsqlException or IOException or SocketException)
        {
            return IsLoss(error) || connection.State != ConnectionState.Open ? Liveness.Lost : Liveness.Alive;
        }
    }

    internal override void Commit(DbTransaction transaction)
    {
        using DbCommand command = ComposeCommit(transaction);
        command.ExecuteNonQuery();
    }

    internal override async Task CommitAsync(DbTransaction transaction)
    {
        DbCommand command = ComposeCommit(transaction);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    internal override bool IsLoss(Exception error) => PostgreSqlFaults.IsLoss(error);

    internal override Remedy RemedyFor(Exception error, SessionContext context) => error switch
    {
        ObjectDisposedException => Remedy.NewestSource,
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            Remedy.FreshCredentials,
        NpgsqlException when PostgreSqlFaults.SaysNoTls(error) && context.Target.UseTls is null && !context.IsPlain => Remedy.WithoutTls,
        _ => Remedy.None,
    };

    internal override Fault Explain(Exception error, SessionContext context) => PostgreSqlFaults.Explain(error, context);

    internal override string TextOf(Exception error) => PostgreSqlFaults.TextOf(error);

    internal override Task<ServerReport> ReportAsync(DbConnection connection, Func<DateTimeOffset> clock, CancellationToken cancellationToken) =>
        PostgreSqlReport.ReadAsync(connection, clock, cancellationToken);

    /// <summary>
    /// The server answers COMMIT in a transaction in which a statement has failed with ROLLBACK, which is no error, and the driver says nothing. In
    /// such a transaction it refuses every query; one that travels in the same packet costs no time.
    /// </summary>
    private static DbCommand ComposeCommit(DbTransaction transaction)
    {
        // Throws when the work itself has committed or rolled back.
        _ = transaction.IsolationLevel;
        DbCommand command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT 1; COMMIT";
        return command;
    }
}
