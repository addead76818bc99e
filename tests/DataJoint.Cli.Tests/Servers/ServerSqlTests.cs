using System.Diagnostics;
using System.Text.Json;
using DataJoint.Connections.Drivers;
using DataJoint.Servers;
using MySqlConnector;
using Npgsql;

namespace DataJoint.Cli.Tests;

/// <summary><c>djc sql</c> on real servers.</summary>
public sealed class ServerSqlTests
{
    public static TheoryData<string> Products => [TestServer.MariaDb, TestServer.MySql, TestServer.PostgreSql];

    [Theory]
    [MemberData(nameof(Products))]
    public async Task What_is_written_can_be_read(string product)
    {
        await using ServerProject project = await ServerProject.AtAsync(product);
        project.Sql($"CREATE TABLE {project.Name}.mouse (id int PRIMARY KEY, name varchar(100), weight decimal(30, 10))", "--yes").Error.ShouldStartWith("done");
        project.Sql($"INSERT INTO {project.Name}.mouse VALUES (1, 'Ada', 12345678901234567890.5), (2, '日本; --', NULL)", "--yes").Error.ShouldStartWith("2 rows changed");

        project.Sql($"SELECT * FROM {project.Name}.mouse ORDER BY id", "--format", "csv").Output
            .ShouldBe("id,name,weight\n1,Ada,12345678901234567890.5000000000\n2,日本; --,\n");
        JsonElement json = JsonDocument.Parse(project.Sql($"SELECT * FROM {project.Name}.mouse ORDER BY id", "--format", "json").Output).RootElement;
        json.GetProperty("rows")[0].GetRawText().ShouldBe("""{"id":1,"name":"Ada","weight":12345678901234567890.5000000000}""");
        json.GetProperty("rowCount").GetInt32().ShouldBe(2);
    }

    [Theory]
    [InlineData(TestServer.MariaDb)]
    [InlineData(TestServer.MySql)]
    public async Task Values_of_MySQL_are_shown_as_they_are_stored(string product)
    {
        await using ServerProject project = await ServerProject.AtAsync(product);
        project.Sql($"CREATE TABLE {project.Name}.v (t tinyint(1), d date, dt datetime(3), ti time, b blob, u bigint unsigned, bits bit(3))", "--yes");
        project.Sql($"INSERT INTO {project.Name}.v VALUES (5, '2026-01-31', '2026-01-31 12:30:00.5', '-800:00:01', x'00ff', 18446744073709551615, b'101')", "--yes");

        project.Sql($"SELECT * FROM {project.Name}.v", "--format", "csv").Output.Split('\n')[1]
            .ShouldBe("5,2026-01-31,2026-01-31 12:30:00.5,-800:00:01,0x00FF,18446744073709551615,5");
        project.Sql("SELECT @a := 3 AS a, CAST('0000-00-00' AS date) IS NULL AS z", "--format", "csv").Output.ShouldStartWith("a,z\n3,");
    }

    [Fact]
    public async Task A_date_of_zero_can_be_read()
    {
        await using ServerProject project = await ServerProject.AtAsync(TestServer.MariaDb);
        project.Sql($"CREATE TABLE {project.Name}.z (d date DEFAULT '0000-00-00', e date)", "--yes");
        project.Sql($"INSERT IGNORE INTO {project.Name}.z VALUES ('0000-00-00', '2024-00-00')", "--yes");

        project.Value($"SELECT d FROM {project.Name}.z").ShouldBe("0000-00-00");
    }

    [Theory]
    [InlineData(TestServer.MariaDb)]
    [InlineData(TestServer.MySql)]
    public async Task Text_of_36_characters_is_text_whatever_it_holds(string product)
    {
        await using ServerProject project = await ServerProject.AtAsync(product);
        project.Sql($"CREATE TABLE {project.Name}.c (id int, c char(36))", "--yes");
        project.Sql($"INSERT INTO {project.Name}.c VALUES (1, 'Ada'), (2, '6F9619FF-8B86-D011-B42D-00C04FC964FF'), (3, NULL)", "--yes");

        project.Sql($"SELECT c FROM {project.Name}.c ORDER BY id", "--format", "csv").Output.ShouldBe("c\nAda\n6F9619FF-8B86-D011-B42D-00C04FC964FF\n\n");
    }

