using System.Data.Common;
using DataJoint;
using DataJoint.Connections;
using DataJoint.Connections.PostgreSql;
using DataJoint.Connections.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Laboratory;

/// <summary>EF Core on the connections that DataJoint opens. Run it where datajoint.json is.</summary>
internal static class Program
{
    private static async Task<int> Main()
    {
        // MySQL comes with DataJoint; these two only with project references: a package reference does this by itself.
        PostgreSqlBackend.Register();
        SqliteBackend.Register();

        try
        {
            await using DbDataSource source = DJ.Config.CreateDataSource();
            await WriteAsync(source);
            await ReadAsync(source);
            return 0;
        }
        catch (Exception error) when (error is DbException or NotSupportedException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }

    private static async Task WriteAsync(DbDataSource source)
    {
        await using LaboratoryContext lab = new(source, DJ.Config.Database.Backend);
        await lab.Database.EnsureCreatedAsync();
        await lab.Sessions.Where(session => session.Subject == "mouse-7").ExecuteDeleteAsync();
        lab.Sessions.AddRange(
            new Session { Subject = "mouse-7", Number = 1, Trials = 118 },
            new Session { Subject = "mouse-7", Number = 2, Trials = 204 });
        Console.WriteLine($"wrote {await lab.SaveChangesAsync()} sessions to {DJ.Config.Database.Backend}");
    }

    private static async Task ReadAsync(DbDataSource source)
    {
        await using LaboratoryContext lab = new(source, DJ.Config.Database.Backend);
        await foreach (Session session in lab.Sessions.OrderBy(session => session.Number).AsAsyncEnumerable())
        {
            Console.WriteLine($"{session.Subject}, session {session.Number}: {session.Trials} trials");
        }
    }
}
