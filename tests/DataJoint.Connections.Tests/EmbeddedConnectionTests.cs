using System.Data.Common;
using System.Diagnostics;
using DataJoint.Configuration;

namespace DataJoint.Connections.Tests;

public sealed class EmbeddedConnectionTests
{
    [Fact]
    public void A_relative_name_is_a_file_at_the_project_root()
    {
        using var laboratory = Laboratory.Embedded("lab.db");
        using (Connection connection = laboratory.Connect())
        {
            Execute(connection, "CREATE TABLE subject (id INTEGER PRIMARY KEY)");
        }

        File.Exists(laboratory["lab.db"]).ShouldBeTrue();
    }

    [Fact]
    public void What_is_written_is_there_at_the_next_connection()
    {
        using var laboratory = Laboratory.Embedded("lab.db");
        using (Connection connection = laboratory.Connect())
        {
            Execute(connection, "CREATE TABLE subject (id INTEGER); INSERT INTO subject VALUES (7)");
        }

        using Connection again = laboratory.Connect();
        Execute(again, "SELECT id FROM subject").ShouldBe(7L);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-journal")]
    [InlineData("-wal")]
    public async Task A_pipe_in_place_of_the_file_or_beside_it_is_told_and_not_opened(string suffix)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has no pipes in folders.");
        using var laboratory = Laboratory.Embedded("lab.db");
        if (suffix.Length > 0)
        {
            laboratory.Load().Connect().Dispose();
        }

        using (var maker = Process.Start("mkfifo", [laboratory["lab.db" + suffix]]))
        {
            await maker.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        ConnectionException refused = await Should.ThrowAsync<ConnectionException>(() => Task.Run(() => laboratory.Load().Connect(), TestContext.Current.CancellationToken)
            .WaitAsync(Wait.Limit, TestContext.Current.CancellationToken));

        refused.Message.ShouldContain($"lab.db{suffix} is not opened: it is a FIFO, and a regular file is expected");
    }

    [Fact]
    public void A_device_is_told_and_not_opened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has none in folders.");
        using var laboratory = Laboratory.Embedded("/dev/zero");
        Should.Throw<ConnectionException>(() => laboratory.Load().Connect()).Message.ShouldContain("it is a character device");
    }

    [Fact]
    public void An_absolute_name_is_taken_as_it_is()
    {
        using Laboratory elsewhere = new();
        using var laboratory = Laboratory.Embedded(elsewhere["data.db"].Replace("\\", "\\\\", StringComparison.Ordinal));
        laboratory.Connect().Dispose();
        File.Exists(elsewhere["data.db"]).ShouldBeTrue();
    }

    [Fact]
    public void Without_a_project_a_relative_name_counts_from_the_start_directory()
    {
        using Laboratory laboratory = new();
        laboratory.Variable("DJ_BACKEND", "sqlite").Variable("DJ_DATABASE_NAME", "alone.db").Connect().Dispose();
        File.Exists(laboratory["alone.db"]).ShouldBeTrue();
    }

    [Theory]
    [InlineData("a;Password=x.db")]
    [InlineData("blank and 'quotes'.db")]
    public void A_name_is_a_file_name_and_nothing_else(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such file names");
        using var laboratory = Laboratory.Embedded(name);
        laboratory.Connect().Dispose();
        File.Exists(laboratory[name]).ShouldBeTrue();
    }

    /// <summary>Neither SQLite's own form, which could name options, nor a file with such a name is meant by anybody.</summary>
    [Fact]
    public void A_URL_is_no_file_name_and_makes_no_file()
    {
        using var laboratory = Laboratory.Embedded("file:x.db?mode=memory");

        ConnectionException refused = Should.Throw<ConnectionException>(() => laboratory.Connect().Dispose());

        refused.Diagnostic.Id.ShouldBe("DJ3003");
        refused.Message.ShouldContain("URL");
        Directory.GetFiles(laboratory.Root).Select(Path.GetFileName).ShouldBe(["datajoint.json"]);
    }

    [Fact]
    public void Memory_leaves_no_file()
    {
        using var laboratory = Laboratory.Embedded(":memory:");
        using Connection connection = laboratory.Connect();
        Execute(connection, "CREATE TABLE subject (id INTEGER)");
        Directory.GetFiles(laboratory.Root).Select(Path.GetFileName).ShouldBe(["datajoint.json"]);
        connection.ToString().ShouldBe("sqlite :memory: (open)");
    }

    [Fact]
    public void Foreign_keys_are_enforced()
    {
        using var laboratory = Laboratory.Embedded(":memory:");
        using Connection connection = laboratory.Connect();
        Execute(connection, "CREATE TABLE subject (id INTEGER PRIMARY KEY); CREATE TABLE session (subject INTEGER REFERENCES subject (id))");
        DbException refused = Should.Throw<DbException>(() => Execute(connection, "INSERT INTO session VALUES (1)"));
        connection.Explain(refused).Diagnostic.Id.ShouldBe("DJ3027");
    }