    [Theory]
    [MemberData(nameof(Products))]
    public async Task Who_may_not_enter_the_database_is_refused_the_login_and_who_may_not_run_the_statement_gets_a_no(string product)
    {
        await using ServerProject project = await ServerProject.AtAsync(product);
        string closed = "closed_" + project.Name;
        await TestServer.AdministerAsync(project.Server, $"CREATE DATABASE {closed}");
        try
        {
            if (product == TestServer.PostgreSql)
            {
                await TestServer.AdministerAsync(project.Server, $"REVOKE CONNECT ON DATABASE {closed} FROM PUBLIC");
            }

            string forbidden = product == TestServer.PostgreSql ? "SELECT * FROM pg_authid" : $"SELECT * FROM {closed}.rat";
            DjcResult statement = project.Run("sql", forbidden);
            statement.ExitCode.ShouldBe(1, statement.All);

            project["database.name"] = closed;
            foreach (string[] words in (string[][])[["SELECT 1"], ["SELECT 1", "--format", "json"], ["CREATE TABLE t (i int)", "--yes"]])
            {
                DjcResult login = project.Run(["sql", .. words]);
                login.ExitCode.ShouldBe(4, login.All);
                login.All.ShouldContain("DJ3016");
            }
        }
        finally
        {
            await TestServer.AdministerAsync(project.Server, $"DROP DATABASE {closed}");
        }
    }

    [Theory]
    [InlineData(TestServer.MariaDb)]
    [InlineData(TestServer.MySql)]
    public async Task An_expired_password_is_a_refused_login_for_every_command(string product)
    {
        await using ServerProject project = await ServerProject.AtAsync(product);
        await TestServer.AdministerAsync(project.Server, $"ALTER USER {project.Name} PASSWORD EXPIRE");

        project.Check().Diagnostics("DJ3029").ShouldHaveSingleItem();
        foreach (string[] words in (string[][])[["SELECT 1"], ["SELECT 1", "--yes"]])
        {
            DjcResult refused = project.Run(["sql", .. words]);
            refused.ExitCode.ShouldBe(4, refused.All);
            refused.Error.ShouldContain("DJ3029");
        }
    }

    [Fact]
    public async Task PostgreSQL_writes_out_every_type()
    {
        await using ServerProject project = await ServerProject.AtAsync(TestServer.PostgreSql);
        const string Query = """
            SELECT 1::int2 AS i, 1.10 AS n, 'NaN'::numeric AS nan, true AS t, '\x00ff'::bytea AS b, 'infinity'::timestamp AS inf, ARRAY[1, 2] AS a,
                   '{"a": [1]}'::jsonb AS j, '1 day'::interval AS iv, '[1,5)'::int4range AS r, '10.0.0.1'::inet AS ip, ROW(1, 'x') AS ro, NULL AS nothing
            """;

        JsonElement row = JsonDocument.Parse(project.Sql(Query, "--format", "json").Output).RootElement.GetProperty("rows")[0];
        row.GetRawText().ShouldBe(
            """{"i":1,"n":1.10,"nan":"NaN","t":true,"b":"0x00FF","inf":"infinity","a":"{1,2}","j":"{\"a\": [1]}","iv":"1 day","r":"[1,5)","ip":"10.0.0.1","ro":"(1,x)","nothing":null}""");
    }

