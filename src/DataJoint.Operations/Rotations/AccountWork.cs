using System.Data.Common;
using DataJoint.Connections;
using DataJoint.Operations.Accounts;
using DataJoint.Operations.Journals;
using DataJoint.Operations.Passwords;

namespace DataJoint.Operations.Rotations;

/// <summary>A session that changes accounts: an administrator's, or that of the login itself.</summary>
internal sealed class AccountWork : IAsyncDisposable
{
    private readonly Connection _session;
    private readonly AccountDialect _dialect;
    private readonly bool _isAdministrator;

    private AccountWork(Connection session, AccountDialect dialect, bool isAdministrator) => (_session, _dialect, _isAdministrator) = (session, dialect, isAdministrator);

    public bool KeepsTwoPasswords => _dialect.KeepsTwoPasswords;

    /// <summary>Opens one.</summary>
    /// <param name="server">The server, as the settings of whoever changes accounts name it.</param>
    /// <param name="login">The login that changes itself; null for an administrator, as those settings say.</param>
    /// <param name="backend">What <c>database.backend</c> calls the server.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public static async Task<AccountWork> OpenAsync(ServerLogin server, Login? login, string backend, CancellationToken cancellationToken)
    {
        Connection session = await server.OpenAsync(login, cancellationToken).ConfigureAwait(false);
        try
        {
            return new AccountWork(session, await AccountDialect.FindAsync(session.DbConnection, backend, cancellationToken).ConfigureAwait(false), login is null);
        }
        catch (Exception error)
        {
            await session.DisposeAsync().ConfigureAwait(false);
            if (error is DbException and not ConnectionException)
            {
                throw session.Explain(error);
            }

            throw;
        }
    }

    /// <summary>The account of a login, as the server names it.</summary>
    public async Task<AccountName> FindAccountAsync(ServerLogin server, Login login, CancellationToken cancellationToken)
    {
        if (!_isAdministrator)
        {
            return await _dialect.FindSelfAsync(_session.DbConnection, cancellationToken).ConfigureAwait(false);
        }

        Connection own = await server.OpenAsync(login, cancellationToken).ConfigureAwait(false);
        await using (own.ConfigureAwait(false))
        {
            return await _dialect.FindSelfAsync(own.DbConnection, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Gives the account of the new login its password.</summary>
    public Task ChangeAsync(RotationPlan plan, CancellationToken cancellationToken)
    {
        bool keeps = plan.Method == RotationMethod.TwoPasswords;
        string statement = plan.ChangesUser || _isAdministrator
            ? _dialect.Change(plan.NextAccount, plan.Next.Password, keeps)
            : _dialect.ChangeOwn(plan.Next.Password, plan.Former.Password, keeps);
        return RunAsync(plan, statement, cancellationToken);
    }

    /// <summary>Takes the former login out of force.</summary>
    public Task RetireAsync(RotationPlan plan, CancellationToken cancellationToken) => plan.Method switch
    {
        RotationMethod.TwoPasswords => RunAsync(plan, _dialect.Discard(_isAdministrator ? plan.FormerAccount : null), cancellationToken),
        RotationMethod.TwoUsers => RunAsync(plan, _dialect.Change(plan.FormerAccount, PasswordMaker.Make(RotationOptions.MaxLength), keepsCurrent: false), cancellationToken),
        _ => Task.CompletedTask,
    };

    /// <summary>Puts the former login back in force.</summary>
    public async Task RestoreAsync(RotationPlan plan, CancellationToken cancellationToken)
    {
        if (plan.ChangesUser)
        {
            return; // nobody touched it
        }

        await RunAsync(
            plan,
            _isAdministrator
                ? _dialect.Change(plan.FormerAccount, plan.Former.Password, keepsCurrent: false)
                : _dialect.ChangeOwn(plan.Former.Password, plan.Next.Password, keepsCurrent: false),
            cancellationToken).ConfigureAwait(false);
        if (plan.Method == RotationMethod.TwoPasswords)
        {
            await RetireAsync(plan, cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private Task RunAsync(RotationPlan plan, string statement, CancellationToken cancellationToken) =>
        ServerLogin.RunAsync(_session, statement, cancellationToken, plan.Next.Password, plan.Former.Password);
}
