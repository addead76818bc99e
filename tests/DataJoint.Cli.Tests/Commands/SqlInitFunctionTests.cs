using Microsoft.Data.Sqlite;

namespace DataJoint.Cli.Tests;

/// <summary>What a project lets run at each connection, in a <c>djc sql</c> that only reads, on an embedded database.</summary>
public sealed class SqlInitFunctionTests : IDisposable
{
    private readonly TemporaryProject _project = new();

    public SqlInitFunctionTests()
    {
        using SqliteConnection connection = new($"Data Source={Path.Combine(_project.Root, "lab.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE t (i INTEGER)";
        command.ExecuteNonQuery();
    }

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("VACUUM INTO 'out'", "begins with VACUUM")]
    [InlineData("  /* why */ vAcUuM INTO 'out'", "begins with VACUUM")]
    [InlineData("ATTACH 'out' AS x", "begins with ATTACH")]
    [InlineData("SELECT 1; ATTACH 'out' AS x", "is not exactly one statement")]
    [InlineData("PRAGMA query_only = OFF", "is a PRAGMA")]
    [InlineData("PRAGMA writable_schema = ON", "is a PRAGMA")]
    [InlineData("INSERT INTO t VALUES (1)", "begins with INSERT")]
    [InlineData("WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a", "would write")]
    [InlineData("BEGIN IMMEDIATE", "begins with BEGIN")]
    [InlineData("anything", "begins with no known keyword")]
    public void What_writes_needs_a_yes_and_is_named(string statement, string expected)
    {
        // The project's own word that nothing need be asked does not count for its own statement.
        Configure(statement, ", \"safemode\": false");

        DjcResult refused = Run("SELECT count(*) FROM t");

        refused.ExitCode.ShouldBe(2, refused.All);
        refused.Error.ShouldContain("connection.init_function (datajoint.json:1:");
        refused.Error.ShouldContain(expected);
        File.Exists(Path.Combine(_project.Root, "out")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("WITH a AS (SELECT 1) DELETE FROM t")]
    [InlineData("WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a")]
    public void A_project_does_not_consent_to_its_own_statement_when_the_users_writes(string statement)
    {
        Configure("SELECT 1");
        Run("INSERT INTO t VALUES (5)", "--yes").ExitCode.ShouldBe(0);
        Configure(statement, ", \"safemode\": false");

        DjcResult refused = Run("INSERT INTO t VALUES (6)");

        refused.ExitCode.ShouldBe(2, refused.All);
        refused.Error.ShouldContain("would write");
        Configure("SELECT 1");
        Run("SELECT group_concat(i) AS all_of_them FROM t").Output.ShouldContain("5");
        Run("SELECT count(*) FROM t WHERE i <> 5", "--format", "csv").Output.ShouldContain("0");
    }

    [Fact]
    public void Nothing_sets_a_pointer_to_code()
    {
        const string statement = "SELECT fts3_tokenizer('porter', x'4141414141414141')";
        Configure(statement);
        Run("SELECT 1").All.ShouldContain("connection.init_function failed");

        Configure("SELECT 1");
        Run(statement).ExitCode.ShouldBe(1);
        Run(statement, "--yes").ExitCode.ShouldBe(1);
    }

    [Theory]
    [InlineData("EXPLAIN PRAGMA temp_store_directory = '.'")]
    [InlineData("EXPLAIN QUERY PLAN PRAGMA writable_schema = 1")]
    public void An_explained_pragma_is_one_that_runs(string statement)
    {
        Configure(statement);

        DjcResult refused = Run("SELECT count(*) FROM t");

        refused.ExitCode.ShouldBe(2, refused.All);
        refused.Error.ShouldContain("is a PRAGMA");
    }

    [Theory]
    [InlineData("PRAGMA foreign_keys = ON")]
    [InlineData("pragma busy_timeout = 100;")]
    [InlineData("SELECT 1")]
    public void What_sets_up_a_session_needs_none(string statement)
    {
        Configure(statement);

        DjcResult result = Run("SELECT count(*) FROM t");

        result.ExitCode.ShouldBe(0, result.All);
    }

    [Fact]
    public void With_a_yes_it_runs_and_is_named()
    {
        Configure("INSERT INTO t VALUES (1)");

        DjcResult result = Run("SELECT count(*) AS n FROM t", "--yes", "--format", "csv");

        result.Output.ShouldBe("n\n1\n");
        result.Error.ShouldContain("note: connection.init_function (datajoint.json:1:");
    }

    [Fact]
    public void A_journal_that_somebody_left_is_not_played_back()
    {
        Configure("SELECT 1");
        File.WriteAllBytes(Path.Combine(_project.Root, "lab.db-journal"), [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7, .. new byte[504]]);

        Run("SELECT count(*) FROM t");

        File.Exists(Path.Combine(_project.Root, "lab.db-journal")).ShouldBeTrue();
    }

    private void Configure(string statement, string more = "") => _project.Write(
        "datajoint.json", $$"""{ "database.backend": "sqlite", "database.name": "lab.db", "connection.init_function": "{{statement}}"{{more}} }""");

    private DjcResult Run(params string[] words) => new Djc(_project).Run(["sql", .. words]);
}
