using System.Data;
using System.Data.Common;
using DataJoint.Servers;

namespace DataJoint.Connections.Tests;

/// <summary>Connections that are lost while they work: what is told, what is stored, and what happens next.</summary>
public abstract class LossTests(Backend backend)
{
    private const string Count = "UPDATE counter SET n = n + 1";

    public static TheoryData<string, bool> Losses => new()
    {
        { "cut", true }, { "cut", false }, { "reset", true }, { "reset", false },
    };

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task Cut_before_the_statement_arrives_it_is_never_run(string kind, bool isAsync)
    {
        await using Bench bench = await StartAsync();
        using Connection connection = bench.Load().Connect();
        await ShouldBeLostAsync(bench, connection, Of(kind).BeforeText(Side.Client, "UPDATE counter"), isAsync);
        (await bench.CountAsync()).ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task Cut_in_the_answer_the_statement_has_run_once_and_is_not_run_again(string kind, bool isAsync)
    {
        await using Bench bench = await StartAsync();
        using Connection connection = bench.Load().Connect();
        await ShouldBeLostAsync(bench, connection, Of(kind).AfterBytes(Side.Server, 1), isAsync);
        (await bench.CountAsync()).ShouldBe(1);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("reset")]
    public async Task Cut_in_the_result_it_does_not_look_complete(string kind)
    {
        await using Bench bench = await StartAsync();
        await using Connection connection = await bench.Load().ConnectAsync();
        DbConnection own = connection.DbConnection;
        bench.Proxy.ForOpen(Of(kind).AfterBytes(Side.Server, 300_000));
        Exception lost = await Should.ThrowAsync<Exception>(async () =>
        {
            await using DbCommand command = own.CreateCommand();
            command.CommandText = backend.Rows(900);
            await using DbDataReader reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                reader.GetString(0).Length.ShouldBe(1000);
            }
        });
        connection.Explain(lost).ShouldBe("DJ3015", bench.Account.Password).IsTransient.ShouldBeTrue();
        (await (await connection.GetDbConnectionAsync()).RunAsync(backend.CurrentUser)).ShouldBe(bench.Account.User);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_transaction_that_lost_its_connection_is_gone_and_stored_nothing(string kind, bool isAsync)
    {
        await using Bench bench = await StartAsync();
        await using Connection connection = await bench.Load().ConnectAsync();
        int runs = 0;
        ConnectionException lost = await TransactAsync(connection, isAsync, transaction =>
        {
            runs++;
            transaction.Connection!.RunIn(transaction, Count);
            bench.Proxy.ForOpen(Of(kind));
            transaction.Connection!.RunIn(transaction, Count);
        });
        lost.ShouldBe("DJ3017", bench.Account.Password).IsTransient.ShouldBeTrue();
        lost.Message.ShouldContain("nothing of it is stored");
        runs.ShouldBe(1);
        await ShouldGoOnAsync(bench, connection, stored: 0);
    }

    [Fact]
    public async Task A_transaction_whose_session_the_server_ended_is_gone()
    {
        await using Bench bench = await StartAsync();
        await using Connection connection = await bench.Load().ConnectAsync();
        ConnectionException lost = await Should.ThrowAsync<ConnectionException>(() => connection.TransactAsync(async (transaction, _) =>
        {
            await transaction.RunAsync(Count);
            await bench.KillSessionsAsync();
            await transaction.RunAsync(Count);
        }));
        lost.ShouldBe("DJ3017", bench.Account.Password);
        await ShouldGoOnAsync(bench, connection, stored: 0);
    }

    [Fact]
    public async Task A_loss_that_the_work_keeps_to_itself_is_told_all_the_same()
    {
        await using Bench bench = await StartAsync();
        await using Connection connection = await bench.Load().ConnectAsync();
        ConnectionException lost = await Should.ThrowAsync<ConnectionException>(() => connection.TransactAsync(async (transaction, _) =>
        {
            await transaction.RunAsync(Count);
            bench.Proxy.ForOpen(NetworkFault.Cut);
            await Should.ThrowAsync<DbException>(() => transaction.RunAsync(Count));
        }));
        lost.ShouldBe("DJ3017", bench.Account.Password);
        await ShouldGoOnAsync(bench, connection, stored: 0);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task Cut_before_the_commit_arrives_nobody_claims_to_know(string kind, bool isAsync) => await CutCommitAsync(
        isAsync, Of(kind).BeforeText(Side.Client, backend.Commit), stored: 0);

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task Cut_in_the_answer_to_the_commit_nobody_claims_to_know(string kind, bool isAsync) => await CutCommitAsync(
        isAsync, Of(kind).AfterBytes(Side.Server, 1), stored: 1);

    [Fact]
    public async Task Inside_a_transaction_of_ones_own_nothing_is_replaced()
    {
        await using Bench bench = await StartAsync();
        await using Connection connection = await bench.Load().ConnectAsync();
        DbConnection own = connection.DbConnection;
        await using DbTransaction transaction = await own.BeginTransactionAsync();
        await transaction.RunAsync(Count);
        await Task.Delay(150);
        connection.DbConnection.ShouldBeSameAs(own, "a look at it must not disturb the transaction");
        await transaction.RunAsync(Count);
        bench.Proxy.ForOpen(NetworkFault.Cut);
        await Task.Delay(150);
        connection.DbConnection.ShouldBeSameAs(own);
        (await connection.GetDbConnectionAsync()).ShouldBeSameAs(own);
        DbException lost = await Should.ThrowAsync<DbException>(() => transaction.RunAsync(Count));
        connection.Explain(lost).ShouldBe("DJ3015", bench.Account.Password);
        await ShouldGoOnAsync(bench, connection, stored: 0);
    }

    [Fact]
    public async Task A_statement_that_the_server_takes_too_long_for_is_told_apart()
    {
        await using Bench bench = await StartAsync();
        await using Connection connection = await bench.Load().ConnectAsync();
        await using DbCommand command = connection.DbConnection.CreateCommand();
        command.CommandText = backend.Sleep(600);
        command.CommandTimeout = 1;
        DbException late = await Should.ThrowAsync<DbException>(() => command.ExecuteScalarAsync());
        connection.Explain(late).ShouldBe("DJ3013", bench.Account.Password).Message.ShouldContain("CommandTimeout");
        (await (await connection.GetDbConnectionAsync()).RunAsync(backend.CurrentUser)).ShouldBe(bench.Account.User);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task So_is_one_that_the_server_cannot_be_told_to_give_up(bool isAsync)
    {
        await using Bench bench = await StartAsync();
        await using Connection connection = await bench.Load().ConnectAsync();
        await using DbCommand command = connection.DbConnection.CreateCommand();
        command.CommandText = backend.Sleep(600);
        command.CommandTimeout = 1;

        // The driver asks on another connection to end the statement, and gives the server some time after that.
        bench.Proxy.ForOpen(NetworkFault.BlackHole);
        await bench.Proxy.RefuseAsync();
        DbException late = isAsync ? await Should.ThrowAsync<DbException>(() => command.ExecuteScalarAsync()) : Should.Throw<DbException>(() => command.ExecuteScalar());
        connection.Explain(late).ShouldBe("DJ3013", bench.Account.Password).Message.ShouldContain("CommandTimeout");
        bench.Proxy.Accept();
        (await (await connection.GetDbConnectionAsync()).RunAsync(backend.CurrentUser)).ShouldBe(bench.Account.User);
    }

    private static NetworkFault Of(string kind) => kind == "cut" ? NetworkFault.Cut : NetworkFault.Reset;

    private static async Task<ConnectionException> TransactAsync(Connection connection, bool isAsync, Action<DbTransaction> work) => isAsync
        ? await Should.ThrowAsync<ConnectionException>(() => connection.TransactAsync((transaction, _) => Task.Run(() => work(transaction), CancellationToken.None)))
        : Should.Throw<ConnectionException>(() => connection.Transact(work));

    private async Task<Bench> StartAsync()
    {
        Bench bench = await Bench.AtAsync(backend, isProxied: true);
        await bench.MakeCounterAsync();
        return bench;
    }

    private async Task CutCommitAsync(bool isAsync, NetworkFault fault, long stored)
    {
        await using Bench bench = await StartAsync();
        await using Connection connection = await bench.Load().ConnectAsync();
        int runs = 0;
        ConnectionException lost = await TransactAsync(connection, isAsync, transaction =>
        {
            runs++;
            transaction.Connection!.RunIn(transaction, Count);
            bench.Proxy.ForOpen(fault);
        });
        lost.ShouldBe("DJ3018", bench.Account.Password).IsTransient.ShouldBeFalse("trying again could do it twice");
        runs.ShouldBe(1);
        await ShouldGoOnAsync(bench, connection, stored);
    }

    private async Task ShouldBeLostAsync(Bench bench, Connection connection, NetworkFault fault, bool isAsync)
    {
        // Taken before the fault is there: a look at what sat idle for a while would meet it in place of the statement.
        DbConnection own = connection.DbConnection;
        bench.Proxy.ForOpen(fault);
        DbException lost = isAsync
            ? await Should.ThrowAsync<DbException>(() => own.RunAsync(Count))
            : Should.Throw<DbException>(() => own.Run(Count));
        ConnectionException told = connection.Explain(lost.ShouldNotTell(bench.Account.Password));
        told.ShouldBe("DJ3015", bench.Account.Password).IsTransient.ShouldBeTrue();
        own.State.ShouldNotBe(ConnectionState.Open);
        connection.ToString().ShouldEndWith("(closed)");
        (await connection.DbConnection.RunAsync(backend.CurrentUser)).ShouldBe(bench.Account.User);
        connection.ToString().ShouldEndWith("(open)");
    }

    private async Task ShouldGoOnAsync(Bench bench, Connection connection, long stored)
    {
        DbConnection next = await connection.GetDbConnectionAsync();
        (await next.RunAsync(backend.CurrentUser)).ShouldBe(bench.Account.User);
        await Wait.UntilAsync(async () => await bench.SessionsAsync() == 1);
        (await bench.CountAsync()).ShouldBe(stored);
        await connection.TransactAsync((transaction, _) => transaction.RunAsync(Count));
        (await bench.CountAsync()).ShouldBe(stored + 1);
    }
}
