namespace DataJoint.Servers.Tests;

public sealed class MySqlServerTests : DatabaseServerTests
{
    protected override async Task<DatabaseServer> StartAsync(DatabaseOptions? options = null) => await MySqlServer.StartAsync(options);

    private protected override Task<IGreeting> GreetAsync(DatabaseServer server) => MySqlGreeting.HearAsync(server);
}
