using DataJoint.Servers;

namespace DataJoint.Connections.Tests;

public sealed class MariaDbBackend : MySqlFamilyBackend
{
    protected override string Accounts => "mysql.global_priv";

    public override int LongestPassword => 1000;

    // MariaDB says no more than that access is denied.
    public override string DemandsTls => "DJ3008";

    public override async Task<DatabaseServer> SharedAsync() => await MariaDbServer.SharedAsync();

    public override async Task<DatabaseServer> StartAsync(DatabaseOptions options) => await MariaDbServer.StartAsync(options);

    public override string AddPassword(string user, string current, string added) =>
        $"ALTER USER {Quote(user)} IDENTIFIED VIA mysql_native_password USING PASSWORD({Literal(current)}) OR mysql_native_password USING PASSWORD({Literal(added)})";
}
