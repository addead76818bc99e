using System.Data.Common;

namespace DataJoint.Connections.Tests;

/// <summary>Transactions in which a statement fails, and the work goes on all the same.</summary>
public abstract class TransactionTests(Backend backend)
{
    private const string Insert = "INSERT INTO subject VALUES ('mouse-7')";

    /// <summary>Whether a transaction goes on after a statement in it has failed.</summary>
    protected abstract bool GoesOnAfterFailure { get; }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_commit_that_returns_has_stored_what_the_work_did(bool isAsync)
    {
        await using Bench bench = await StartAsync();
        await using Connection connection = await bench.Load().ConnectAsync();
        Exception? told = await TransactAsync(connection, isAsync, transaction =>
        {
            transaction.Connection!.RunIn(transaction, Insert);
            Should.Throw<DbException>(() => transaction.Connection!.RunIn(transaction, Insert)); // and the work keeps it to itself
        });
        if (GoesOnAfterFailure)
        {
            told.ShouldBeNull();
        }
        else
        {
            ConnectionException refused = told.ShouldBeOfType<ConnectionException>().ShouldBe("DJ3035", bench.Account.Password);
            refused.Diagnostics[0].Hint!.ShouldContain("savepoint");
            refused.IsTransient.ShouldBeFalse();
        }

        (await CountAsync(connection)).ShouldBe(GoesOnAfterFailure ? 1 : 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Back_at_a_savepoint_the_transaction_is_stored(bool isAsync)
    {
        await using Bench bench = await StartAsync();
        await using Connection connection = await bench.Load().ConnectAsync();
        (await TransactAsync(connection, isAsync, transaction =>
        {
            transaction.Connection!.RunIn(transaction, Insert);
            transaction.Save("before");
            Should.Throw<DbException>(() => transaction.Connection!.RunIn(transaction, Insert));
            transaction.Rollback("before");
        })).ShouldBeNull();
        (await CountAsync(connection)).ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Work_that_ends_the_transaction_itself_is_told(bool isAsync)
    {
        await using Bench bench = await StartAsync();
        await using Connection connection = await bench.Load().ConnectAsync();
        (await TransactAsync(connection, isAsync, transaction => transaction.Rollback())).ShouldBeAssignableTo<InvalidOperationException>();
        (await TransactAsync(connection, isAsync, transaction => transaction.Connection!.RunIn(transaction, Insert))).ShouldBeNull();
        (await CountAsync(connection)).ShouldBe(1);
    }

    private static async Task<Exception?> TransactAsync(Connection connection, bool isAsync, Action<DbTransaction> work) => isAsync
        ? await Record.ExceptionAsync(() => connection.TransactAsync((transaction, _) => Task.Run(() => work(transaction), CancellationToken.None)))
        : Record.Exception(() => connection.Transact(work));

    private static async Task<long> CountAsync(Connection connection) =>
        await (await connection.GetDbConnectionAsync()).NumberAsync("SELECT COUNT(*) FROM subject");

    private async Task<Bench> StartAsync()
    {
        Bench bench = await Bench.AtAsync(backend);
        using Connection connection = bench.Load().Connect();
        await connection.DbConnection.RunAsync("CREATE TABLE subject (name VARCHAR(20) NOT NULL PRIMARY KEY)");
        return bench;
    }
}
