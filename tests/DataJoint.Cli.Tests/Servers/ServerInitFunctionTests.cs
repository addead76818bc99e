namespace DataJoint.Cli.Tests;

/// <summary>What a project lets run at each connection, in a <c>djc sql</c> that only reads, on real servers.</summary>
public sealed class ServerInitFunctionTests
{
    public static TheoryData<string> Products => [TestServer.MariaDb, TestServer.MySql, TestServer.PostgreSql];

    [Theory]
    [MemberData(nameof(Products))]
    public async Task What_writes_needs_a_yes_and_is_named(string product)
    {
        await using ServerProject project = await ServerProject.AtAsync(product);
        project.Sql($"CREATE TABLE {project.Name}.t (i int)", "--yes").ExitCode.ShouldBe(0);
        foreach (string statement in (string[])[
            $"CREATE TABLE {project.Name}.made (i int)", $"INSERT INTO {project.Name}.t VALUES (1)", $"SELECT 1; INSERT INTO {project.Name}.t VALUES (1)",
            $" -- why\n/* not */ insert into {project.Name}.t values (1)"])
        {
            DjcResult refused = Read(project, statement);
            refused.ExitCode.ShouldBe(2, refused.All);
            refused.Error.ShouldContain("connection.init_function (--set)");
            refused.Error.ShouldContain("--yes");
        }

        project.Value($"SELECT count(*) FROM {project.Name}.t").ShouldBe("0");
        DjcResult allowed = Read(project, $"INSERT INTO {project.Name}.t VALUES (1)", "--yes");
        allowed.Error.ShouldContain("note: connection.init_function (--set) begins with INSERT and may write");
        project.Value($"SELECT count(*) FROM {project.Name}.t").ShouldBe("1");
    }

    [Theory]
    [InlineData(TestServer.MySql, "SET SESSION transaction_read_only = 0")]
    [InlineData(TestServer.MySql, "SET @@transaction_read_only = 0")]
    [InlineData(TestServer.MariaDb, "SET @@tx_read_only = 0")]
    [InlineData(TestServer.MariaDb, "SET SESSION TRANSACTION READ WRITE")]
    [InlineData(TestServer.MariaDb, "START TRANSACTION READ WRITE")]
    [InlineData(TestServer.MySql, "SELECT 1 /*!50000 INTO @x */")]
    [InlineData(TestServer.MySql, "SELECT 1 INTO OUTFILE '/tmp/djc-never'")]
    [InlineData(TestServer.PostgreSql, "SET default_transaction_read_only = off")]
    [InlineData(TestServer.PostgreSql, "RESET ALL")]
    [InlineData(TestServer.PostgreSql, "BEGIN READ WRITE")]
    [InlineData(TestServer.PostgreSql, "SELECT set_config('default_transaction_read_only', 'off', false)")]
    [InlineData(TestServer.PostgreSql, "SELECT lo_export(1, '/tmp/djc-never')")]
    [InlineData(TestServer.PostgreSql, "DO $$ BEGIN END $$")]
    [InlineData(TestServer.PostgreSql, "COPY (SELECT 1) TO PROGRAM 'true'")]
    public async Task What_leads_out_of_the_read_only_session_needs_a_yes(string product, string statement)
    {
        await using ServerProject project = await ServerProject.AtAsync(product);

        DjcResult refused = Read(project, statement);

        refused.ExitCode.ShouldBe(2, refused.All);
        refused.Error.ShouldContain("connection.init_function (--set)");
    }

    [Fact]
    public async Task An_insert_within_a_query_is_refused_by_the_server()
    {
        await using ServerProject project = await ServerProject.AtAsync(TestServer.PostgreSql);
        project.Sql($"CREATE TABLE {project.Name}.t (i int)", "--yes").ExitCode.ShouldBe(0);

        DjcResult refused = Read(project, $"WITH a AS (INSERT INTO {project.Name}.t VALUES (1) RETURNING i) SELECT * FROM a");

        refused.ExitCode.ShouldBe(2, refused.All);
        refused.Error.ShouldContain("connection.init_function (--set) would write");
        project.Value($"SELECT count(*) FROM {project.Name}.t").ShouldBe("0");
    }

    [Theory]
    [InlineData(TestServer.MySql, "SET SESSION time_zone = '+03:00', sql_mode = CONCAT(@@sql_mode, ',NO_ZERO_DATE'), @a := 1", "SELECT @@time_zone", "+03:00")]
    [InlineData(TestServer.MariaDb, "SET NAMES utf8mb4", "SELECT 7", "7")]
    [InlineData(TestServer.MariaDb, "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED", "SELECT @@tx_isolation", "READ-COMMITTED")]
    [InlineData(TestServer.MySql, "SET ROLE NONE", "SELECT 7", "7")]
    [InlineData(TestServer.PostgreSql, "SET ROLE NONE", "SELECT 7", "7")]
    [InlineData(TestServer.PostgreSql, "SET TIME ZONE 'UTC+3'", "SELECT 7", "7")]
    [InlineData(TestServer.PostgreSql, "SET search_path TO pg_catalog, public;", "SHOW search_path", "pg_catalog, public")]
    public async Task What_sets_up_a_session_needs_none(string product, string statement, string question, string answer)
    {
        await using ServerProject project = await ServerProject.AtAsync(product);

        DjcResult result = project.Sql(question, "--format", "json", "--set", "connection.init_function=" + statement);

        result.ExitCode.ShouldBe(0, result.All);
        result.Output.ShouldContain(answer);
    }

    private static DjcResult Read(ServerProject project, string statement, params string[] options) =>
        project.Run(["sql", "SELECT 1", "--set", "connection.init_function=" + statement, .. options]);
}