    [Theory]
    [InlineData(TestServer.MariaDb, "WITH m AS (SELECT 1) SELECT {0}.f()")]
    [InlineData(TestServer.MySql, "SELECT {0}.f()")]
    [InlineData(TestServer.PostgreSql, "WITH d AS (DELETE FROM {0}.mouse RETURNING id) SELECT * FROM d")]
    [InlineData(TestServer.PostgreSql, "EXPLAIN ANALYZE DELETE FROM {0}.mouse")]
    [InlineData(TestServer.PostgreSql, "SELECT * INTO {0}.copy FROM {0}.mouse")]
    [InlineData(TestServer.PostgreSql, "SELECT {0}.f()")]
    public async Task The_server_itself_refuses_what_only_seems_to_read(string product, string statement)
    {
        await using ServerProject project = await ServerProject.AtAsync(product);
        await TestServer.AdministerAsync(project.Server, MakeFunction(product, project.Name));

        DjcResult refused = project.Run("sql", string.Format(System.Globalization.CultureInfo.InvariantCulture, statement, project.Name));

        refused.ExitCode.ShouldBe(2, refused.All);
        refused.Output.ShouldBeEmpty();
        refused.Error.ShouldContain("the statement would write, and safemode is on");
        project.Value($"SELECT count(*) FROM {project.Name}.mouse").ShouldBe("1");
        project.Sql($"SELECT {project.Name}.f() AS a", "--yes", "--format", "csv").Output.ShouldBe("a\n1\n");
        project.Value($"SELECT count(*) FROM {project.Name}.mouse").ShouldBe("2");
    }

