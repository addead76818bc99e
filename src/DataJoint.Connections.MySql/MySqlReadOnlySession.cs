using System.Data.Common;
using System.Text;
using DataJoint.Connections.Drivers;
using MySqlConnector;

namespace DataJoint.Connections.MySql;

/// <summary>Read-only sessions of MySQL and MariaDB.</summary>
internal sealed class MySqlReadOnlySession : ReadOnlySession
{
    private const int NoPrepare = 1295; // ER_UNSUPPORTED_PS
    private const int TooManyPrepared = 1461; // ER_MAX_PREPARED_STMT_COUNT_REACHED
    private const int ReadOnly = 1792; // ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION

    // The variable has two names, and servers of some years know both.
    protected override string StateQuery => "SHOW SESSION VARIABLES WHERE Variable_name IN ('transaction_read_only', 'tx_read_only')";

    protected override string TransactionStatement => "START TRANSACTION READ ONLY";

    public override ValueTask BeginAsync(DbConnection connection, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, "SET SESSION TRANSACTION READ ONLY", cancellationToken);

    /// <summary>By the server's own PREPARE, which refuses several: that of the driver cuts the text into statements first.</summary>
    public override async Task<string> PrepareAsync(DbConnection connection, string text, CancellationToken cancellationToken)
    {
        // As digits, since a text has no safe quotes.
        await ExecuteAsync(
            connection, $"SET @djc_statement = CONVERT(0x{Convert.ToHexString(Encoding.UTF8.GetBytes(text))} USING utf8mb4)", cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(connection, "PREPARE djc_statement FROM @djc_statement", cancellationToken).ConfigureAwait(false);
        return "EXECUTE djc_statement";
    }

    public override bool IsUnpreparable(DbException error) => error is MySqlException { Number: NoPrepare or TooManyPrepared };

    public override bool IsRefusal(DbException error) => error is MySqlException { Number: ReadOnly };
}
