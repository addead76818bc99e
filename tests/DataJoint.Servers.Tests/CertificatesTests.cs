using System.Security.Cryptography.X509Certificates;

namespace DataJoint.Servers.Tests;

public sealed class CertificatesTests
{
    private static readonly Certificates All = Certificates.Shared;

    [Fact]
    public void The_valid_one_verifies_for_localhost_and_its_address()
    {
        using var certificate = X509Certificate2.CreateFromPemFile(All.Valid.CertificateFile, All.Valid.KeyFile);
        Verify(certificate, All.CaFile).ShouldBe(X509ChainStatusFlags.NoError);
        certificate.MatchesHostname("localhost").ShouldBeTrue();
        certificate.MatchesHostname("127.0.0.1").ShouldBeTrue();
        certificate.HasPrivateKey.ShouldBeTrue();
    }

    [Fact]
    public void The_expired_one_fails_for_its_time_only()
    {
        using X509Certificate2 certificate = Load(All.Expired);
        Verify(certificate, All.CaFile).ShouldBe(X509ChainStatusFlags.NotTimeValid);
        certificate.MatchesHostname("localhost").ShouldBeTrue();
    }

    [Fact]
    public void The_one_for_the_wrong_host_fails_for_its_name_only()
    {
        using X509Certificate2 certificate = Load(All.WrongHost);
        Verify(certificate, All.CaFile).ShouldBe(X509ChainStatusFlags.NoError);
        certificate.MatchesHostname("localhost").ShouldBeFalse();
        certificate.MatchesHostname("127.0.0.1").ShouldBeFalse();
    }

    [Fact]
    public void The_foreign_ones_verify_with_the_foreign_authority_only()
    {
        using X509Certificate2 server = Load(All.Foreign);
        Verify(server, All.CaFile).ShouldBe(X509ChainStatusFlags.PartialChain);
        Verify(server, All.ForeignCaFile).ShouldBe(X509ChainStatusFlags.NoError);
        using X509Certificate2 client = Load(All.ForeignClient);
        Verify(client, All.CaFile).ShouldBe(X509ChainStatusFlags.PartialChain);
    }

    [Fact]
    public void The_client_s_has_a_key_that_only_its_owner_reads()
    {
        using var client = X509Certificate2.CreateFromPemFile(All.Client.CertificateFile, All.Client.KeyFile);
        client.GetNameInfo(X509NameType.SimpleName, forIssuer: false).ShouldBe("dj");
        Verify(client, All.CaFile).ShouldBe(X509ChainStatusFlags.NoError);
        string[] keys = Directory.GetFiles(All.Directory, "*.key");
        keys.ShouldContain(All.Client.KeyFile);
        foreach (string key in keys)
        {
            File.GetUnixFileMode(key).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, key);
        }
    }

    private static X509Certificate2 Load(ServerCertificate files) => X509CertificateLoader.LoadCertificateFromFile(files.CertificateFile);

    private static X509ChainStatusFlags Verify(X509Certificate2 certificate, string authority)
    {
        using var chain = new X509Chain { ChainPolicy = Trust.Only(authority) };
        chain.Build(certificate);
        return chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
    }
}
