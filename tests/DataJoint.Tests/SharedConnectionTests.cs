using System.Data;
using System.Data.Common;
using DataJoint.Connections;

namespace DataJoint.Tests;

public sealed class SharedConnectionTests
{
    [Fact]
    public void Everybody_gets_the_same_connection()
    {
        using Project project = new();
        SharedSession session = project.Open();
        using Connection connection = session.Connect(null, reset: false);
        session.Connect(null, reset: false).ShouldBeSameAs(connection);
        connection.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task Concurrent_first_calls_open_once()
    {
        using Project project = new();
        SharedSession session = project.Open();
        using Barrier start = new(16);
        Connection[] seen = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return i % 2 == 0 ? session.Connect(null, reset: false) : session.ConnectAsync(null, reset: false, CancellationToken.None).GetAwaiter().GetResult();
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        seen.Distinct().ShouldHaveSingleItem().Dispose();
    }

    [Fact]
    public void A_reset_closes_the_old_one_and_takes_the_settings_of_now()
    {
        using Project project = new();
        SharedSession session = project.Open();
        Connection former = session.Connect(null, reset: false);
        session.Config["database.name"] = "other.db";
        session.Connect(null, reset: false).ShouldBeSameAs(former);

        using Connection now = session.Connect(null, reset: true);
        former.IsConnected.ShouldBeFalse();
        now.ToString().ShouldContain("other.db");
        session.Connect(null, reset: false).ShouldBeSameAs(now);
    }

    [Fact]
    public async Task Resets_at_once_leave_one_open_connection()
    {
        using Project project = new();
        SharedSession session = project.Open();
        Connection[] seen = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => session.ConnectAsync(null, reset: true, CancellationToken.None)));
        seen.Count(connection => connection.IsConnected).ShouldBe(1);
        using Connection last = session.Connect(null, reset: false);
        seen.ShouldContain(last);
    }

    [Fact]
    public void Closed_by_somebody_it_is_opened_again()
    {
        using Project project = new();
        SharedSession session = project.Open();
        Connection former = session.Connect(null, reset: false);
        former.Close();
        using Connection next = session.Connect(null, reset: false);
        next.ShouldNotBeSameAs(former);
        next.IsConnected.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lost_it_opens_itself_again_for_everybody_who_holds_it(bool isAsync)
    {
        using Project project = new();
        SharedSession session = project.Open();
        using Connection held = session.Connect(null, reset: false);
        held.DbConnection.Close(); // as the driver does when a server has ended it
        held.IsConnected.ShouldBeFalse();

        Connection asked = isAsync ? await session.ConnectAsync(null, reset: false, CancellationToken.None) : session.Connect(null, reset: false);
        asked.ShouldBeSameAs(held);
        asked.Ping();
        held.DbConnection.State.ShouldBe(ConnectionState.Open);
    }

    [Fact]
    public void Lost_without_reconnect_another_one_is_opened()
    {
        using Project project = new("""{ "database": { "backend": "sqlite", "name": "lab.db", "reconnect": false } }""");
        SharedSession session = project.Open();
        using Connection held = session.Connect(null, reset: false);
        held.DbConnection.Close();
        using Connection next = session.Connect(null, reset: false);
        next.ShouldNotBeSameAs(held);
        next.Ping();
    }

    [Fact]
    public void After_a_failure_the_next_call_tries_again()
    {
        using Project project = new("""{ "database": { "backend": "sqlite", "name": "data/lab.db" } }""");
        SharedSession session = project.Open();
        Should.Throw<ConnectionException>(() => session.Connect(null, reset: false));
        Directory.CreateDirectory(project["data"]);
        using Connection connection = session.Connect(null, reset: false);
        connection.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task An_override_counts_for_the_flow_that_opens()
    {
        using Project project = new();
        SharedSession session = project.Open();
        Connection connection;
        using (session.Config.Override(("database.name", "scoped.db")))
        {
            connection = await session.ConnectAsync(null, reset: false, CancellationToken.None);
        }

        await using (connection)
        {
            connection.ToString().ShouldContain("scoped.db");
        }
    }

    [Fact]
    public async Task A_cancelled_caller_leaves_the_connection_to_the_others()
    {
        using Project project = new();
        SharedSession session = project.Open();
        await Should.ThrowAsync<OperationCanceledException>(() => session.ConnectAsync(null, reset: false, new CancellationToken(canceled: true)));
        using Connection connection = await session.ConnectAsync(null, reset: false, CancellationToken.None);
        connection.IsConnected.ShouldBeTrue();
        await Should.ThrowAsync<OperationCanceledException>(() => session.ConnectAsync(null, reset: false, new CancellationToken(canceled: true)));
        connection.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public void The_drivers_own_connection_takes_commands()
    {
        using Project project = new();
        using Connection connection = project.Open().Connect(null, reset: false);
        using DbCommand command = connection.DbConnection.CreateCommand();
        command.CommandText = "SELECT 6 * 7";
        command.ExecuteScalar().ShouldBe(42L);
    }
}
