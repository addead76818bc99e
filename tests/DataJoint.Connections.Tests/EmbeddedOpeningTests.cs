using System.Data.Common;
using DataJoint.Configuration;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Opening;
using DataJoint.Connections.Settings;
using Microsoft.Data.Sqlite;

namespace DataJoint.Connections.Tests;

/// <summary>Openings of SQLite files that would last for ever, or write.</summary>
public sealed class EmbeddedOpeningTests : IDisposable
{
    private const string Endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";

    private readonly Laboratory _laboratory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string PathOfDatabase => _laboratory["lab.db"];

    public void Dispose() => _laboratory.Dispose();

    [Theory]
    [InlineData(0, false, false)]
    [InlineData(0, false, true)]
    [InlineData(2, false, false)]
    [InlineData(2, false, true)]
    [InlineData(0, true, true)]
    public async Task A_statement_without_end_ends_with_the_time_of_the_opening(int poolSize, bool isReadOnly, bool isAsync)
    {
        MakeDatabase();
        using ConnectionSource source = Make(Endless, new SourceMode(poolSize, true, null) { IsReadOnly = isReadOnly, ConnectTimeout = TimeSpan.FromSeconds(1) });

        ConnectionException late = await Should.ThrowAsync<ConnectionException>(
            () => Task.Run(async () => isAsync ? await source.OpenConnectionAsync() : source.OpenConnection(), Cancellation).WaitAsync(Wait.Limit, Cancellation));

        late.Diagnostic.Id.ShouldBe("DJ3013");
        late.IsTransient.ShouldBeTrue();
        late.Message.ShouldContain("connection.init_function did not end within");
    }

