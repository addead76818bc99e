using System.Data.Common;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Security.Cryptography;
using DataJoint.Configuration;
using DataJoint.Connections.DataSources;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Faults;
using DataJoint.Connections.Logins;
using DataJoint.Connections.Settings;
using DataJoint.Connections.Waiting;

namespace DataJoint.Connections.Opening;

/// <summary>Opens connections as the newest settings say, and hands out the driver's own.</summary>
/// <remarks>
/// Each opening compares the settings with those of the generation in force. A refusal of user and password leads to one fresh reading of the
/// settings and one more attempt with the new pair; an unchanged pair is not tried again, so that no account is locked.
/// </remarks>
internal sealed class ConnectionSource : DbDataSource
{
    // A pool that is given up while openings are under way, twice in a row, is rare; more often would be a fault of ours.
    private const int MaxAttempts = 4;

    private readonly DataSourceRotator _keeper;
    private readonly IdleConnectionTracker _memory;
    private readonly TimeSpan _limit;

    /// <summary>Prepares; nothing is opened yet.</summary>
    /// <exception cref="ConnectionException">A setting is missing, or names a file that cannot be used.</exception>
    public ConnectionSource(SnapshotProvider feed, SourceMode mode)
    {
        _keeper = new DataSourceRotator(feed, mode);
        _memory = new IdleConnectionTracker(mode.MaximumPoolSize);
        _limit = mode.ConnectTimeout;
        TestsIdle = mode.IsPooled;
    }

    /// <summary>For the source that a configuration keeps, which goes when the configuration does.</summary>
    ~ConnectionSource() => Dispose(false);

    /// <summary>The driver's connection string; the password is not in it.</summary>
    public override string ConnectionString => _keeper.Last.Source.ConnectionString;

    /// <summary>What was worth a warning so far.</summary>
    public IReadOnlyList<Diagnostic> Warnings => _keeper.Warnings;

    private bool TestsIdle { get; }

    /// <summary>To where connections lead; no credential.</summary>
    /// <returns>For example <c>mysql alice@db.example.com:3306/lab</c>.</returns>
    public override string ToString() => _keeper.Last.Target.ToString();

    /// <summary>Explains a failure of an open connection.</summary>
    public static ConnectionException Explain(Exception error, DataSourceVersion generation)
    {
        if (error is ConnectionException own)
        {
            return own;
        }

        Fault fault = generation.Driver.IsLoss(error)
            ? CommonFaults.Gone(generation.Target)
            : CommonFaults.OnOpenConnection(generation.Driver.Explain(error, generation.Context), error, generation.Context);
        return fault.ToException(generation.Context, error);
    }

    protected override DbConnection CreateDbConnection()
    {
        DataSourceVersion generation = _keeper.Current();
        var deadline = ConnectDeadline.Start(_limit);
        bool isUserDue = generation.Context.IsUserDue;
        if (isUserDue)
        {
            generation = LoginResolution.FindUser(generation, _keeper, deadline);
        }

        if (generation.IsDueToAskForTls)
        {
            generation = _keeper.AskForTlsAgain(generation);
        }
        else if (generation.Source.MustKnowTlsFirst)
        {
            generation = _keeper.LearnTls(generation);
        }

        if (!generation.Target.IsEmbedded)
        {
            generation.Context.FindPasswordWhenDue();
            if (isUserDue ? generation.Context.HasPasswordReference : generation.Context.IsPasswordDue)
            {
                LoginResolution.FindPassword(generation, deadline);
            }

            ThrowIfPaused(generation);
        }

        return generation.Source.Create();
    }