    [Theory]
    [MemberData(nameof(Products))]
    public async Task A_failing_statement_is_told_in_the_servers_words_without_the_password(string product)
    {
        await using ServerProject project = await ServerProject.AtAsync(product);

        DjcResult missing = project.Run("sql", $"SELECT * FROM {project.Name}.rat");
        missing.ExitCode.ShouldBe(1);
        missing.Error.ShouldContain("DJ3027");
        missing.Error.ShouldContain("rat");

        DjcResult quoted = project.Run("sql", $"SELECT '{project.Password.Replace("'", "''", StringComparison.Ordinal)}' FROM", "--format", "json");
        quoted.ExitCode.ShouldBe(1);
        JsonDocument.Parse(quoted.Output).RootElement.GetProperty("error").GetProperty("id").GetString().ShouldBe("DJ3027");
        quoted.All.ShouldNotContain(project.Password);
    }

    [Theory]
    [InlineData(TestServer.MariaDb)]
    [InlineData(TestServer.MySql)]
    public async Task What_is_tried_is_one_statement_for_the_server_too(string product)
    {
        await using ServerProject project = await ServerProject.AtAsync(product);
        await using MySqlConnection connection = new(project.Run("conn", "--reveal").Output.TrimEnd('\n') + ";AllowUserVariables=True");
        await connection.OpenAsync();

        MySqlException refusal = await Should.ThrowAsync<MySqlException>(
            () => DatabaseDrivers.Shared.Find("mysql")!.ReadOnly.PrepareAsync(connection, "SELECT 1; SELECT 2", default));
        refusal.ErrorCode.ShouldBe(MySqlErrorCode.ParseError);
        (await DatabaseDrivers.Shared.Find("mysql")!.ReadOnly.PrepareAsync(connection, "SELECT '日本'", default)).ShouldStartWith("EXECUTE");
        project.Value("SELECT '日本; ?' AS a").ShouldBe("日本; ?");
    }

    [Theory]
    [InlineData("SELECT 1; SELECT 2")]
    [InlineData("SELECT 1; COMMIT; SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE")]
    public async Task What_is_tried_is_one_statement_for_PostgreSQL_too(string text)
    {
        await using ServerProject project = await ServerProject.AtAsync(TestServer.PostgreSql);
        await using NpgsqlConnection connection = new(project.Run("conn", "--reveal").Output.TrimEnd('\n'));
        await connection.OpenAsync();

        PostgresException refusal = await Should.ThrowAsync<PostgresException>(() => DatabaseDrivers.Shared.Find("postgresql")!.ReadOnly.PrepareAsync(connection, text, default));
        refusal.MessageText.ShouldContain("multiple commands");
        (await DatabaseDrivers.Shared.Find("postgresql")!.ReadOnly.PrepareAsync(connection, "SHOW server_version", default)).ShouldBe("SHOW server_version");
    }

    [Fact]
    public async Task What_the_server_cannot_prepare_needs_a_yes()
    {
        await using ServerProject project = await ServerProject.AtAsync(TestServer.MySql);

        DjcResult refused = project.Run("sql", "HELP 'SELECT'");

        refused.ExitCode.ShouldBe(2, refused.All);
        refused.Error.ShouldContain("cannot be tried as one that only reads");
        project.Sql("HELP 'SELECT'", "--yes");
    }

    [Theory]
    [InlineData("COPY (SELECT 1) TO STDOUT")]
    [InlineData("COPY {0}.t FROM STDIN")]
    public async Task Copying_to_and_from_the_client_is_refused_in_words(string statement)
    {
        await using ServerProject project = await ServerProject.AtAsync(TestServer.PostgreSql);
        project.Sql($"CREATE TABLE {project.Name}.t (a int)", "--yes");

        DjcResult result = project.Run("sql", statement.Replace("{0}", project.Name, StringComparison.Ordinal), "--yes", "--format", "json");

        result.ExitCode.ShouldBe(1, result.All);
        JsonElement document = JsonDocument.Parse(result.Output).RootElement;
        document.GetProperty("error").GetProperty("id").GetString().ShouldBe("DJ3027");
        document.GetProperty("diagnostics")[0].GetProperty("hint").GetString()!.ShouldContain("djc conn");
    }

    [Theory]
    [MemberData(nameof(Products))]
    public async Task A_wrong_password_is_no_failing_statement(string product)
    {
        await using ServerProject project = await ServerProject.AtAsync(product);
        project.LogIn(project.Name, "CANARY-wrong");

        DjcResult result = project.Run("sql", "SELECT 1");

        result.ExitCode.ShouldBe(4);
        result.Error.ShouldContain("DJ3008");
        result.All.ShouldNotContain("CANARY");
    }

    [Theory]
    [MemberData(nameof(Products))]
    public async Task A_connection_that_is_lost_in_the_middle_of_a_result_is_told_as_such(string product)
    {
        const string Rows = "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 900) SELECT i, repeat('x', 1000) AS x FROM n";
        await using ServerProject project = await ServerProject.AtAsync(product);
        await using var proxy = FaultProxy.Start(project.Server);
        proxy.ForNew(Fault.Reset.AfterBytes(Side.Server, 300_000));
        project["database.host"] = proxy.Host;
        project["database.port"] = proxy.Port;

        DjcResult lost = project.Run("sql", Rows, "--format", "csv");

        proxy.Struck.ShouldBe(1);
        lost.ExitCode.ShouldBe(4, lost.Error);
        lost.Error.ShouldContain("DJ3015");
    }

    [Theory]
    [InlineData(TestServer.MariaDb, "SELECT SLEEP(600), 1 AS stop_me", "INT", 130)]
    [InlineData(TestServer.MySql, "SELECT SLEEP(600), 1 AS stop_me", "INT", 130)]
    [InlineData(TestServer.PostgreSql, "SELECT pg_sleep(600), 1 AS stop_me", "INT", 130)]
    [InlineData(TestServer.MariaDb, "SELECT SLEEP(600), 1 AS stop_me", "TERM", 143)]
    [InlineData(TestServer.MySql, "SELECT SLEEP(600), 1 AS stop_me", "TERM", 143)]
    [InlineData(TestServer.PostgreSql, "SELECT pg_sleep(600), 1 AS stop_me", "TERM", 143)]
    public async Task A_signal_stops_the_statement_on_the_server(string product, string statement, string signal, int exit)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGINT.");
        await using ServerProject project = await ServerProject.AtAsync(product);
        using Process process = await StartAsync(project, statement);
        File.ReadAllText($"/proc/{process.Id}/cmdline").ShouldNotContain(project.Password);

        (signal == "INT" ? (Action<Process>)Signals.Interrupt : Signals.Terminate)(process);

        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(exit);
        await UntilAsync(() => project.CountRunning("stop_me") == 0);
    }

