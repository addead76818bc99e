using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace DataJoint.Cli.Tests;

/// <summary><c>djc sql</c> on an embedded database.</summary>
public sealed class SqlCommandTests : IDisposable
{
    private readonly TemporaryProject _project = new();

    public SqlCommandTests()
    {
        _project.Write("datajoint.json", """{ "database.backend": "sqlite", "database.name": "lab.db" }""");
        Execute("CREATE TABLE mouse (id INTEGER, name TEXT, weight REAL, scan BLOB)");
        Execute("INSERT INTO mouse VALUES (1, 'Ada', 20.5, x'0102FF'), (2, '日本, \"x\"', NULL, NULL), (30, 'a' || char(10, 27) || '[31m', 1e20, '')");
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_table_for_people()
    {
        DjcResult result = Run("SELECT * FROM mouse");

        result.ExitCode.ShouldBe(0);
        result.Output.ShouldBe("""
            id  name           weight  scan
            --  -------------  ------  --------
             1  Ada              20.5  0x0102FF
             2  日本, "x"        NULL  NULL
            30  a\n\u001b[31m   1E+20  

            """.ReplaceLineEndings("\n"));
        result.Error.ShouldMatch(@"\A3 rows \(\d+ ms\)\n\z");
    }

    [Fact]
    public void Csv_for_programs()
    {
        DjcResult result = Run("SELECT id, name, weight, '' AS e FROM mouse WHERE id < 30", "--format", "csv");

        result.Output.ShouldBe("id,name,weight,e\n1,Ada,20.5,\"\"\n2,\"日本, \"\"x\"\"\",,\"\"\n");
        result.Error.ShouldStartWith("2 rows (");
    }

    [Fact]
    public void Csv_on_a_terminal_moves_nothing()
    {
        string output = new Djc(_project) { Width = 80 }.Run("sql", "SELECT name FROM mouse WHERE id = 30", "--format", "csv").Output;

        output.ShouldBe("name\n\"a\n\\u001b[31m\"\n");
    }

    [Fact]
    public void Json_with_types_and_all_rows()
    {
        DjcResult result = Run("SELECT id, id, name, weight, scan, 9007199254740993 AS large FROM mouse", "--format", "json");

        JsonElement document = JsonDocument.Parse(result.Output).RootElement;
        document.GetProperty("version").GetInt32().ShouldBe(1);
        document.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("name").GetString()).ShouldBe(["id", "id_2", "name", "weight", "scan", "large"]);
        JsonElement row = document.GetProperty("rows")[0];
        row.GetRawText().ShouldBe("""{"id":1,"id_2":1,"name":"Ada","weight":20.5,"scan":"0x0102FF","large":9007199254740993}""");
        document.GetProperty("rows")[1].GetProperty("weight").ValueKind.ShouldBe(JsonValueKind.Null);
        document.GetProperty("rowCount").GetInt32().ShouldBe(3);
        result.Error.ShouldBeEmpty();
    }

