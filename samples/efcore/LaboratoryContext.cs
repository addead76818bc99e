using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Laboratory;

/// <summary>The laboratory's database as EF Core sees it. It asks the source for a connection each time it needs one.</summary>
/// <param name="source">From <c>CreateDataSource</c>; it outlives the context.</param>
/// <param name="backend">What <c>database.backend</c> says.</param>
internal sealed class LaboratoryContext(DbDataSource source, string backend) : DbContext
{
    public DbSet<Session> Sessions => Set<Session>();

    protected override void OnConfiguring(DbContextOptionsBuilder options) => _ = backend switch
    {
        "postgresql" => options.UseNpgsql(source),
        "sqlite" => options.UseSqlite(source.CreateConnection(), contextOwnsConnection: true),

        // Pomelo.EntityFrameworkCore.MySql, the provider on the driver that DataJoint hands out, ends at EF Core 9.
        _ => throw new NotSupportedException("EF Core 10 has no provider for MySQL and MariaDB on MySqlConnector; see the sample for Dapper."),
    };

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.Entity<Session>().ToTable("lab_session").HasKey(session => new { session.Subject, session.Number });
}
