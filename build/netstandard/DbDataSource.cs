using System.Data.Common;

namespace DataJoint;

/// <summary>What opens connections; for the inside of this library alone, since .NET Framework has no such class to hand out.</summary>
internal abstract class DbDataSource : IDisposable
{
    public abstract string ConnectionString { get; }

    public DbConnection CreateConnection() => CreateDbConnection();

    public DbConnection OpenConnection() => OpenDbConnection();

    public ValueTask<DbConnection> OpenConnectionAsync(CancellationToken cancellationToken = default) => OpenDbConnectionAsync(cancellationToken);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract DbConnection CreateDbConnection();

    protected abstract DbConnection OpenDbConnection();

    protected abstract ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default);

    protected virtual void Dispose(bool disposing)
    {
    }
}