    [Fact]
    public void A_result_without_rows_still_has_its_columns()
    {
        Run("SELECT id, name FROM mouse WHERE 0").Output.ShouldBe("id  name\n--  ----\n");
        Run("SELECT id, name FROM mouse WHERE 0", "--format", "csv").Output.ShouldBe("id,name\n");
        JsonDocument.Parse(Run("SELECT id FROM mouse WHERE 0", "--format", "json").Output).RootElement.GetProperty("rows").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public void On_a_terminal_wide_columns_give_way()
    {
        string output = new Djc(_project) { Width = 30 }.Run("sql", "SELECT id, printf('%.*c', 100, 'x') AS long FROM mouse", "--no-color").Output;

        output.Split('\n').ShouldAllBe(line => line.Length <= 30);
        output.ShouldContain("xxx…");
    }

    [Fact]
    public void Elsewhere_nothing_is_shortened() =>
        Run("SELECT printf('%.*c', 100000, 'x')").Output.ShouldContain(new string('x', 100000));

    [Fact]
    public void Many_rows_come_through_in_one_layout()
    {
        string[] lines = Run("WITH RECURSIVE t(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM t LIMIT 2000) SELECT i FROM t").Output.Split('\n');

        lines.Length.ShouldBe(2003);
        lines[2001].ShouldBe("2000");
        lines[2].ShouldBe("  1");
    }

    [Theory]
    [InlineData("DELETE FROM mouse", "DELETE")]
    [InlineData("WITH m AS (SELECT 1) DELETE FROM mouse", "would write")]
    [InlineData("PRAGMA user_version = 7", "PRAGMA")]
    [InlineData("ATTACH 'other.db' AS o", "ATTACH")]
    public void What_writes_needs_a_yes(string statement, string why)
    {
        DjcResult result = Run(statement);

        result.ExitCode.ShouldBe(2);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldContain(why);
        result.Error.ShouldContain("--yes");
        Count().ShouldBe(3);
    }

    [Theory]
    [InlineData("DELETE FROM mouse WHERE id = 1")]
    [InlineData("WITH m AS (SELECT 1 AS i) DELETE FROM mouse WHERE id IN (SELECT i FROM m)")]
    public void With_yes_it_is_run(string statement)
    {
        DjcResult result = Run(statement, "--yes");

        result.ExitCode.ShouldBe(0);
        result.Error.ShouldStartWith("1 row changed");
        Count().ShouldBe(2);
    }

    [Fact]
    public void Without_safemode_nobody_is_asked()
    {
        Run("DELETE FROM mouse", "--set", "safemode=false").ExitCode.ShouldBe(0);
        Count().ShouldBe(0);
    }

    [Theory]
    [InlineData("y", 0, 0)]
    [InlineData("yes", 0, 0)]
    [InlineData("", 1, 3)]
    [InlineData("no", 1, 3)]
    public void On_a_terminal_it_asks(string answer, int exitCode, int left)
    {
        foreach (string statement in new[] { "DELETE FROM mouse", "WITH m AS (SELECT 1) DELETE FROM mouse" })
        {
            DjcResult result = new Djc(_project) { Answer = answer }.Run("sql", statement);

            result.ExitCode.ShouldBe(exitCode);
            result.Error.ShouldContain("? [y/N]");
            result.Error.ShouldContain("lab.db");
            Count().ShouldBe(left);
        }
    }

    [Fact]
    public void Returned_rows_are_printed_and_changed_ones_counted()
    {
        DjcResult result = Run("INSERT INTO mouse (id) VALUES (7) RETURNING id", "--yes");

        result.Output.ShouldBe("id\n--\n 7\n");
        result.Error.ShouldStartWith("1 row, 1 row changed");
    }

    [Fact]
    public void A_statement_that_fails_is_told_in_the_databases_words()
    {
        DjcResult result = Run("SELECT * FROM rat");

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldStartWith("error DJ3027: no such table: rat\n");
    }

    [Fact]
    public void A_failure_behind_some_rows_leaves_whole_json()
    {
        // abs() of the least number fails.
        DjcResult result = Run("SELECT abs(v) AS a FROM (SELECT 1 AS v UNION ALL SELECT -9223372036854775808)", "--format", "json");

        result.ExitCode.ShouldBe(1);
        JsonElement document = JsonDocument.Parse(result.Output).RootElement;
        document.GetProperty("rows").GetArrayLength().ShouldBe(1);
        document.GetProperty("error").GetProperty("id").GetString().ShouldBe("DJ3027");
        document.GetProperty("diagnostics")[0].GetProperty("id").GetString().ShouldBe("DJ3027");
    }

    [Fact]
    public void The_statement_may_come_from_standard_input()
    {
        new Djc(_project) { Input = "SELECT 'ü' AS u;\n" }.Run("sql", "--format", "csv").Output.ShouldBe("u\nü\n");
        new Djc(_project) { Input = "\uFEFFSELECT 1 AS i" }.Run("sql", "-", "--format", "csv").Output.ShouldBe("i\n1\n");
    }

    [Fact]
    public void Without_a_statement_on_a_terminal_the_use_is_told()
    {
        DjcResult result = new Djc(_project) { Answer = "" }.Run("sql");

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("djc sql 'SELECT 1'");
    }

    [Fact]
    public void Reading_makes_no_file()
    {
        DjcResult result = Run("SELECT 1", "--set", "database.name=other.db");

        result.ExitCode.ShouldBe(4);
        result.Error.ShouldContain("does not exist yet");
        File.Exists(Path.Combine(_project.Root, "other.db")).ShouldBeFalse();
        Run("CREATE TABLE t (i)", "--yes", "--set", "database.name=other.db").ExitCode.ShouldBe(0);
        File.Exists(Path.Combine(_project.Root, "other.db")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("mysql", "DJ3006", 4)]
    [InlineData("postgresql", "DJ3006", 4)]
    public void A_server_that_is_not_there_is_told(string backend, string id, int exitCode)
    {
        string[] target = ["--set", "database.backend=" + backend, "--set", "database.host=127.0.0.1", "--set", "database.port=1", "--set", "database.user=ana"];
        _project.Write(".secrets/database.password", "CANARY-password");

        DjcResult text = Run("SELECT 1", target);
        DjcResult json = Run("SELECT 1", [.. target, "--format", "json"]);

        text.ExitCode.ShouldBe(exitCode);
        text.Error.ShouldContain(id);
        json.ExitCode.ShouldBe(exitCode);
        JsonDocument.Parse(json.Output).RootElement.GetProperty("error").GetProperty("id").GetString().ShouldBe(id);
        (text.All + json.All).ShouldNotContain("CANARY");
    }

    [Fact]
    public void Missing_settings_are_told_before_anything_is_opened()
    {
        DjcResult result = Run("SELECT 1", "--set", "database.backend=mysql", "--set", "database.port=1");

        result.ExitCode.ShouldBe(3);
        result.Error.ShouldContain("DJ3001");
    }

    private DjcResult Run(string statement, params string[] words) => new Djc(_project).Run(["sql", statement, .. words]);

    private long Count()
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM mouse";
        return (long)command.ExecuteScalar()!;
    }

    private void Execute(string statement)
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        SqliteConnection connection = new($"Data Source={Path.Combine(_project.Root, "lab.db")};Pooling=False");
        connection.Open();
        return connection;
    }
}
