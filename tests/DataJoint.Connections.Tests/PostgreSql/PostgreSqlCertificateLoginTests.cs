using System.Data.Common;
using DataJoint.Configuration;
using DataJoint.Servers;

namespace DataJoint.Connections.Tests;

public sealed class PostgreSqlCertificateLoginTests() : CertificateLoginTests(Backend.PostgreSql)
{
    [Theory]
    [InlineData("scram-sha-256 clientcert=verify-full", null)]
    [InlineData("cert", "takes the name in the client certificate, and it is not")]
    public async Task The_name_in_the_certificate_is_the_users(string method, string? expected)
    {
        Certificates all = Certificates.Shared;
        await using DatabaseServer server = await Backend.PostgreSql.StartAsync(new DatabaseOptions { Certificate = all.Valid, ClientAuthorityFile = all.CaFile });
        await using Bench bench = await Bench.AtAsync(Backend.PostgreSql, server);
        await using (DbConnection administrator = await Backend.PostgreSql.OpenBareAsync(server, new Account(server.User, server.Password)))
        {
            await PostgreSqlBackend.ChangeRulesAsync(
                administrator, rules => $"hostssl all dj 127.0.0.1/32 {method}\nhostssl all {bench.Account.User} 127.0.0.1/32 {method}\n" + rules);
        }

        (bench["database.use_tls"], bench["database.tls.ca"], bench["database.host"]) = (true, all.CaFile, "localhost");
        (bench["database.tls.cert"], bench["database.tls.key"]) = (all.Client.CertificateFile, all.Client.KeyFile);
        DataJointConfig config = bench.Load();
        ConnectionException refused = Should.Throw<ConnectionException>(() => config.Connect()).ShouldBe("DJ3008", bench.Account.Password);
        refused.Message.ShouldContain(expected ?? bench.Account.User);

        (config["database.user"], config["database.password"]) = (server.User, server.Password);
        using Connection connection = config.Connect();
        (await connection.DbConnection.RunAsync(Backend.PostgreSql.CurrentUser)).ShouldBe("dj");

        // To clean up, the administrator is let in without a certificate again.
        await PostgreSqlBackend.ChangeRulesAsync(
            connection.DbConnection, rules => string.Join('\n', rules.Split('\n').Where(rule => !rule.Contains(method, StringComparison.Ordinal))) + """

                host all all 0.0.0.0/0 scram-sha-256

                """);
    }
}
