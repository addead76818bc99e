using System.Data.Common;
using DataJoint.Configuration;
using DataJoint.Connections.Drivers;

namespace DataJoint.Connections.Tests;

/// <summary>A backend is one folder, as this one is, and one registration.</summary>
public sealed class AddedBackendTests
{
    [Fact]
    public async Task A_backend_that_is_registered_can_be_named_and_opened()
    {
        DatabaseDrivers.Shared.Register(new GuestDriver());
        using var laboratory = Laboratory.With("""
            {
              "database": { "backend": "guest", "name": ":memory:" },
              "connection": { "init_function": "CREATE TABLE started (at INTEGER)" }
            }
            """);
        DataJointConfig config = laboratory.Load();
        config.Diagnostics.ShouldBeEmpty();

        using (Connection connection = config.Connect())
        {
            connection.ToString().ShouldBe("guest :memory: (open)");
            Count(connection.DbConnection).ShouldBe(0L);
            connection.Transact(transaction => { });
            (await ServerInspection.ReadAsync(connection, () => DateTimeOffset.UnixEpoch, default)).Product.ShouldBe("Guest 1");
        }

        await using DbDataSource source = config.CreateDataSource();
        await using DbConnection pooled = await source.OpenConnectionAsync();
        Count(pooled).ShouldBe(0L);
    }

    [Fact]
    public async Task A_command_that_only_reads_guards_its_session_too()
    {
        DatabaseDrivers.Shared.Register(new GuestDriver());
        using var laboratory = Laboratory.With("""
            {
              "database": { "backend": "guest", "name": ":memory:" },
              "connection": { "init_function": "CREATE TABLE started (at INTEGER)" }
            }
            """);
        ConnectionException refused = await Should.ThrowAsync<ConnectionException>(() => laboratory.Load().Snapshot.ConnectVerbatimAsync(readsOnly: true, default));
        refused.Diagnostic.Id.ShouldBe("DJ3036");
    }

    [Theory]
    [InlineData("mysql", "MySql")]
    [InlineData("postgresql", "PostgreSql")]
    [InlineData("sqlite", "Sqlite")]
    public void A_backend_without_its_package_names_the_package_and_the_call(string backend, string name)
    {
        using Laboratory laboratory = new();
        ConfigurationSnapshot snapshot = laboratory.Variable("DJ_BACKEND", backend).Load().Snapshot;
        Diagnostic missing = Should.Throw<ConnectionException>(() => new DatabaseDrivers().Get(snapshot)).Diagnostics.ShouldHaveSingleItem();
        missing.Id.ShouldBe("DJ3037");
        missing.Message.ShouldBe($"this program has no driver for the backend {backend}: found none");
        missing.Hint.ShouldBe($"Run: dotnet add package DataJoint.Connections.{name}. With a project reference, also call {name}Backend.Register() before the first connection.");
        missing.Origin.ShouldNotBeNull().ToString().ShouldBe("DJ_BACKEND");
    }

    [Fact]
    public async Task Every_way_of_opening_says_that_the_driver_is_missing()
    {
        DatabaseBackends.Register("absent");
        using var laboratory = Laboratory.With("""{ "database": { "backend": "absent" } }""");
        DataJointConfig config = laboratory.Load();
        ConnectionException[] refusals =
        [
            Should.Throw<ConnectionException>(() => config.Connect()),
            Should.Throw<ConnectionException>(() => config.CreateDataSource()),
            Should.Throw<ConnectionException>(() => config.Snapshot.Connect()),
            await Should.ThrowAsync<ConnectionException>(() => config.ConnectAsync()),
        ];
        foreach (ConnectionException refused in refusals)
        {
            refused.Diagnostic.Id.ShouldBe("DJ3037");
            refused.Message.ShouldStartWith("DJ3037: this program has no driver for the backend absent: found ");
            refused.Message.ShouldContain("mysql, postgresql, sqlite");
            refused.IsTransient.ShouldBeFalse();
        }
    }

    private static object? Count(DbConnection connection)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM started";
        return command.ExecuteScalar();
    }
}
