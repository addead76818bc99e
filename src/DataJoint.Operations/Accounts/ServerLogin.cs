using System.Data.Common;
using System.Net.Sockets;
using DataJoint.Configuration;
using DataJoint.Connections;
using DataJoint.Operations.Passwords;

namespace DataJoint.Operations.Accounts;

/// <summary>Logs in at the server that a snapshot names, and changes accounts there.</summary>
internal sealed class ServerLogin(ConfigurationSnapshot snapshot)
{
    /// <summary>What the server answers when it knows the pair no longer: refused, or the account is locked.</summary>
    private static readonly string[] Refusals = [DiagnosticIds.DatabaseCredentialsRefused, DiagnosticIds.DatabaseAccountBlocked];

    /// <summary>Server and database, for messages.</summary>
    public string Server => $"{Display.Sanitize(snapshot.Database.Host)}:{snapshot.Database.Port}";

    /// <summary>Logs in.</summary>
    /// <param name="login">As whom; null means as the settings say.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="ConnectionException">That is not possible.</exception>
    public Task<Connection> OpenAsync(Login? login, CancellationToken cancellationToken) =>
        (login is null ? snapshot : snapshot.WithInPlace(("database.user", login.User), ("database.password", login.Password))).ConnectForProofAsync(cancellationToken);

    /// <summary>Whether the server lets the pair in.</summary>
    /// <exception cref="ConnectionException">It did not say.</exception>
    public async Task<bool> AcceptsAsync(Login login, CancellationToken cancellationToken)
    {
        try
        {
            Connection connection = await OpenAsync(login, cancellationToken).ConfigureAwait(false);
            await connection.DisposeAsync().ConfigureAwait(false);
            return true;
        }
        catch (ConnectionException refused) when (IsRefusal(refused))
        {
            return false;
        }
    }

    /// <summary>Whether the server has said that it does not take the pair.</summary>
    public static bool IsRefusal(ConnectionException answer) => Refusals.Contains(answer.Diagnostic.Id);

    /// <summary>Runs a statement that holds passwords.</summary>
    /// <exception cref="ConnectionException">It failed; none of the passwords is in the exception.</exception>
    public static async Task RunAsync(Connection session, string statement, CancellationToken cancellationToken, params Secret[] passwords)
    {
        DbConnection connection = session.DbConnection;
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = statement;
            try
            {
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (error is DbException or IOException or SocketException or InvalidOperationException)
            {
                ConnectionException told = session.Explain(error);
                throw new ConnectionException([.. told.Diagnostics.Select(each => WithoutPasswords(each, passwords))], told.IsTransient);
            }
        }
    }

    /// <summary>A server may quote the statement, and the quotation may be cut: where a part of a password is in it, none of it is told.</summary>
    private static Diagnostic WithoutPasswords(Diagnostic told, Secret[] passwords) => passwords.Any(password => IsPartIn(told.Message, password.Reveal()))
        ? new Diagnostic(told.Rule, "the server refused the statement, and its message is not shown: it quotes the password", told.Hint, told.Origin)
        : told;

    private static bool IsPartIn(string message, string password)
    {
        const int part = 6;
        return Enumerable.Range(0, Math.Max(0, password.Length - part + 1)).Any(start => message.Contains(password.Substring(start, part), StringComparison.Ordinal))
            || (password.Length is > 0 and < part && message.Contains(password, StringComparison.Ordinal));
    }
}
