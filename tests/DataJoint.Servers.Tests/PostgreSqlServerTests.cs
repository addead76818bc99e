namespace DataJoint.Servers.Tests;

public sealed class PostgreSqlServerTests : DatabaseServerTests
{
    protected override async Task<DatabaseServer> StartAsync(DatabaseOptions? options = null) => await PostgreSqlServer.StartAsync(options);

    private protected override Task<IGreeting> GreetAsync(DatabaseServer server) => PostgreSqlGreeting.HearAsync(server);
}
