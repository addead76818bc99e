using System.Data.Common;

namespace DataJoint.Connections.Drivers;

/// <summary>A driver's data source for one target. Disposing closes the idle connections of its pool; those in use close when they come back.</summary>
/// <param name="context">What the source is for, and where it notes what it learns.</param>
internal abstract class DriverSource(SessionContext context) : IDisposable
{
    /// <summary>The driver's connection string; the password is not in it.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>Whether the synchronous opening of a new connection can last longer than it may.</summary>
    public virtual bool MayHang => false;

    /// <summary>Whether it must be known whether the server offers TLS before a connection is made that somebody else opens.</summary>
    public virtual bool MustKnowTlsFirst => false;

    protected SessionContext Context => context;

    /// <summary>Makes a connection that is not open yet.</summary>
    public abstract DbConnection Create();

    /// <summary>Makes a connection that is not open yet, for an opening that is not to log in.</summary>
    public virtual DbConnection CreateForPooled() => Create();

    /// <summary>What a freshly opened connection still needs.</summary>
    /// <exception cref="InitFunctionException"><c>connection.init_function</c> failed.</exception>
    public virtual void Prepare(DbConnection connection)
    {
    }

    /// <summary>The same, asynchronously.</summary>
    public virtual ValueTask PrepareAsync(DbConnection connection, CancellationToken cancellationToken) => default;

    /// <summary>Closes the idle connections of the pool.</summary>
    public virtual void ClearPool()
    {
    }

    public abstract void Dispose();
}
