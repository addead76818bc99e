using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using DataJoint.Configuration;
using DataJoint.Servers;

namespace DataJoint.Connections.Tests;

/// <summary>Files that <c>database.tls</c> names and that cannot be used: told before anything is sent.</summary>
public sealed class TlsFileTests
{
    private static Certificates All => Certificates.Shared;

    [Theory]
    [InlineData("ca", "does not exist")]
    [InlineData("cert", "does not exist")]
    [InlineData("key", "without database.tls.cert")]
    public void A_missing_file_is_told(string which, string expected) =>
        Refuse((which, "nowhere.pem")).Message.ShouldContain(expected);

    [Theory]
    [InlineData("ca")]
    [InlineData("cert")]
    public void Garbage_is_told(string which)
    {
        Refuse((which, "garbage.pem"), "no certificate, only words").Message.ShouldContain($"database.tls.{which}");
        Refuse((which, "garbage.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n").Message.ShouldContain($"database.tls.{which}");
        Refuse((which, "garbage.pem"), "").Message.ShouldContain($"database.tls.{which}");
    }

    [Fact]
    public void A_key_of_another_certificate_is_told_and_not_shown()
    {
        using Laboratory laboratory = new();
        using var another = RSA.Create(2048);
        string key = another.ExportPkcs8PrivateKeyPem();
        File.WriteAllText(laboratory["another.key"], key);
        ConnectionException told = RefuseBoth(All.Client.CertificateFile, laboratory["another.key"]);
        told.Message.ShouldContain("database.tls.key");
        key.Split('\n').Where(line => line.Length > 20 && line[0] != '-').ShouldAllBe(line => !told.ToString().Contains(line));
    }

    [Fact]
    public void A_certificate_in_place_of_the_key_is_told() =>
        RefuseBoth(All.Client.CertificateFile, All.Client.CertificateFile).Message.ShouldContain("database.tls.key");

    [Fact]
    public void A_directory_is_told() => Refuse(("ca", "/")).Message.ShouldContain("database.tls.ca");

    [Theory]
    [InlineData("ca")]
    [InlineData("cert")]
    [InlineData("key")]
    public async Task Whatever_is_no_regular_file_and_what_is_too_large_is_told_and_not_read(string which)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has no such things in folders.");
        using Laboratory laboratory = new();
        using (var maker = Process.Start("mkfifo", [laboratory["pipe"]]))
        {
            await maker.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(laboratory["socket"]));
        File.CreateSymbolicLink(laboratory["link"], laboratory["pipe"]);
        File.CreateSymbolicLink(laboratory["broken"], laboratory["nowhere"]);
        using (FileStream large = File.Create(laboratory["large.pem"]))
        {
            large.SetLength(5 << 20);
        }

        foreach ((string path, string expected) in ((string, string)[])[
            (laboratory["pipe"], "it is a FIFO, and a regular file is expected"), (laboratory["link"], "it is a FIFO"), (laboratory["socket"], "it is a socket"),
            (laboratory.Root, "it is a directory"), ("/dev/zero", "it is a character device"), (laboratory["broken"], "it is a link that leads nowhere"),
            (laboratory["large.pem"], "it is larger than 4 MiB")])
        {
            ConnectionException refused = await Task.Run(
                () => which == "key" ? RefuseBoth(All.Client.CertificateFile, path) : Refuse((which, path)), TestContext.Current.CancellationToken)
                .WaitAsync(Wait.Limit, TestContext.Current.CancellationToken);

            refused.Message.ShouldContain($"database.tls.{which}");
            refused.Message.ShouldContain(expected);
        }
    }

    [Fact]
    public void A_certificate_without_its_key_is_told()
    {
        ConnectionException refused = Refuse(("cert", All.Client.CertificateFile));
        refused.Message.ShouldContain("database.tls.cert is set without database.tls.key, and its file holds no private key either");
        refused.Diagnostics[0].Hint.ShouldBe("Run: djc config set database.tls.key PATH (a PEM file). Or go without both: djc config unset database.tls.cert");
    }

    [Fact]
    public void A_key_without_its_certificate_is_told() =>
        Refuse(("key", "nowhere.pem")).Diagnostics[0].Hint.ShouldBe(
            "Run: djc config set database.tls.cert PATH (a PEM file). Or go without both: djc config unset database.tls.key");

    [Fact]
    public void Files_that_nothing_reads_are_no_obstacle()
    {
        Assert.SkipWhen(Wine.IsHere, Wine.RefusesInSilence);
        using Laboratory laboratory = new();
        DataJointConfig config = Prepare(laboratory);
        (config["database.use_tls"], config["database.tls.ca"], config["database.tls.key"]) = (false, "nowhere.pem", "nowhere.key");
        Should.Throw<ConnectionException>(() => config.Connect()).ShouldBe("DJ3006", "fake-password");
    }

    private static ConnectionException RefuseBoth(string certificate, string key)
    {
        using Laboratory laboratory = new();
        DataJointConfig config = Prepare(laboratory);
        (config["database.tls.cert"], config["database.tls.key"]) = (certificate, key);
        return Refuse(config);
    }

    private static ConnectionException Refuse((string Which, string Path) file, string? content = null)
    {
        using Laboratory laboratory = new();
        if (content is not null)
        {
            File.WriteAllText(laboratory[file.Path], content);
        }

        DataJointConfig config = Prepare(laboratory);
        config["database.tls." + file.Which] = file.Path;
        return Refuse(config);
    }

    private static DataJointConfig Prepare(Laboratory laboratory) =>
        laboratory.Variable("DJ_HOST", "127.0.0.1:1").Variable("DJ_USER", "alice").Variable("DJ_PASS", "fake-password").Load();

    private static ConnectionException Refuse(DataJointConfig config)
    {
        ConnectionException refused = Should.Throw<ConnectionException>(() => config.Connect()).ShouldBe("DJ3026", "fake-password");
        Should.Throw<ConnectionException>(() => config.CreateDataSource()).ShouldBe("DJ3026", "fake-password");
        return refused;
    }
}
