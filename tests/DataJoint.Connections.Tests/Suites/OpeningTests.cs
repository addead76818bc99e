using System.Data;
using System.Data.Common;
using System.Diagnostics;
using DataJoint.Configuration;

namespace DataJoint.Connections.Tests;

/// <summary>Opening, using and closing one connection, on every server alike.</summary>
public abstract class OpeningTests(Backend backend)
{
    [Fact]
    public async Task Text_of_36_characters_is_text_whatever_it_holds_and_a_GUID_where_one_is_asked_for()
    {
        const string Stored = "6F9619FF-8B86-D011-B42D-00C04FC964FF";
        await using Bench bench = await Bench.AtAsync(backend);
        await using Connection connection = await bench.Load().ConnectAsync();
        DbConnection database = connection.DbConnection;
        await database.RunAsync("CREATE TABLE texts (id INT, c CHAR(36))");
        await database.RunAsync($"INSERT INTO texts VALUES (1, 'Ada'), (2, '{Stored}')");
        ((string)(await database.RunAsync("SELECT c FROM texts WHERE id = 1"))!).TrimEnd().ShouldBe("Ada");
        (await database.RunAsync("SELECT c FROM texts WHERE id = 2")).ShouldBe(Stored);
    }

    [Fact]
    public async Task It_opens_as_the_configuration_says()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        using Connection connection = bench.Load().Connect();
        (await connection.DbConnection.RunAsync(backend.CurrentUser)).ShouldBe(bench.Account.User);
        connection.DbConnection.State.ShouldBe(ConnectionState.Open);
        connection.DbConnection.GetType().Name.ShouldBe(backend.Name == "mysql" ? "MySqlConnection" : "NpgsqlConnection");
        connection.IsConnected.ShouldBeTrue();
        connection.Warnings.ShouldBeEmpty();
        connection.Ping();
    }

    [Fact]
    public async Task It_opens_asynchronously()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        Connection connection = await bench.Load().ConnectAsync();
        await using (connection)
        {
            DbConnection own = await connection.GetDbConnectionAsync();
            (await own.RunAsync(backend.CurrentUser)).ShouldBe(bench.Account.User);
            await connection.PingAsync();
            (await bench.SessionsAsync()).ShouldBe(1);
        }

        connection.IsConnected.ShouldBeFalse();
        await Wait.UntilAsync(async () => await bench.SessionsAsync() == 0);
    }

    [Fact]
    public async Task A_snapshot_opens_too()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        ConfigurationSnapshot snapshot = bench.Load().Snapshot;
        using (Connection connection = snapshot.Connect())
        {
            connection.Ping();
        }

        await using Connection again = await snapshot.ConnectAsync();
        await again.PingAsync();
    }

    [Fact]
    public async Task Closed_it_says_so_and_its_session_is_gone()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        using Connection connection = bench.Load().Connect();
        connection.Close();
        connection.Close();
        connection.IsConnected.ShouldBeFalse();
        Should.Throw<ConnectionException>(connection.Ping).Message.ShouldContain("is closed");
        (await Should.ThrowAsync<ConnectionException>(() => connection.PingAsync())).Message.ShouldContain("is closed");
        Should.Throw<ConnectionException>(() => connection.DbConnection).Message.ShouldContain("is closed", customMessage: "what its owner closed is not opened again");
        await Wait.UntilAsync(async () => await bench.SessionsAsync() == 0);
    }

    [Fact]
    public async Task It_names_where_it_leads_and_never_the_password()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        using Connection connection = bench.Load().Connect();
        string target = $"{backend.Name} {bench.Account.User}@{bench.Server.Host}:{bench.Server.Port}/{backend.DatabaseOf(bench.Account)}";
        connection.ToString().ShouldBe(target + " (open)");
        connection.Close();
        connection.ToString().ShouldBe(target + " (closed)");
    }

    [Fact]
    public async Task Arguments_beat_the_configuration()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        bench["database.host"] = "nowhere.invalid";
        bench["database.port"] = null;
        bench["database.use_tls"] = true;
        bench.WriteSecret("database.user", "nobody");
        bench.WriteSecret("database.password", "fake-wrong");
        ConnectionArguments arguments = new()
        {
            Host = $"{bench.Server.Host}:{bench.Server.Port}",
            User = bench.Account.User,
            Password = new Secret(bench.Account.Password),
            UseTls = false,
        };
        DataJointConfig config = bench.Load();
        using (Connection connection = config.Connect(arguments))
        {
            (await connection.DbConnection.RunAsync(backend.CurrentUser)).ShouldBe(bench.Account.User);
        }

        await using (Connection connection = await config.ConnectAsync(arguments))
        {
            await connection.PingAsync();
        }

        await using DbDataSource source = config.CreateDataSource(new DataSourceOptions { Arguments = arguments });
        await using DbConnection pooled = await source.OpenConnectionAsync();
        (await pooled.RunAsync(backend.CurrentUser)).ShouldBe(bench.Account.User);
        arguments.ToString().ShouldNotContain(bench.Account.Password);
    }

    [Fact]
    public async Task Each_missing_credential_is_named_with_the_places_where_it_belongs()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        Directory.Delete(Path.Combine(bench.Root, ".secrets"), recursive: true);
        ConnectionException missing = Should.Throw<ConnectionException>(() => bench.Load().Connect());
        missing.Diagnostics.Select(one => one.Id).ShouldBe(["DJ3001"]);
        string[] expected = [".secrets/", "djc secrets set database.user", "datajoint.json", "DJ_USER", "DJ_USER_FILE"];
        expected.ShouldAllBe(word => missing.Message.Contains(word));

        bench.WriteSecret("datajoint.prod.json", "{}");
        Should.Throw<ConnectionException>(() => bench.Load().CreateDataSource()).Message.ShouldContain("prod (--env NAME, or DJ_ENV)");

        bench.WriteSecret("database.user", bench.Account.User);
        ConnectionException refused = Should.Throw<ConnectionException>(() => bench.Load().Connect());
        refused.Diagnostics.Select(one => one.Id).ShouldBe(["DJ3002"], "the server demands a password");
        string[] places = ["djc secrets set database.password", "DJ_PASS", "DJ_PASS_FILE", "prod"];
        places.ShouldAllBe(word => refused.Message.Contains(word));
    }

    [Fact]
    public async Task Many_at_once_open_as_many_sessions()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        DataJointConfig config = bench.Load();
        Connection[] all = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => i % 2 == 0 ? Task.Run(() => config.Connect()) : config.ConnectAsync()));
        long[] sessions = await Task.WhenAll(all.Select(one => one.DbConnection.NumberAsync(backend.SessionId)));
        sessions.ShouldBeUnique();
        Array.ForEach(all, one => one.Dispose());
        await Wait.UntilAsync(async () => await bench.SessionsAsync() == 0);
    }

    [Fact]
    public Task A_cancelled_opening_leaves_no_session() => ShouldLeaveNoSessionAsync(openings: 50);

    [Fact]
    [Trait("Suite", "Stress")]
    public Task Many_cancelled_openings_leave_no_session() => ShouldLeaveNoSessionAsync(openings: 1000);

    private async Task ShouldLeaveNoSessionAsync(int openings)
    {
        await using Bench bench = await Bench.AtAsync(backend);
        DataJointConfig config = bench.Load();
        await Should.ThrowAsync<OperationCanceledException>(() => config.ConnectAsync(cancellationToken: new CancellationToken(canceled: true)));
        TimeSpan whole = TimeSpan.MaxValue;
        for (int i = 0; i < 8; i++)
        {
            // The quickest: one that happened to be slow would make all others wait.
            long begin = Stopwatch.GetTimestamp();
            (await config.ConnectAsync()).Dispose();
            TimeSpan took = Stopwatch.GetElapsedTime(begin);
            whole = took < whole ? took : whole;
        }

        for (int i = 0; i < openings; i++)
        {
            // From before the first packet to just after the last one, where giving up and being open meet.
            using CancellationTokenSource soon = new(whole * (i % 25) / 20);
            try
            {
                (await config.ConnectAsync(cancellationToken: soon.Token)).Dispose();
            }
            catch (OperationCanceledException)
            {
                // What is looked for.
            }
        }

        await Wait.UntilAsync(async () => await bench.SessionsAsync() == 0);
    }

    [Fact]
    public async Task A_transaction_is_committed_or_rolled_back_whole()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        await bench.MakeCounterAsync();
        using Connection connection = bench.Load().Connect();
        await connection.TransactAsync((transaction, _) => transaction.RunAsync("UPDATE counter SET n = n + 1"));
        connection.Transact(transaction => transaction.Connection!.RunIn(transaction, "UPDATE counter SET n = n + 1"));
        (await bench.CountAsync()).ShouldBe(2);

        Should.Throw<InvalidTimeZoneException>(() => connection.Transact(transaction =>
        {
            transaction.Connection!.RunIn(transaction, "UPDATE counter SET n = n + 1");
            throw new InvalidTimeZoneException("the program's own");
        }));
        await Should.ThrowAsync<InvalidTimeZoneException>(() => connection.TransactAsync(async (transaction, _) =>
        {
            await transaction.RunAsync("UPDATE counter SET n = n + 1");
            throw new InvalidTimeZoneException("the program's own");
        }));
        (await bench.CountAsync()).ShouldBe(2);
        connection.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task A_refused_statement_is_told_in_the_servers_words()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        using Connection connection = bench.Load().Connect();
        DbException refused = await Should.ThrowAsync<DbException>(() => connection.DbConnection.RunAsync("SELECT nonsense FROM nowhere"));
        ConnectionException told = connection.Explain(refused);
        told.Message.ShouldContain("nowhere");
        told.ShouldBe("DJ3027", bench.Account.Password).IsTransient.ShouldBeFalse();
        connection.Ping();
    }
}
