using System.Data.Common;
using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Security.Cryptography;
using DataJoint.Configuration;

namespace DataJoint.Connections;

/// <summary>Opens connections as the newest settings say, and hands out the driver's own.</summary>
/// <remarks>
/// Each opening compares the settings with those of the generation in force. A refusal of user and password leads to one fresh reading of the
/// settings and one more attempt with the new pair; an unchanged pair is not tried again, so that no account is locked.
/// </remarks>
internal sealed class ConnectionSource : DbDataSource
{
    // A pool that is given up while openings are under way, twice in a row, is rare; more often would be a fault of ours.
    private const int MostAttempts = 4;

    private readonly GenerationKeeper _keeper;
    private readonly PoolMemory _memory;

    /// <summary>Prepares; nothing is opened yet.</summary>
    /// <exception cref="ConnectionException">A setting is missing, or names a file that cannot be used.</exception>
    internal ConnectionSource(SettingsFeed feed, SourceMode mode)
    {
        _keeper = new GenerationKeeper(feed, mode);
        _memory = new PoolMemory(mode.MaximumPoolSize);
        TestsIdle = mode.IsPooled;
    }

    /// <summary>For the source that a configuration keeps, which goes when the configuration does.</summary>
    ~ConnectionSource() => Dispose(false);

    /// <summary>The driver's connection string; the password is not in it.</summary>
    public override string ConnectionString => _keeper.Last.Source.ConnectionString;

    /// <summary>What was worth a warning so far.</summary>
    internal IReadOnlyList<Diagnostic> Warnings => _keeper.Warnings;

    private bool TestsIdle { get; }

    /// <summary>To where connections lead; no credential.</summary>
    /// <returns>For example <c>mysql alice@db.example.com:3306/lab</c>.</returns>
    public override string ToString() => _keeper.Last.Target.ToString();

    /// <summary>Puts a failure of an open connection into people's words.</summary>
    internal static ConnectionException Explain(Exception error, Generation generation)
    {
        if (error is ConnectionException own)
        {
            return own;
        }

        Fault fault = generation.Driver.IsLoss(error)
            ? CommonFaults.Gone(generation.Target)
            : CommonFaults.OnOpenConnection(generation.Driver.Explain(error, generation), error, generation);
        return fault.ToException(generation, error);
    }

    protected override DbConnection CreateDbConnection()
    {
        Generation generation = _keeper.Current();
        if (generation.IsDueToAskForTls)
        {
            generation = _keeper.AskForTlsAgain(generation);
        }
        else if (generation.Driver.MustKnowTlsFirst(generation))
        {
            generation = _keeper.LearnTls(generation);
        }

        return generation.Driver.Create(generation);
    }