    protected override DbConnection OpenDbConnection() => OpenWithGeneration().Connection;

    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        ValueTask<Opened> opening = OpenWithGenerationAsync(cancellationToken);
        return opening.IsCompletedSuccessfully ? new ValueTask<DbConnection>(opening.Result.Connection) : ConnectionOfAsync(opening);
    }

    /// <summary>Opens a connection, and tells with which generation: another one may be in force by the time that it is open.</summary>
    public Opened OpenWithGeneration()
    {
        DataSourceVersion generation = _keeper.Current();
        var deadline = ConnectDeadline.Start(_limit);
        if (generation.IsDueToAskForTls)
        {
            generation = _keeper.AskForTlsAgain(generation);
        }

        bool isRenewed = false;
        AskedPair? asked = null;
        for (int attempt = 1; ; attempt++)
        {
            OpeningTurn turn = new(generation);
            if (turn.NeedsUser)
            {
                generation = LoginResolution.FindUser(generation, _keeper, deadline);
                turn = new OpeningTurn(generation);
            }

            asked ??= turn.NeedsPermit && generation.Context.HasReference ? new AskedPair() : null;
            PasswordState password = generation.Context.PasswordState;
            DbConnection connection;
            try
            {
                connection = OpenHere(turn, asked, deadline);
            }
            catch (Exception error) when (IsAnswer(error))
            {
                if (MustOpenAnother(error, ref generation, ref attempt))
                {
                    continue;
                }

                DataSourceVersion? next = attempt < MaxAttempts ? _keeper.Follow(error, generation, password, attempt, ref isRenewed) : null;
                generation = next ?? throw OpenFailure.Describe(error, generation, deadline);
                asked?.NoteRefusal(isRenewed ? error : null);
                continue;
            }

            if (!NeedsValidation(connection, generation) || IsAlive(connection, generation, deadline))
            {
                generation.Pool.NoteHandedOut(connection);
                return new Opened(connection, generation);
            }

            generation.ForgetPool();
        }
    }

    /// <summary>The same, asynchronously.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Opened> OpenWithGenerationAsync(CancellationToken cancellationToken)
    {
        DataSourceVersion generation = _keeper.Current();
        var deadline = ConnectDeadline.Start(_limit);
        if (generation.IsDueToAskForTls)
        {
            generation = await AskForTlsAgainAsync(generation, cancellationToken).ConfigureAwait(false);
        }

        bool isRenewed = false;
        AskedPair? asked = null;
        for (int attempt = 1; ; attempt++)
        {
            OpeningTurn turn = new(generation);
            if (turn.NeedsUser)
            {
                generation = await LoginResolution.FindUserAsync(generation, _keeper, deadline, cancellationToken).ConfigureAwait(false);
                turn = new OpeningTurn(generation);
            }

            asked ??= turn.NeedsPermit && generation.Context.HasReference ? new AskedPair() : null;
            PasswordState password = generation.Context.PasswordState;
            DbConnection connection;
            try
            {
                connection = await OpenHereAsync(turn, asked, deadline, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (IsAnswer(error))
            {
                if (MustOpenAnother(error, ref generation, ref attempt))
                {
                    continue;
                }

                DataSourceVersion? next = attempt < MaxAttempts ? _keeper.Follow(error, generation, password, attempt, ref isRenewed) : null;
                generation = next ?? throw await OpenFailure.DescribeAsync(error, generation, deadline, cancellationToken).ConfigureAwait(false);
                asked?.NoteRefusal(isRenewed ? error : null);
                continue;
            }

            if (!NeedsValidation(connection, generation) || await IsAliveAsync(connection, generation, deadline, cancellationToken).ConfigureAwait(false))
            {
                generation.Pool.NoteHandedOut(connection);
                return new Opened(connection, generation);
            }

            generation.ForgetPool();
        }
    }

    /// <summary>
    /// Also when it is disposed of asynchronously, and when it was forgotten: the drivers keep their data sources in lists of their own, so those would
    /// stay for ever.
    /// </summary>
    protected override void Dispose(bool disposing)
    {
        _keeper?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Nobody sees what becomes of a connection that somebody else opens; but a pair that is known to be refused is not sent.</summary>
    private static void ThrowIfPaused(DataSourceVersion generation)
    {
        try
        {
            LoginGate.Shared.ThrowIfPaused(generation.LoginKey);
        }
        catch (LoginPausedException paused)
        {
            throw paused.Explain(generation.Context).ToException(generation.Context, null);
        }
    }

    /// <summary>Whether an exception is the driver's or the server's answer; others are faults of a program.</summary>
    /// <remarks>The last five come out of the drivers when the bytes that they read are not of their protocol.</remarks>
    private static bool IsAnswer(Exception error) =>
        error is (DbException and not ConnectionException) or InitFunctionException or LoginPausedException or LoginNotPermittedException
            or NotSupportedException or SocketException or TimeoutException or IOException or AuthenticationException or CryptographicException
            or FormatException or InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<DbConnection> ConnectionOfAsync(ValueTask<Opened> opening) => (await opening.ConfigureAwait(false)).Connection;

    /// <summary>Whether the pool, or the pooled connection, that was expected is gone: that is not an attempt. Each turn has other ones, and the deadline ends it.</summary>
    private bool MustOpenAnother(Exception error, ref DataSourceVersion generation, ref int attempt)
    {
        if (error is ObjectDisposedException && !ReferenceEquals(_keeper.Current(), generation))
        {
            // Settings that change quickly may replace several while this opening waits for its turn.
            generation = _keeper.Current();
        }
        else if (error is PooledSilenceException)
        {
            generation.ForgetPool();
        }
        else if (CommonFaults.Find<LoginNotPermittedException>(error) is not null)
        {
            generation.Pool.Forget();
        }
        else
        {
            return false;
        }

        attempt--;
        return true;
    }

    /// <summary>Creates and opens a connection; leaves none behind when that fails.</summary>
    private static DbConnection OpenHere(OpeningTurn turn, AskedPair? asked, ConnectDeadline deadline)
    {
        DataSourceVersion generation = turn.Version;
        if (turn.NeedsPermit)
        {
            generation.Context.FindPassword();
        }

        if (turn.NeedsPassword)
        {
            LoginResolution.FindPassword(generation, deadline);
        }

        asked?.Note(generation);
        LoginPermit? permit = turn.NeedsPermit ? LoginTurns.Take(generation.LoginKey, generation.Context, deadline) : null;
        try
        {
            DbConnection connection = turn.Create();
            CancellableOpen.Run(connection, generation, turn.ExpectsPooled, deadline);
            try
            {
                generation.Source.Prepare(connection);
            }
            catch
            {
                connection.Dispose();
                throw;
            }

            turn.Complete(permit);
            return connection;
        }
        catch (Exception error)
        {
            turn.Fail(permit, error);
            throw;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<DbConnection> OpenHereAsync(OpeningTurn turn, AskedPair? asked, ConnectDeadline deadline, CancellationToken cancellationToken)
    {
        DataSourceVersion generation = turn.Version;
        if (turn.NeedsPermit)
        {
            generation.Context.FindPassword();
        }

        if (turn.NeedsPassword)
        {
            await LoginResolution.FindPasswordAsync(generation, deadline, cancellationToken).ConfigureAwait(false);
        }

        asked?.Note(generation);
        LoginPermit? permit = turn.NeedsPermit ? await LoginTurns.TakeAsync(generation.LoginKey, generation.Context, deadline, cancellationToken).ConfigureAwait(false) : null;
        try
        {
            DbConnection connection = turn.Create();
            await CancellableOpen.RunAsync(connection, generation, turn.ExpectsPooled, deadline, cancellationToken).ConfigureAwait(false);
            try
            {
                await generation.Source.PrepareAsync(connection, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                await connection.DisposeAsync().ConfigureAwait(false);
                throw;
            }

            turn.Complete(permit);
            return connection;
        }
        catch (Exception error)
        {
            turn.Fail(permit, error);
            throw;
        }
    }

    private Task<DataSourceVersion> AskForTlsAgainAsync(DataSourceVersion generation, CancellationToken cancellationToken) =>
        BlockingWork.Run(() => _keeper.AskForTlsAgain(generation)).WaitAsync(cancellationToken);

    /// <summary>Whether a connection that sat idle still answers; closes it when it does not.</summary>
    private static bool IsAlive(DbConnection connection, DataSourceVersion generation, ConnectDeadline deadline)
    {
        Task<Liveness> look = Validate(connection, generation);
        if (Task.WaitAny([look], deadline.RemainingForTest) >= 0 && look.GetAwaiter().GetResult() != Liveness.Lost)
        {
            return true;
        }

        CancellableOpen.LetGo(connection, look);
        return false;
    }

    private static async Task<bool> IsAliveAsync(DbConnection connection, DataSourceVersion generation, ConnectDeadline deadline, CancellationToken cancellationToken)
    {
        Task<Liveness> look = Validate(connection, generation);
        try
        {
            await ConnectDeadline.WaitAsync(look, deadline.RemainingForTest, cancellationToken).ConfigureAwait(false);
            if (await look.ConfigureAwait(false) != Liveness.Lost)
            {
                return true;
            }
        }
        catch (ConnectTimeoutException)
        {
            // Dead, as far as one can wait for it.
        }
        catch (OperationCanceledException)
        {
            CancellableOpen.LetGo(connection, look);
            throw;
        }

        CancellableOpen.LetGo(connection, look);
        return false;
    }

    private static Task<Liveness> Validate(DbConnection connection, DataSourceVersion generation) => BlockingWork.Run(() => generation.Driver.Validate(connection));

    private bool NeedsValidation(DbConnection connection, DataSourceVersion generation) =>
        TestsIdle && generation.Target.Reconnects && generation.Driver.HandsOutUntested
        && _memory.NeedsValidation(generation.Driver.IdentityOf(connection));
}
