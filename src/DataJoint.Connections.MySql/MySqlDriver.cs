using System.Data;
using System.Data.Common;
using System.Net.Sockets;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Faults;
using MySqlConnector;

namespace DataJoint.Connections.MySql;

/// <summary>MySQL and MariaDB, by MySqlConnector.</summary>
internal sealed class MySqlDriver : DatabaseDriver
{
    public override string Backend => "mysql";

    public override string PingStatement => "DO 0";

    public override ReadOnlySession ReadOnly { get; } = new MySqlReadOnlySession();

    public override DriverSource CreateSource(SessionContext context, SourceMode mode) => new MySqlSource(context, mode);

    public override bool RefusesPair(Exception error) =>
        error is MySqlException { ErrorCode: MySqlErrorCode.AccessDenied or MySqlFaults.AccessDeniedNoPassword };

    public override bool BlocksAccount(Exception error) => MySqlFaults.BlocksAccount(error);

    public override Liveness Validate(DbConnection connection)
    {
        try
        {
            // Without the transaction that is open on the connection, if any, the driver refuses before it sends anything.
            using DbCommand command = connection.CreateCommand();
            command.CommandText = PingStatement;
            command.CommandTimeout = PingTimeout;
            command.ExecuteNonQuery();
            return Liveness.Alive;
        }
        catch (InvalidOperationException)
        {
            return Liveness.InUse;
        }
        catch (Exception error) when (error is MySqlException or IOException or SocketException)
        {
            return IsLoss(error) || connection.State != ConnectionState.Open ? Liveness.Lost : Liveness.Alive;
        }
    }

    public override bool IsLoss(Exception error) => MySqlFaults.IsLoss(error);

    public override Remedy RemedyFor(Exception error, SessionContext context) => error switch
    {
        ObjectDisposedException => Remedy.NewestSource,
        MySqlException refusal when MySqlFaults.RefusesCredentials(refusal) => Remedy.FreshCredentials,
        MySqlException { InnerException: MySqlException { ErrorCode: MySqlErrorCode.CommandTimeoutExpired } } when context is { IsPooled: true, HasOpened: true } =>
            Remedy.FreshPool,
        _ => Remedy.None,
    };

    public override Fault Explain(Exception error, SessionContext context) => MySqlFaults.Explain(error, context);

    public override Task<ServerReport> ReportAsync(DbConnection connection, Func<DateTimeOffset> clock, CancellationToken cancellationToken) =>
        MySqlReport.ReadAsync(connection, clock, cancellationToken);
}
