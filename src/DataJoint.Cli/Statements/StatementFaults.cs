using System.Data.Common;
using DataJoint.Configuration;
using DataJoint.Connections;
using DataJoint.Connections.Faults;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace DataJoint.Cli.Statements;

/// <summary>Says why a statement failed, in the words of its database. The connection was open, so most of it is about the statement.</summary>
internal sealed class StatementFaults(Connection connection, IReadOnlyList<Secret> passwords)
{
    private const int Most = 1000;

    // https://sqlite.org/rescode.html: what is wrong with the statement and not with the file.
    private const int SqlError = 1;
    private const int TooBig = 18;
    private const int Constraint = 19;
    private const int Mismatch = 20;

    // What becomes of the session, and not of the statement: https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static readonly string[] SessionClasses = ["08", "57P", "53300"];

    public ConnectionException Explain(DbException error) => error switch
    {
        SqliteException { SqliteErrorCode: SqlError or TooBig or Constraint or Mismatch } => Refused(error, WordsOf(error.Message), null),
        PostgresException refusal when !Array.Exists(SessionClasses, c => refusal.SqlState.StartsWith(c, StringComparison.Ordinal)) =>
            Refused(error, refusal.MessageText, refusal.Hint),
        MySqlException { Number: > 0 and not (int)MySqlErrorCode.UnableToConnectToHost } when !connection.Driver.IsLoss(error) && !connection.Driver.BlocksAccount(error) =>
            Refused(error, error.Message, null),
        _ => connection.Explain(error),
    };

    /// <summary>What a driver finds wrong before or after the database has seen it.</summary>
    public ConnectionException Explain(Exception error) => error is NotSupportedException
        ? Refused(error, "djc sql cannot run statements of this kind, such as COPY to or from the client", "use the client of the database; djc conn --help shows its name")
        : Refused(error, error.Message, null);

    private ConnectionException Refused(Exception error, string words, string? hint) => new(
        [new Diagnostic(DatabaseRules.StatementRefused, Printable(words), hint is null ? null : Printable(hint))],
        isTransient: false, Redaction.Harmless(error, passwords));

    /// <summary>A statement may hold the password of the session, and servers quote statements.</summary>
    private string Printable(string words) => Display.Sanitize(Redaction.Mask(words.TrimEnd(), passwords), Most);

    /// <summary>What SQLite says, out of <c>SQLite Error 1: '…'.</c></summary>
    private static string WordsOf(string message)
    {
        int start = message.IndexOf('\'', StringComparison.Ordinal);
        int end = message.LastIndexOf('\'');
        return start < end ? message[(start + 1)..end] : message;
    }
}
