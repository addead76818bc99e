using System.Data.Common;
using DataJoint.Configuration;

namespace DataJoint.Operations.Accounts;

/// <summary>How accounts are changed on one kind of server. No statement here holds anything but literals that are quoted right here.</summary>
internal abstract class AccountDialect
{
    /// <summary>Whether an account can have two passwords for a while.</summary>
    public virtual bool KeepsTwoPasswords => false;

    /// <summary>Looks what kind of server it is.</summary>
    public static async Task<AccountDialect> FindAsync(DbConnection session, string backend, CancellationToken cancellationToken)
    {
        if (backend == "postgresql")
        {
            string? iterations = await AskAsync(session, "SELECT current_setting('scram_iterations', true)", cancellationToken).ConfigureAwait(false);
            return new PostgreSqlAccounts(int.TryParse(iterations, out int count) ? count : PostgreSqlAccounts.UsualIterations);
        }

        string version = await AskAsync(session, "SELECT VERSION()", cancellationToken).ConfigureAwait(false) ?? "";
        string mode = await AskAsync(session, "SELECT @@sql_mode", cancellationToken).ConfigureAwait(false) ?? "";
        bool escapes = !mode.Contains("NO_BACKSLASH_ESCAPES", StringComparison.Ordinal);
        return version.Contains("MariaDB", StringComparison.Ordinal) ? new MariaDbAccounts(escapes) : new MySqlAccounts(version, escapes);
    }

    /// <summary>What tells one running server from another.</summary>
    public abstract Task<string> IdentifyAsync(DbConnection session, CancellationToken cancellationToken);

    /// <summary>Whose session it is.</summary>
    public abstract Task<AccountName> FindSelfAsync(DbConnection session, CancellationToken cancellationToken);

    /// <summary>Gives the session's own account another password.</summary>
    /// <param name="next">The new password.</param>
    /// <param name="current">The one in force.</param>
    /// <param name="keepsCurrent">Whether that one goes on working; only where <see cref="KeepsTwoPasswords"/>.</param>
    public abstract string ChangeOwn(Secret next, Secret current, bool keepsCurrent);

    /// <summary>Gives another account a password, for whoever may do that.</summary>
    public abstract string Change(AccountName account, Secret next, bool keepsCurrent);

    /// <summary>Ends the second password of the session's own account, or of another's.</summary>
    public virtual string Discard(AccountName? account) => throw new InvalidOperationException("The server keeps one password.");

    /// <summary>The first value of the first row as text, or null.</summary>
    protected static async Task<string?> AskAsync(DbConnection session, string question, CancellationToken cancellationToken)
    {
        DbCommand command = session.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = question;
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) as string;
        }
    }
}