    [Fact]
    public void A_transaction_is_committed_or_rolled_back_whole()
    {
        using var laboratory = Laboratory.Embedded("lab.db");
        using Connection connection = laboratory.Connect();
        Execute(connection, "CREATE TABLE subject (id INTEGER)");
        connection.Transact(transaction => transaction.Connection!.RunIn(transaction, "INSERT INTO subject VALUES (1)"));
        Should.Throw<InvalidTimeZoneException>(() => connection.Transact(transaction =>
        {
            transaction.Connection!.RunIn(transaction, "INSERT INTO subject VALUES (2)");
            throw new InvalidTimeZoneException("the program's own");
        }));
        Execute(connection, "SELECT COUNT(*) FROM subject").ShouldBe(1L);
    }

    [Fact]
    public async Task A_pool_hands_out_connections_with_the_init_function_run()
    {
        using var laboratory = Laboratory.With(
            """{ "database": { "backend": "sqlite", "name": "lab.db" }, "connection": { "init_function": "CREATE TEMP TABLE IF NOT EXISTS ready AS SELECT 1 AS yes" } }""");
        await using (DbDataSource source = laboratory.Load().CreateDataSource())
        {
            for (int i = 0; i < 3; i++)
            {
                await using DbConnection connection = i == 0 ? await source.OpenConnectionAsync() : source.OpenConnection();
                (await connection.RunAsync("SELECT yes FROM ready")).ShouldBe(1L);
            }
        }

        using FileStream alone = new(laboratory["lab.db"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        alone.CanWrite.ShouldBeTrue("a disposed source lets go of the file");
    }

    [Fact]
    public void The_init_function_is_run_on_the_new_connection()
    {
        using var laboratory = Laboratory.With(
            """{ "database": { "backend": "sqlite", "name": ":memory:" }, "connection": { "init_function": "CREATE TEMP TABLE ready AS SELECT 1 AS yes" } }""");
        using Connection connection = laboratory.Connect();
        Execute(connection, "SELECT yes FROM ready").ShouldBe(1L);
    }

    [Fact]
    public void It_knows_whether_it_is_open()
    {
        using var laboratory = Laboratory.Embedded("lab.db");
        Connection connection = laboratory.Connect();
        connection.IsConnected.ShouldBeTrue();
        connection.Ping();
        connection.ToString().ShouldBe($"sqlite {laboratory["lab.db"]} (open)");

        connection.Close();
        connection.Close();
        connection.IsConnected.ShouldBeFalse();
        connection.ToString().ShouldBe($"sqlite {laboratory["lab.db"]} (closed)");
        Should.Throw<ConnectionException>(connection.Ping).Diagnostic.Id.ShouldBe("DJ3004");
        connection.Dispose();
    }

    [Fact]
    public async Task Everything_has_an_asynchronous_form()
    {
        using var laboratory = Laboratory.Embedded("lab.db");
        Connection connection = await laboratory.Load().ConnectAsync();
        await using (connection)
        {
            await connection.PingAsync();
        }

        connection.IsConnected.ShouldBeFalse();
        await Should.ThrowAsync<ConnectionException>(() => connection.PingAsync());
    }

    [Fact]
    public async Task A_cancelled_opening_opens_nothing()
    {
        using var laboratory = Laboratory.Embedded("lab.db");
        await Should.ThrowAsync<OperationCanceledException>(() => laboratory.Load().ConnectAsync(cancellationToken: new CancellationToken(canceled: true)));
        File.Exists(laboratory["lab.db"]).ShouldBeFalse();
    }

    [Fact]
    public void Closing_lets_go_of_the_file()
    {
        using var laboratory = Laboratory.Embedded("lab.db");
        laboratory.Connect().Close();
        using FileStream alone = new(laboratory["lab.db"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        alone.Length.ShouldBe(0);
    }

    [Fact]
    public void Connections_of_two_configurations_live_side_by_side()
    {
        using var laboratory = Laboratory.Embedded("lab.db");
        DataJointConfig one = laboratory.Load();
        DataJointConfig other = laboratory.Load();
        other["database.name"] = "other.db";
        using Connection first = one.Connect();
        using Connection second = other.Connect();
        first.ToString().ShouldContain("lab.db");
        second.ToString().ShouldContain("other.db");
    }

    private static object? Execute(Connection connection, string statement)
    {
        using DbCommand command = connection.DbConnection.CreateCommand();
        command.CommandText = statement;
        return command.ExecuteScalar();
    }
}
