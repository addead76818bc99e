using System.Data;
using System.Data.Common;
using System.Net.Sockets;
using DataJoint.Configuration;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Faults;
using Npgsql;

namespace DataJoint.Connections.PostgreSql;

/// <summary>PostgreSQL, by Npgsql.</summary>
internal sealed partial class PostgreSqlDriver : DatabaseDriver
{
    public override string Backend => "postgresql";

    public override string PingStatement => "SELECT 1";

    public override bool HandsOutUntested => true;

    public override bool NeedsToken => true;

    public override ReadOnlySession ReadOnly { get; } = new PostgreSqlReadOnlySession();

    public override int? PortOf(ConfigurationSnapshot snapshot) => PostgreSqlSocket.PortOf(snapshot);

    public override DriverSource CreateSource(SessionContext context, SourceMode mode) => new PostgreSqlSource(context, mode);

    public override KeptPassword FindPassword(DatabaseTarget target, ConfigurationSnapshot snapshot) =>
        PasswordFile.Find(target, snapshot, HostEnvironment.Process);

    public override bool? OffersTls(DatabaseTarget target) => TlsOffer.AskFor(target);

    public override bool RefusesPair(Exception error) => error is PostgresException
    {
        SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification,
    } refusal && !PostgreSqlFaults.IsAboutRules(refusal);

    public override int IdentityOf(DbConnection connection) => ((NpgsqlConnection)connection).ProcessID;

    public override Liveness Validate(DbConnection connection)
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

    public override void Commit(DbTransaction transaction)
    {
        using DbCommand command = ComposeCommit(transaction);
        command.ExecuteNonQuery();
    }

    public override async Task CommitAsync(DbTransaction transaction)
    {
        DbCommand command = ComposeCommit(transaction);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    public override bool IsLoss(Exception error) => PostgreSqlFaults.IsLoss(error);

    public override Remedy RemedyFor(Exception error, SessionContext context) => error switch
    {
        ObjectDisposedException => Remedy.NewestSource,
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            Remedy.FreshCredentials,
        NpgsqlException when PostgreSqlFaults.SaysNoTls(error) && context.Target.UseTls is null && !context.IsPlain => Remedy.WithoutTls,
        _ => Remedy.None,
    };

    public override Fault Explain(Exception error, SessionContext context) => PostgreSqlFaults.Explain(error, context);

    public override string TextOf(Exception error) => PostgreSqlFaults.TextOf(error);

    public override Task<ServerReport> ReportAsync(DbConnection connection, Func<DateTimeOffset> clock, CancellationToken cancellationToken) =>
        PostgreSqlReport.ReadAsync(connection, clock, cancellationToken);

    /// <summary>
    /// The server answers COMMIT in a transaction in which a statement has failed with ROLLBACK, which is not an error, and the driver says nothing. In
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
