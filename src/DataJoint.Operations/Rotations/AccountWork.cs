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

    private AccountWork(Connection session, AccountDialect dialect, AccountName self, bool isAdministrator) =>
        (_session, _dialect, Self, _isAdministrator) = (session, dialect, self, isAdministrator);

    /// <summary>The account of the login that is rotated, as the server names it.</summary>
    public AccountName Self { get; }

    public bool KeepsTwoPasswords => _dialect.KeepsTwoPasswords;

    /// <summary>Opens one.</summary>
    /// <param name="setup">The servers.</param>
    /// <param name="login">The login that works now.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="RotationException">The administrator's server is another one.</exception>
    public static async Task<AccountWork> OpenAsync(RotationSetup setup, Login login, CancellationToken cancellationToken)
    {
        Connection own = await setup.Server.OpenAsync(login, cancellationToken).ConfigureAwait(false);
        Connection? administrator = null;
        try
        {
            AccountDialect dialect = await AccountDialect.FindAsync(own.DbConnection, setup.Backend, cancellationToken).ConfigureAwait(false);
            AccountName self = await dialect.FindSelfAsync(own.DbConnection, cancellationToken).ConfigureAwait(false);
            if (setup.Administrator is null)
            {
                return new AccountWork(own, dialect, self, isAdministrator: false);
            }

            string server = await dialect.IdentifyAsync(own.DbConnection, cancellationToken).ConfigureAwait(false);
            administrator = await setup.Administrator.OpenAsync(null, cancellationToken).ConfigureAwait(false);
            if (await dialect.IdentifyAsync(administrator.DbConnection, cancellationToken).ConfigureAwait(false) != server)
            {
                throw new RotationException(
                    RotationRules.Impossible, $"the administrator's project names another server ({setup.Administrator.Server}) than {setup.Server.Server}", "Name a project of the same server with --admin.");
            }

            await own.DisposeAsync().ConfigureAwait(false);
            return new AccountWork(administrator, dialect, self, isAdministrator: true);
        }
        catch (Exception error)
        {
            await own.DisposeAsync().ConfigureAwait(false);
            if (administrator is not null)
            {
                await administrator.DisposeAsync().ConfigureAwait(false);
            }

            if (error is DbException and not ConnectionException)
            {
                throw own.Explain(error);
            }

            throw;
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
