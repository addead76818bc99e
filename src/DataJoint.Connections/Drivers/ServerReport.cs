using System.Data.Common;
using System.Globalization;

namespace DataJoint.Connections.Drivers;

/// <summary>What an open connection tells about the server and the account. Asking changes nothing.</summary>
internal sealed record ServerReport
{
    /// <summary>For example <c>MariaDB 10.11.6</c>, <c>MySQL 9.7.0</c>, <c>PostgreSQL 15.18</c> or <c>SQLite 3.40.1</c>.</summary>
    public required string Product { get; init; }

    /// <summary>For example <c>TLSv1.3</c>; null when the connection is not encrypted.</summary>
    public string? TlsVersion { get; init; }

    /// <summary>For example <c>TLS_AES_256_GCM_SHA384</c>; null when the connection is not encrypted.</summary>
    public string? TlsCipher { get; init; }

    /// <summary>Whether the server's certificate was verified.</summary>
    public bool IsVerified { get; init; }

    /// <summary>The account as the server sees it, for example <c>alice@10.0.0.7</c>; null on SQLite, which has none.</summary>
    public string? User { get; init; }

    /// <summary>What the account may do, in one line; null on SQLite.</summary>
    public string? Grants { get; init; }

    /// <summary>The right that goes far beyond what a pipeline needs, for example <c>SUPER</c>; null when there is none.</summary>
    public string? ExcessiveRight { get; init; }

    /// <summary>By how much the server's clock is ahead of this machine's; null on SQLite.</summary>
    public TimeSpan? ClockSkew { get; init; }

    /// <summary>The time that one question and its answer take.</summary>
    public required TimeSpan Latency { get; init; }

    /// <summary>The rows of a question, as text.</summary>
    public static async Task<List<string?[]>> AskAsync(DbConnection connection, string question, CancellationToken cancellationToken)
    {
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = question;
            DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                List<string?[]> rows = [];
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    string?[] row = new string?[reader.FieldCount];
                    for (int i = 0; i < row.Length; i++)
                    {
                        row[i] = reader.IsDBNull(i) ? null : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture);
                    }

                    rows.Add(row);
                }

                return rows;
            }
        }
    }

    /// <summary>How far a clock is ahead that said this, seen from the middle of the time that asking took.</summary>
    /// <param name="secondsThere">Seconds since 1970 on the server.</param>
    /// <param name="asked">When the question left.</param>
    /// <param name="answered">When the answer came.</param>
    public static TimeSpan SkewOf(string secondsThere, DateTimeOffset asked, DateTimeOffset answered)
    {
        double there = double.Parse(secondsThere, CultureInfo.InvariantCulture);
        double here = (asked - DateTimeOffset.UnixEpoch).TotalSeconds + ((answered - asked).TotalSeconds / 2);
        return TimeSpan.FromSeconds(there - here);
    }
}
