using System.Data.Common;
using System.Reactive.Linq;
using DataJoint.Connections;

namespace DataJoint.Framework.Tests;

/// <summary>The operators of samples/bonsai, driven as a workflow does.</summary>
public sealed class BonsaiSampleTests
{
    private static RealServer Server => WarmServer.Of("mysql", "mysql");

    [Fact]
    public async Task A_workflow_opens_the_database_and_inserts_rows()
    {
        using Rig rig = new(Server, "mysql", "\"use_tls\": false, \"name\": \"mysql\"");
        string table = "trial" + Guid.NewGuid().ToString("N");
        OpenDatabase open = new() { Project = rig.Root };
        InsertRows insert = new() { Project = rig.Root, Table = "mysql." + table };
        IObservable<IDictionary<string, object>> rows = Observable.Range(1, 3).Select(i => (IDictionary<string, object>)new Dictionary<string, object>
        {
            ["trial"] = i,
            ["an`swer"] = "'); DROP TABLE x; --",
        });

        // The connection is open as long as the sequence runs.
        string? count = await open.Generate().SelectMany(async connection =>
        {
            Run(connection, $"CREATE TABLE {table} (trial INT, `an``swer` VARCHAR(50))");
            await insert.Process(rows).ToArray();
            string? found = Run(connection, $"SELECT COUNT(*) FROM {table} WHERE `an``swer` LIKE '%DROP%'");
            Run(connection, $"DROP TABLE {table}");
            return found;
        }).FirstAsync();

        count.ShouldBe("3");
    }

    [Fact]
    public async Task A_workflow_puts_files_and_never_replaces_one()
    {
        using Rig rig = new(Server, "mysql", "\"use_tls\": false");
        rig.Write("session1.bin", "one");
        rig.Write("session2.bin", "two");
        PutFiles put = new() { Project = rig.Root, Folder = "raw/today/" };
        string[] paths = [Path.Combine(rig.Root, "session1.bin"), Path.Combine(rig.Root, "session2.bin")];

        (await put.Process(paths.ToObservable()).ToArray()).ShouldBe(paths);

        File.ReadAllText(Path.Combine(rig.Root, "data/raw/today/session2.bin")).ShouldBe("two");
        rig.Write("session1.bin", "another");
        (await Should.ThrowAsync<DataJoint.Stores.StoreException>(async () => await put.Process(paths.ToObservable()).ToArray())).Diagnostic.Id.ShouldBe("DJ4103");
        File.ReadAllText(Path.Combine(rig.Root, "data/raw/today/session1.bin")).ShouldBe("one");
    }

    private static string? Run(Connection connection, string statement)
    {
        using DbCommand command = connection.DbConnection.CreateCommand();
        command.CommandText = statement;
        return command.ExecuteScalar()?.ToString();
    }
}