    [Theory]
    [InlineData(TestServer.MariaDb, "SELECT 'stop_me', a.id FROM {0}.many a, {0}.many b, {0}.many c, {0}.many d")]
    [InlineData(TestServer.PostgreSql, "SELECT 'stop_me', generate_series(1, 1000000000)")]
    public async Task A_reader_that_goes_away_ends_it_quietly(string product, string statement)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a POSIX shell.");
        await using ServerProject project = await ServerProject.AtAsync(product);
        project.Sql($"CREATE TABLE {project.Name}.many (id int)", "--yes");
        project.Sql($"INSERT INTO {project.Name}.many VALUES {string.Join(',', Enumerable.Range(1, 200).Select(i => $"({i})"))}", "--yes");
        (int exitCode, string output, string error) = (0, "", "DJ3013");
        for (int i = 0; i < 10 && error.Contains("DJ3013", StringComparison.Ordinal); i++)
        {
            using Process shell = DjcProcess.Start(
                project.Root, "run", "--", "bash", "-c", $"'{DjcProcess.Program}' sql \"$0\" --format csv | head -2; exit ${{PIPESTATUS[0]}}",
                string.Format(System.Globalization.CultureInfo.InvariantCulture, statement, project.Name));
            Task<string> complaint = shell.StandardError.ReadToEndAsync();
            output = await shell.StandardOutput.ReadToEndAsync();
            await shell.WaitForExitAsync();
            (exitCode, error) = (shell.ExitCode, await complaint);
        }

        exitCode.ShouldBe(0, error);
        output.Split('\n').Length.ShouldBe(3);
        error.ShouldBeEmpty();
        await UntilAsync(() => project.CountRunning("stop_me") == 0);
    }

    private static string[] MakeFunction(string product, string name) => product switch
    {
        TestServer.PostgreSql =>
        [
            $"CREATE TABLE {name}.mouse (id int); ALTER TABLE {name}.mouse OWNER TO {name}; INSERT INTO {name}.mouse VALUES (1)",
            $"CREATE FUNCTION {name}.f() RETURNS int LANGUAGE sql AS 'INSERT INTO {name}.mouse VALUES (2); SELECT 1'; GRANT EXECUTE ON FUNCTION {name}.f() TO {name}",
        ],
        _ =>
        [
            $"CREATE TABLE {name}.mouse (id int)", $"INSERT INTO {name}.mouse VALUES (1)",
            .. product == TestServer.MySql ? new[] { "SET GLOBAL log_bin_trust_function_creators = 1" } : [],
            $"CREATE FUNCTION {name}.f() RETURNS int BEGIN INSERT INTO {name}.mouse VALUES (2); RETURN 1; END",
        ],
    };

    /// <summary>Starts djc, again where a busy machine took longer than the time that an opening has.</summary>
    private static async Task<Process> StartAsync(ServerProject project, string statement)
    {
        for (int i = 0; ; i++)
        {
            Process process = project.Start("sql", statement);
            await UntilAsync(() => process.HasExited || project.CountRunning("stop_me") == 1);
            if (!process.HasExited)
            {
                return process;
            }

            string error = await process.StandardError.ReadToEndAsync();
            process.Dispose();
            (i < 10 && error.Contains("DJ3013", StringComparison.Ordinal)).ShouldBeTrue(error);
        }
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (int i = 0; !holds(); i++)
        {
            i.ShouldBeLessThan(6000);
            await Task.Delay(100);
        }
    }
}
