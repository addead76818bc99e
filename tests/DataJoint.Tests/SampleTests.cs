using DataJoint.Connections;
using DataJoint.Servers;

namespace DataJoint.Tests;

/// <summary>The samples for Dapper and EF Core run as they are, on SQLite and on real servers: only datajoint.json differs.</summary>
public sealed class SampleTests : IDisposable
{
    private static readonly string[] Expected = ["mouse-7, session 1: 118 trials", "mouse-7, session 2: 204 trials"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("datajoint-sample-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("dapper", "DapperSample")]
    [InlineData("efcore", "EfCoreSample")]
    public async Task A_sample_runs_with_nothing_installed(string folder, string program)
    {
        File.Copy(Path.Combine(SampleProgram.Checkout, "samples", folder, "datajoint.json"), Path.Combine(_folder.FullName, "datajoint.json"));
        await ShouldWriteAndRead(program, "sqlite");
        await ShouldWriteAndRead(program, "sqlite");
    }

    [Fact]
    public async Task Dapper_runs_on_MariaDB() => await ShouldRun("DapperSample", await MariaDbServer.SharedAsync(), "mysql");

    [Fact]
    public async Task Dapper_runs_on_MySQL() => await ShouldRun("DapperSample", await MySqlServer.SharedAsync(), "mysql");

    [Fact]
    public async Task Dapper_runs_on_PostgreSQL() => await ShouldRun("DapperSample", await PostgreSqlServer.SharedAsync(), "postgresql");

    [Fact]
    public async Task EF_Core_runs_on_PostgreSQL() => await ShouldRun("EfCoreSample", await PostgreSqlServer.SharedAsync(), "postgresql");

    [Fact]
    public async Task EF_Core_says_that_it_has_no_provider_for_MySQL()
    {
        using Project project = ProjectFor(await MariaDbServer.SharedAsync(), "mysql");
        (int exitCode, string output) = await SampleProgram.RunAsync("EfCoreSample", project.Root);
        exitCode.ShouldBe(1, output);
        output.ShouldContain("EF Core 10 has no provider for MySQL");
    }

    // MySQL lets an account with caching_sha2_password in without TLS only once it has logged in before, or when TLS is refused by name.
    private static async Task ShouldRun(string program, DatabaseServer server, string backend)
    {
        string database = "sample_" + Guid.NewGuid().ToString("N");
        using Project project = ProjectFor(server, backend, database);
        SharedSession session = project.Open();
        session.Config["database.name"] = backend == "postgresql" ? "postgres" : "mysql";
        using Connection administrator = session.Config.Connect();
        Execute($"CREATE DATABASE {database}");
        try
        {
            await ShouldWriteAndRead(program, backend, project.Root);
        }
        finally
        {
            // The program has ended, and PostgreSQL's session of it may not have heard of that.
            Execute($"DROP DATABASE {database}{(backend == "postgresql" ? " WITH (FORCE)" : "")}");
        }

        void Execute(string statement)
        {
            using System.Data.Common.DbCommand command = administrator.DbConnection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
    }

    private static Project ProjectFor(DatabaseServer server, string backend, string database = "none")
    {
        Project project = new($$"""
            { "database": { "backend": "{{backend}}", "host": "{{server.Host}}", "port": {{server.Port}}, "user": "{{server.User}}", "name": "{{database}}" } }
            """);
        Directory.CreateDirectory(project[".secrets"]);
        File.WriteAllText(project[".secrets/database.password"], server.Password);
        return project;
    }

    private static async Task ShouldWriteAndRead(string program, string backend, string folder)
    {
        (int exitCode, string output) = await SampleProgram.RunAsync(program, folder);
        exitCode.ShouldBe(0, output);
        string[] lines = output.TrimEnd().Split('\n', StringSplitOptions.TrimEntries);
        lines.ShouldBe([$"wrote 2 sessions to {backend}", .. Expected]);
    }

    private Task ShouldWriteAndRead(string program, string backend) => ShouldWriteAndRead(program, backend, _folder.FullName);
}
