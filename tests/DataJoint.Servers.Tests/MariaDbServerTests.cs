namespace DataJoint.Servers.Tests;

public sealed class MariaDbServerTests : DatabaseServerTests
{
    protected override async Task<DatabaseServer> StartAsync(DatabaseOptions? options = null) => await MariaDbServer.StartAsync(options);

    private protected override Task<IGreeting> GreetAsync(DatabaseServer server) => MySqlGreeting.HearAsync(server);
}
