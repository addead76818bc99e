using System.Data.Common;
using DataJoint.Configuration;
using DataJoint.Servers;

namespace DataJoint.Connections.Tests;

/// <summary>Accounts that log in by their certificate.</summary>
public abstract class CertificateLoginTests(Backend backend)
{
    [Fact]
    public async Task Who_shows_the_certificate_needs_no_password()
    {
        Certificates all = Certificates.Shared;
        await using DatabaseServer server = await backend.StartAsync(new DatabaseOptions { Certificate = all.Valid, ClientAuthorityFile = all.CaFile });
        string user;
        await using (DbConnection administrator = await backend.OpenBareAsync(server, new Account(server.User, server.Password)))
        {
            user = await backend.CertifyAsync(administrator);
        }

        using Laboratory laboratory = new();
        DataJointConfig config = laboratory.Load();
        (config["database.backend"], config["database.host"], config["database.port"]) = (backend.Name, "localhost", server.Port);
        (config["database.user"], config["database.tls.ca"]) = (user, all.CaFile);
        Should.Throw<ConnectionException>(() => config.Connect()).Diagnostic.Id.ShouldBeOneOf("DJ3002", backend.NoClientCertificate);

        (config["database.tls.cert"], config["database.tls.key"]) = (all.ForeignClient.CertificateFile, all.ForeignClient.KeyFile);
        Should.Throw<ConnectionException>(() => config.Connect()).Diagnostic.Id.ShouldBeOneOf("DJ3002", backend.ForeignClientCertificate);

        (config["database.tls.cert"], config["database.tls.key"]) = (all.Client.CertificateFile, all.Client.KeyFile);
        using Connection connection = config.Connect();
        (await connection.DbConnection.RunAsync(backend.CurrentUser)).ShouldBe(user);
        await using Connection other = await config.ConnectAsync();
        await using DbDataSource source = config.CreateDataSource();
        await using DbConnection pooled = await source.OpenConnectionAsync();
        (await backend.IsEncryptedAsync(pooled)).ShouldBeTrue();
    }
}
