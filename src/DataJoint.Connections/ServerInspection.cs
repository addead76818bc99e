using System.Data.Common;
using System.Diagnostics;
using System.Net.Sockets;
using DataJoint.Connections.Drivers;

namespace DataJoint.Connections;

/// <summary>Asks an open connection about its server.</summary>
internal static class ServerInspection
{
    /// <summary>Asks. Nothing is changed.</summary>
    /// <param name="connection">An open connection, without a transaction.</param>
    /// <param name="clock">This machine's clock.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    /// <exception cref="ConnectionException">The server does not answer.</exception>
    public static async Task<ServerReport> ReadAsync(Connection connection, Func<DateTimeOffset> clock, CancellationToken cancellationToken)
    {
        await connection.PingAsync(cancellationToken).ConfigureAwait(false);
        long start = Stopwatch.GetTimestamp();
        await connection.PingAsync(cancellationToken).ConfigureAwait(false);
        TimeSpan latency = Stopwatch.GetElapsedTime(start);
        DatabaseTarget target = connection.DataSourceVersion.Target;
        try
        {
            ServerReport report = await target.Driver.ReportAsync(connection.DbConnection, clock, cancellationToken).ConfigureAwait(false);
            return report with { Latency = latency, IsVerified = report.TlsVersion is not null && target.Tls.IsVerified };
        }
        catch (Exception error) when (error is DbException or IOException or SocketException)
        {
            throw connection.Explain(error);
        }
    }
}