    protected override DbConnection OpenDbConnection() => OpenWithGeneration().Connection;

    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        ValueTask<Opened> opening = OpenWithGenerationAsync(cancellationToken);
        return opening.IsCompletedSuccessfully ? new ValueTask<DbConnection>(opening.Result.Connection) : ConnectionOfAsync(opening);
    }

    /// <summary>Opens a connection, and tells with which generation: another one may be in force by the time that it is open.</summary>
    internal Opened OpenWithGeneration()
    {
        Generation generation = _keeper.Current();
        if (generation.IsDueToAskForTls)
        {
            generation = _keeper.AskForTlsAgain(generation);
        }

        TimeSpan waited = TimeSpan.Zero;
        bool isRenewed = false;
        for (int attempt = 1; ; attempt++)
        {
            int version = generation.PasswordVersion;
            DbConnection? connection = null;
            try
            {
                connection = OpenHere(generation);
                generation.Driver.Prepare(connection, generation);
            }
            catch (Exception error) when (IsAnswer(error))
            {
                connection?.Dispose();
                Generation? next = attempt < MostAttempts ? _keeper.Follow(error, generation, version, attempt, ref isRenewed) : null;
                if (next is null)
                {
                    throw Describe(error, generation, waited);
                }

                waited += Stalls.TimeOf(error, generation);
                Stalls.ThrowIfSilent(generation, waited);
                generation = next;
                continue;
            }
            catch
            {
                connection?.Dispose();
                throw;
            }

            generation.NoteOpened();
            if (!NeedsLook(connection, generation))
            {
                return new Opened(connection, generation);
            }

            long begin = Stopwatch.GetTimestamp();
            if (generation.Driver.Look(connection) != Liveness.Lost)
            {
                return new Opened(connection, generation);
            }

            connection.Dispose();
            generation.Driver.ClearPool(generation);
            waited += Stopwatch.GetElapsedTime(begin);
            Stalls.ThrowIfSilent(generation, waited);
        }
    }

    /// <summary>The same, asynchronously.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<Opened> OpenWithGenerationAsync(CancellationToken cancellationToken)
    {
        Generation generation = _keeper.Current();
        if (generation.IsDueToAskForTls)
        {
            generation = await AskForTlsAgainAsync(generation, cancellationToken).ConfigureAwait(false);
        }

        TimeSpan waited = TimeSpan.Zero;
        bool isRenewed = false;
        for (int attempt = 1; ; attempt++)
        {
            int version = generation.PasswordVersion;
            DbConnection? connection = null;
            try
            {
                DbConnection opening = generation.Driver.Create(generation);
                await (generation.HasOpened ? PatientOpening.RunAsync(opening, cancellationToken) : FirstOpening.RunAsync(opening, generation, cancellationToken)).ConfigureAwait(false);
                connection = opening;
                await generation.Driver.PrepareAsync(connection, generation, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (IsAnswer(error))
            {
                await DisposeOfAsync(connection).ConfigureAwait(false);
                Generation? next = attempt < MostAttempts ? _keeper.Follow(error, generation, version, attempt, ref isRenewed) : null;
                if (next is null)
                {
                    throw await DescribeAsync(error, generation, waited, cancellationToken).ConfigureAwait(false);
                }

                waited += Stalls.TimeOf(error, generation);
                await Stalls.ThrowIfSilentAsync(generation, waited, cancellationToken).ConfigureAwait(false);
                generation = next;
                continue;
            }
            catch
            {
                await DisposeOfAsync(connection).ConfigureAwait(false);
                throw;
            }

            generation.NoteOpened();
            if (!NeedsLook(connection, generation))
            {
                return new Opened(connection, generation);
            }

            long begin = Stopwatch.GetTimestamp();
            if (await LookAsync(connection, generation, cancellationToken).ConfigureAwait(false) != Liveness.Lost)
            {
                return new Opened(connection, generation);
            }

            await connection.DisposeAsync().ConfigureAwait(false);
            generation.Driver.ClearPool(generation);
            waited += Stopwatch.GetElapsedTime(begin);
            await Stalls.ThrowIfSilentAsync(generation, waited, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Also when it is disposed of asynchronously, and when it was forgotten: the drivers keep their data sources in lists of their own, so those would stay for ever.</summary>
    protected override void Dispose(bool disposing)
    {
        _keeper?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Whether an exception is the driver's or the server's answer; others are faults of a program.</summary>
    /// <remarks>The last five come out of the drivers when the bytes that they read are not of their protocol.</remarks>
    private static bool IsAnswer(Exception error) =>
        error is (DbException and not ConnectionException) or InitFunctionException or NotSupportedException or SocketException or TimeoutException
            or IOException or AuthenticationException or CryptographicException
            or FormatException or InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<DbConnection> ConnectionOfAsync(ValueTask<Opened> opening) => (await opening.ConfigureAwait(false)).Connection;

    /// <summary>Creates and opens a connection; leaves none behind when that fails.</summary>
    private static DbConnection OpenHere(Generation generation)
    {
        DbConnection connection = generation.Driver.Create(generation);
        if (generation.HasOpened || generation.Target.IsEmbedded)
        {
            try
            {
                connection.Open();
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
        else
        {
            FirstOpening.Run(connection, generation);
        }

        return connection;
    }

    /// <summary>One whose opening failed or was given up is not here: it is closed already, or will be when the driver is done with it.</summary>
    private static ValueTask DisposeOfAsync(DbConnection? connection) => connection?.DisposeAsync() ?? default;

    // Methods of their own: where a lambda stands, its variables are objects on the heap at every opening, whether it is run or not.
    private static Exception LookAndDescribe(Exception error, Generation generation, TimeSpan waited) =>
        Task.Run(() => DescribeAsync(error, generation, waited, CancellationToken.None)).GetAwaiter().GetResult();

    /// <summary>What is clear needs no thread of the pool: all of them may be waiting here, and each new one takes .NET half a second.</summary>
    private static Exception Describe(Exception error, Generation generation, TimeSpan waited) =>
        DescribeOurOwn(error, generation)
            ?? (generation.Driver.Explain(error, generation) is { IsVague: false } fault
                ? fault.ToException(generation, error)
                : LookAndDescribe(error, generation, waited));

    private Task<Generation> AskForTlsAgainAsync(Generation generation, CancellationToken cancellationToken) =>
        Task.Run(() => _keeper.AskForTlsAgain(generation), CancellationToken.None).WaitAsync(cancellationToken);

    private static async Task<Liveness> LookAsync(DbConnection connection, Generation generation, CancellationToken cancellationToken)
    {
        Task<Liveness> look = Task.Run(() => generation.Driver.Look(connection), CancellationToken.None);
        try
        {
            return await look.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            PatientOpening.LetGo(connection, look);
            throw;
        }
    }

    private static Exception? DescribeOurOwn(Exception error, Generation generation) => error switch
    {
        ObjectDisposedException => error,
        InitFunctionException { WouldWrite: true } init => new Fault(
            DatabaseRules.InitFunctionWrites,
            $"connection.init_function does not only read, and this command does: {Redaction.Words(init.Message, generation)}",
            "Correct the statement, or remove it: djc config unset connection.init_function")
        { Setting = "connection.init_function" }.ToException(generation, init.Refusal),
        InitFunctionException init => new Fault(
            DatabaseRules.InitFunctionFailed, $"the database is open, but connection.init_function failed: {Redaction.Words(init.Message, generation)}",
            "Correct the statement, or remove it: djc config unset connection.init_function")
        { Setting = "connection.init_function" }.ToException(generation, init.Refusal),
        _ => null,
    };

    private static async Task<Exception> DescribeAsync(Exception error, Generation generation, TimeSpan waited, CancellationToken cancellationToken)
    {
        if (DescribeOurOwn(error, generation) is Exception own)
        {
            return own;
        }

        Fault fault = generation.Driver.Explain(error, generation);
        if (fault.IsVague && await ServerProbe.ExplainAsync(generation.Target, cancellationToken).ConfigureAwait(false) is Fault clearer)
        {
            fault = clearer;
        }

        if (fault.Rule == DatabaseRules.ConnectionTimedOut)
        {
            fault = CommonFaults.TimedOut(generation.Target, waited + TimeSpan.FromSeconds(DatabaseDriver.OpeningPatience));
        }

        return fault.ToException(generation, error);
    }

    private bool NeedsLook(DbConnection connection, Generation generation) =>
        TestsIdle && generation.Target.Reconnects && generation.Driver.HandsOutUntested
        && _memory.NeedsLook(generation.Driver.IdentityOf(connection));
}
