using System.Data.Common;

namespace DataJoint.Connections;

/// <summary>What differs from one kind of database to the next.</summary>
internal abstract class DatabaseDriver
{
    /// <summary>How long opening may take, in seconds, from the first packet to the end of the login.</summary>
    internal const int OpeningPatience = 10;

    /// <summary>How long an open connection has for a sign of life, in seconds. The driver may wait two more for the answer to a cancellation.</summary>
    internal const int LookPatience = 5;

    /// <summary>A statement that changes nothing and asks for a sign of life.</summary>
    internal abstract string PingStatement { get; }

    /// <summary>Whether a pooled connection that sat idle can be dead when it is handed out.</summary>
    internal abstract bool HandsOutUntested { get; }

    /// <summary>Whether the asynchronous opening ends in time only when its token is cancelled.</summary>
    internal virtual bool NeedsToken => false;

    internal static DatabaseDriver For(DatabaseTarget target) => target.Backend switch
    {
        "sqlite" => SqliteDriver.Instance,
        "postgresql" => PostgreSqlDriver.Instance,
        _ => MySqlDriver.Instance,
    };

    /// <summary>Makes the driver's own data source. It holds no password: each new physical connection asks the generation for it.</summary>
    internal abstract DbDataSource CreateSource(Generation generation, SourceMode mode);

    /// <summary>Makes a connection that is not open yet.</summary>
    internal virtual DbConnection Create(Generation generation) => generation.Source.CreateConnection();

    /// <summary>Makes a connection that is not open yet, for an opening that is not to log in.</summary>
    internal virtual DbConnection CreateForPooled(Generation generation) => Create(generation);

    /// <summary>Whether the synchronous opening of a new connection can last longer than it may.</summary>
    internal virtual bool MayHang(Generation generation) => false;

    /// <summary>Whether a refusal is about this user with this password.</summary>
    internal virtual bool RefusesPair(Exception error) => false;

    /// <summary>What a freshly opened connection still needs.</summary>
    /// <exception cref="ConnectionException"><c>connection.init_function</c> failed.</exception>
    internal virtual void Prepare(DbConnection connection, Generation generation)
    {
    }

    /// <summary>The same, asynchronously.</summary>
    internal virtual ValueTask PrepareAsync(DbConnection connection, Generation generation, CancellationToken cancellationToken) => default;

    /// <summary>Whether it must be known whether the server offers TLS before a connection is made that somebody else opens.</summary>
    internal virtual bool MustKnowTlsFirst(Generation generation) => false;

    /// <summary>Closes the idle connections of the pool.</summary>
    internal virtual void ClearPool(Generation generation)
    {
    }

    /// <summary>A number for the physical connection behind an open one, to know it again; 0 when there is none.</summary>
    internal virtual int IdentityOf(DbConnection connection) => 0;

    /// <summary>Asks an open connection for a sign of life, without disturbing a transaction or a reader.</summary>
    internal abstract Liveness Look(DbConnection connection);

    /// <summary>Commits, and returns only when the server has done so.</summary>
    internal virtual void Commit(DbTransaction transaction) => transaction.Commit();

    /// <summary>The same, asynchronously.</summary>
    internal virtual Task CommitAsync(DbTransaction transaction) => transaction.CommitAsync(CancellationToken.None);

    /// <summary>Whether the driver's exception says that the connection is gone.</summary>
    internal abstract bool IsLoss(Exception error);

    /// <summary>What a failed opening calls for.</summary>
    internal abstract Remedy RemedyFor(Exception error, Generation generation);

    /// <summary>Puts a failure into people's words.</summary>
    internal abstract Fault Explain(Exception error, Generation generation);
}
