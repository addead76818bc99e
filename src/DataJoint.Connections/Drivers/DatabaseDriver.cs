using System.Data.Common;
using DataJoint.Configuration;
using DataJoint.Connections.Faults;

namespace DataJoint.Connections.Drivers;

/// <summary>Brings a backend to DataJoint: all that differs from one kind of database to the next, but for what belongs to one data source.</summary>
/// <remarks>It holds no state; one instance, registered with <see cref="DatabaseDrivers"/>, serves all data sources from any thread.</remarks>
internal abstract class DatabaseDriver
{
    /// <summary>How long opening may take, in seconds, from the first packet to the end of the login.</summary>
    public static int ConnectTimeout { get; set; } = 10;

    /// <summary>How long an open connection has for a sign of life, in seconds. The driver may wait two more for the answer to a cancellation.</summary>
    public static int PingTimeout { get; set; } = 5;

    /// <summary>What <c>database.backend</c> calls it.</summary>
    public abstract string Backend { get; }

    /// <summary>Whether the database is a file, with neither server nor login.</summary>
    public virtual bool IsEmbedded => false;

    /// <summary>A statement that changes nothing and asks for a sign of life.</summary>
    public abstract string PingStatement { get; }

    /// <summary>Whether a pooled connection that sat idle can be dead when it is handed out.</summary>
    public virtual bool HandsOutUntested => false;

    /// <summary>Whether the asynchronous opening ends in time only when its token is cancelled.</summary>
    public virtual bool NeedsToken => false;

    /// <summary>How a session is kept from writing.</summary>
    public abstract ReadOnlySession ReadOnly { get; }

    /// <summary>The port that counts; null for an embedded database.</summary>
    public virtual int? PortOf(ConfigurationSnapshot snapshot) => snapshot.Database.Port;

    /// <summary>Makes the data source for one target. It holds no password: each new physical connection asks the context for it.</summary>
    public abstract DriverSource CreateSource(SessionContext context, SourceMode mode);

    /// <summary>Asks the server whether it offers TLS, by blocking calls that need no thread of the pool.</summary>
    /// <returns>Null when the server does not say, or when it need not be known before the driver connects.</returns>
    public virtual bool? OffersTls(DatabaseTarget target) => null;

    /// <summary>Looks for a password that the user keeps for this server where other clients of it find one; asked where the configuration has none.</summary>
    /// <param name="target">Where the password would go.</param>
    /// <param name="snapshot">The settings.</param>
    public virtual KeptPassword FindPassword(DatabaseTarget target, ConfigurationSnapshot snapshot) => KeptPassword.None;

    /// <summary>The password as the server's protocol wants it; as it is written by default.</summary>
    public virtual string PreparePassword(string password) => password;

    /// <summary>Whether a refusal is about this user with this password.</summary>
    public virtual bool RefusesPair(Exception error) => false;

    /// <summary>Whether the server knows the user, and lets the account do nothing.</summary>
    public virtual bool BlocksAccount(Exception error) => false;

    /// <summary>A number for the physical connection behind an open one, to know it again; 0 when there is none.</summary>
    public virtual int IdentityOf(DbConnection connection) => 0;

    /// <summary>Asks an open connection for a sign of life, without disturbing a transaction or a reader.</summary>
    public abstract Liveness Validate(DbConnection connection);

    /// <summary>Commits, and returns only when the server has done so.</summary>
    public virtual void Commit(DbTransaction transaction) => transaction.Commit();

    /// <summary>The same, asynchronously.</summary>
    public virtual Task CommitAsync(DbTransaction transaction) => transaction.CommitAsync(CancellationToken.None);

    /// <summary>Whether the driver's exception says that the connection is gone.</summary>
    public abstract bool IsLoss(Exception error);

    /// <summary>What a failed opening calls for.</summary>
    public abstract Remedy RemedyFor(Exception error, SessionContext context);

    /// <summary>Explains a failure: what is wrong, and how to fix it.</summary>
    public abstract Fault Explain(Exception error, SessionContext context);

    /// <summary>What the database says in an exception, without what the driver adds.</summary>
    public virtual string TextOf(Exception error) => error.Message;

    /// <summary>Asks an open connection, without a transaction, about the server and the account. Changes nothing.</summary>
    public abstract Task<ServerReport> ReportAsync(DbConnection connection, Func<DateTimeOffset> clock, CancellationToken cancellationToken);
}