    [Fact]
    public async Task Who_gives_up_need_not_wait_for_it()
    {
        MakeDatabase();
        using CancellationTokenSource giveUp = new();
        using ConnectionSource source = Make(Endless, new SourceMode(0, true, null) { ConnectTimeout = TimeSpan.FromMinutes(5) });
        Task opening = source.OpenConnectionAsync(giveUp.Token).AsTask();
        await Task.Delay(100, Cancellation);
        opening.IsCompleted.ShouldBeFalse();
        await giveUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => opening.WaitAsync(Wait.Limit, Cancellation));
    }

    [Fact]
    public async Task A_statement_that_meets_a_lock_is_told_within_the_time_of_the_opening()
    {
        MakeDatabase();
        using SqliteConnection holder = new($"Data Source={PathOfDatabase};Pooling=False");
        holder.Open();
        Run(holder, "BEGIN IMMEDIATE");
        using ConnectionSource source = Make("INSERT INTO t VALUES (2)", new SourceMode(0, true, null) { ConnectTimeout = TimeSpan.FromMinutes(5) });

        ConnectionException locked = await Should.ThrowAsync<ConnectionException>(
            async () => await source.OpenConnectionAsync().AsTask().WaitAsync(Wait.Limit, Cancellation));

        locked.Message.ShouldContain("locked");
        Run(holder, "ROLLBACK");
        using DbConnection next = source.OpenConnection();
        ((SqliteConnection)next).DefaultTimeout.ShouldBe(30, "the limit is the opening's");
    }

    [Theory]
    [InlineData("ATTACH 'out' AS o")]
    [InlineData("ATTACH ':memory:' AS o")]
    [InlineData("VACUUM")]
    [InlineData("VACUUM INTO 'out'")]
    [InlineData("PRAGMA writable_schema = ON")]
    [InlineData("UPDATE sqlite_schema SET sql = 'x'")]
    [InlineData("PRAGMA journal_mode = WAL")]
    [InlineData("PRAGMA journal_mode = DELETE")]
    [InlineData("SELECT * FROM pragma_journal_mode")]
    [InlineData("PRAGMA user_version = 7")]
    [InlineData("PRAGMA application_id = 7")]
    [InlineData("PRAGMA wal_checkpoint(TRUNCATE)")]
    [InlineData("PRAGMA optimize(0xfffe)")]
    [InlineData("SELECT * FROM pragma_optimize(65534)")]
    [InlineData("PRAGMA incremental_vacuum")]
    [InlineData("PRAGMA query_only = OFF")]
    [InlineData("PRAGMA trusted_schema = ON")]
    [InlineData("SELECT load_extension('./out')")]
    [InlineData("SELECT * FROM loads")]
    [InlineData("SELECT fts3_tokenizer('simple', x'0000000000000000')")]
    [InlineData("INSERT INTO words (words) VALUES ('rebuild')")]
    [InlineData("INSERT INTO words_content VALUES (9, 'x')")]
    [InlineData("DELETE FROM words_data")]
    [InlineData("INSERT INTO shown VALUES (3)")]
    [InlineData("DELETE FROM t")]
    [InlineData("REINDEX")]
    [InlineData("ANALYZE")]
    [InlineData("BEGIN IMMEDIATE")]
    [InlineData("CREATE TABLE x (i)")]
    [InlineData("DROP TABLE t")]
    public async Task Nothing_is_written_by_a_session_that_only_reads(string statement)
    {
        MakeDatabase();
        (string[] Files, byte[] Bytes) before = Validate();
        using (ConnectionSource asInit = Make(statement, new SourceMode(0, true, null) { IsReadOnly = true }))
        {
            await TryAsync(async () => await (await asInit.OpenConnectionAsync()).DisposeAsync());
        }

        using (ConnectionSource source = Make(null, new SourceMode(0, true, null) { IsReadOnly = true }))
        {
            await using DbConnection session = await source.OpenConnectionAsync(Cancellation);
            await TryAsync(() => session.RunAsync(statement));
            await TryAsync(() => session.RunAsync("INSERT INTO t VALUES (4)"));
            await TryAsync(() => session.RunAsync("ATTACH 'out' AS o"));
            (await session.NumberAsync("SELECT count(*) FROM words WHERE words MATCH 'cell'")).ShouldBe(1, "reading goes on");
        }

        (string[] Files, byte[] Bytes) after = Validate();
        after.Files.ShouldBe(before.Files);
        after.Bytes.ShouldBe(before.Bytes);
        File.Exists(Path.Combine(Environment.CurrentDirectory, "out")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_database_in_WAL_mode_is_read_and_gets_no_more_than_the_two_files_that_SQLite_needs()
    {
        MakeDatabase("PRAGMA journal_mode = WAL");
        (string[] Files, byte[] Bytes) before = Validate();
        using (ConnectionSource source = Make(null, new SourceMode(0, true, null) { IsReadOnly = true }))
        {
            await using DbConnection session = await source.OpenConnectionAsync(Cancellation);
            (await session.NumberAsync("SELECT count(*) FROM t")).ShouldBe(1);
        }

        (string[] Files, byte[] Bytes) after = Validate();
        after.Bytes.ShouldBe(before.Bytes);
        after.Files.Except(before.Files).ShouldBeSubsetOf(["lab.db-shm", "lab.db-wal"]);
        if (File.Exists(PathOfDatabase + "-wal"))
        {
            new FileInfo(PathOfDatabase + "-wal").Length.ShouldBe(0);
        }
    }

    private static async Task TryAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception refused) when (refused is DbException)
        {
            // Refused, or not understood; what counts is what it leaves behind.
        }
    }

    private static void Run(SqliteConnection connection, string statements)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = statements;
        command.ExecuteNonQuery();
    }

    private void MakeDatabase(string more = "")
    {
        using SqliteConnection connection = new($"Data Source={PathOfDatabase};Pooling=False");
        connection.Open();
        Run(connection, $"""
            {more};
            CREATE TABLE t (i INTEGER); INSERT INTO t VALUES (1); CREATE TABLE log (i INTEGER);
            CREATE TRIGGER watch AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.i); END;
            CREATE VIEW shown AS SELECT i FROM t;
            CREATE TRIGGER instead INSTEAD OF INSERT ON shown BEGIN INSERT INTO t VALUES (new.i); END;
            CREATE VIEW loads AS SELECT load_extension('./out') AS x FROM t;
            CREATE VIRTUAL TABLE words USING fts5 (word); INSERT INTO words VALUES ('cell');
            """);
    }

    private (string[] Files, byte[] Bytes) Validate() =>
        ([.. Directory.GetFiles(_laboratory.Root).Select(f => Path.GetFileName(f)).Where(f => f != "datajoint.json").Order(StringComparer.Ordinal)],
            File.ReadAllBytes(PathOfDatabase));

    private ConnectionSource Make(string? statement, SourceMode mode)
    {
        _laboratory.Variable("DJ_BACKEND", "sqlite").Variable("DJ_DATABASE_NAME", "lab.db");
        DataJointConfig config = _laboratory.Load();
        if (statement is not null)
        {
            config["connection.init_function"] = statement;
        }

        return new ConnectionSource(SnapshotProvider.From(config, null), mode);
    }
}
