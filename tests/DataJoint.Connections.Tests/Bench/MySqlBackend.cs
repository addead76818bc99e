using DataJoint.Servers;

namespace DataJoint.Connections.Tests;

public sealed class MySqlBackend : MySqlFamilyBackend
{
    protected override string Accounts => "mysql.user";

    public override int LongestPassword => 213;

    public override async Task<DatabaseServer> SharedAsync() => await MySqlServer.SharedAsync();

    public override async Task<DatabaseServer> StartAsync(DatabaseOptions options) => await MySqlServer.StartAsync(options);

    public override string AddPassword(string user, string current, string added) =>
        $"ALTER USER {Quote(user)} IDENTIFIED BY {Literal(added)} RETAIN CURRENT PASSWORD";
}
