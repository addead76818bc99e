using System.Data.Common;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using DataJoint.Configuration;
using DataJoint.Servers;

namespace DataJoint.Connections.Tests;

/// <summary><c>database.use_tls</c> and <c>database.tls.*</c> against servers with and without TLS and with certificates of all kinds.</summary>
public abstract class TlsTests(Backend backend)
{
    [Fact]
    public async Task Unset_it_is_encrypted_where_the_server_offers_TLS()
    {
        await using Bench bench = await Bench.AtAsync(backend, await backend.EncryptedAsync());
        bench["database.use_tls"] = null;
        DataJointConfig config = bench.Load();
        using Connection connection = config.Connect();
        (await backend.IsEncryptedAsync(connection.DbConnection)).ShouldBeTrue();
        connection.Warnings.ShouldBeEmpty();
        await using Connection another = await config.ConnectAsync();
        (await backend.IsEncryptedAsync(another.DbConnection)).ShouldBeTrue();
    }

    [Fact]
    public async Task Unset_it_goes_without_where_the_server_offers_none_and_warns()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        bench["database.use_tls"] = null;
        DataJointConfig config = bench.Load();
        using (Connection connection = config.Connect())
        {
            (await backend.IsEncryptedAsync(connection.DbConnection)).ShouldBeFalse();
            Diagnostic warning = connection.Warnings.ShouldHaveSingleItem();
            warning.Id.ShouldBe("DJ3021");
            warning.Hint!.ShouldContain("database.use_tls");
        }

        List<Diagnostic> told = [];
        await using DbDataSource source = config.CreateDataSource(new DataSourceOptions { OnWarning = told.Add });
        (await source.OpenConnectionAsync()).Dispose();
        source.OpenConnection().Dispose();
        told.ShouldHaveSingleItem("each warning is given once").Id.ShouldBe("DJ3021");
    }

    [Fact]
    public async Task Whether_the_server_offers_it_is_asked_once_for_connections_that_others_open()
    {
        await using Bench bench = await Bench.AtAsync(backend, await backend.EncryptedAsync(), isProxied: true);
        bench["database.use_tls"] = null;
        await using DbDataSource source = bench.Load().CreateDataSource();
        for (int i = 0; i < 4; i++)
        {
            await using DbConnection connection = source.CreateConnection();
            await connection.OpenAsync();
            (await backend.IsEncryptedAsync(connection)).ShouldBeTrue();
        }

        bench.Proxy.Accepted.ShouldBeLessThanOrEqualTo(2, "one session of the pool, and one question");
    }

    [Fact]
    public async Task Required_it_is_encrypted_or_refused()
    {
        await using Bench bench = await Bench.AtAsync(backend, await backend.EncryptedAsync());
        bench["database.use_tls"] = true;
        using (Connection connection = bench.Load().Connect())
        {
            (await backend.IsEncryptedAsync(connection.DbConnection)).ShouldBeTrue();
            connection.Warnings.ShouldBeEmpty();
        }

        await using Bench plain = await Bench.AtAsync(backend);
        plain["database.use_tls"] = true;
        await ShouldBeRefusedAsync(plain, "DJ3010");
    }

    [Theory]
    [InlineData("ca")]
    [InlineData("full")]
    public async Task A_server_that_is_to_be_verified_must_offer_it(string verify)
    {
        await using Bench bench = await Bench.AtAsync(backend);
        (bench["database.use_tls"], bench["database.tls.verify"]) = (null, verify);
        ConnectionException refused = await ShouldBeRefusedAsync(bench, "DJ3010");
        refused.Message.ShouldContain("verified");
    }

    [Fact]
    public async Task Refused_it_is_plain_even_where_the_server_offers_TLS_and_does_not_warn()
    {
        await using Bench bench = await Bench.AtAsync(backend, await backend.EncryptedAsync());
        using Connection connection = bench.Load().Connect();
        (await backend.IsEncryptedAsync(connection.DbConnection)).ShouldBeFalse();
        connection.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_demands_TLS_is_told_apart()
    {
        DatabaseServer server = await backend.SharedAsync("demanding", new DatabaseOptions { Certificate = Certificates.Shared.Valid, RequireTls = true });
        await using Bench bench = await Bench.AtAsync(backend, server);
        ConnectionException refused = await ShouldBeRefusedAsync(bench, backend.DemandsTls);
        refused.Message.ShouldContain("database.use_tls");
        bench["database.use_tls"] = null;
        using Connection connection = bench.Load().Connect();
        (await backend.IsEncryptedAsync(connection.DbConnection)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("valid")]
    [InlineData("expired")]
    [InlineData("wrong host")]
    [InlineData("foreign")]
    public async Task A_certificate_is_judged_as_the_settings_say(string kind)
    {
        Certificates all = Certificates.Shared;
        ServerCertificate certificate = kind switch
        {
            "valid" => all.Valid,
            "expired" => all.Expired,
            "wrong host" => all.WrongHost,
            _ => all.Foreign,
        };
        DatabaseServer server = await backend.SharedAsync(kind, new DatabaseOptions { Certificate = certificate });
        await using Bench bench = await Bench.AtAsync(backend, server);
        bench["database.host"] = "localhost";
        List<string> surprises = [];
        foreach (string? verify in (string?[])[null, "none", "ca", "full"])
        {
            foreach (string? ca in (string?[])[null, all.CaFile, all.ForeignCaFile])
            {
                foreach (bool? useTls in (bool?[])[null, true])
                {
                    (bench["database.tls.verify"], bench["database.tls.ca"], bench["database.use_tls"]) = (verify, ca, useTls);
                    string expected = Expect(kind, verify ?? (ca is null ? "none" : "full"), ca);
                    string found = await TryAsync(bench);
                    if (found != expected)
                    {
                        surprises.Add($"verify={verify ?? "unset"} ca={Path.GetFileName(ca) ?? "unset"} use_tls={useTls?.ToString() ?? "unset"}: {found}, not {expected}");
                    }
                }
            }
        }

        surprises.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("expired", "it is valid from")]
    [InlineData("wrong host", "it is for another host: other.invalid")]
    [InlineData("foreign", "its issuer \"DataJoint foreign test CA\" is not an authority in")]
    public async Task A_rejected_certificate_is_told_with_its_reason(string kind, string reason)
    {
        Certificates all = Certificates.Shared;
        ServerCertificate certificate = kind switch
        {
            "expired" => all.Expired,
            "foreign" => all.Foreign,
            _ => all.WrongHost,
        };
        DatabaseServer server = await backend.SharedAsync(kind, new DatabaseOptions { Certificate = certificate });
        await using Bench bench = await Bench.AtAsync(backend, server, isProxied: true);
        (bench["database.host"], bench["database.tls.ca"], bench["database.use_tls"]) = ("localhost", all.CaFile, null);
        (await ShouldBeRefusedAsync(bench, "DJ3012")).Message.ShouldContain(reason);
        bench.Proxy.Logins.ShouldBe(3, "one for each of the three attempts: nothing is tried again without TLS");
    }

    [Fact]
    public async Task A_client_certificate_that_the_server_wants_is_shown_to_it()
    {
        Certificates all = Certificates.Shared;
        DatabaseOptions options = new() { Certificate = all.Valid, ClientAuthorityFile = all.CaFile, RequireClientCertificate = true };
        await using DatabaseServer server = await backend.StartAsync(options);
        using Laboratory laboratory = new();
        DataJointConfig config = laboratory.At(backend, server);
        config["database.use_tls"] = true;
        Should.Throw<ConnectionException>(() => config.Connect()).ShouldBe(backend.NoClientCertificate, server.Password);

        (config["database.tls.cert"], config["database.tls.key"]) = (all.ForeignClient.CertificateFile, all.ForeignClient.KeyFile);
        Should.Throw<ConnectionException>(() => config.Connect()).ShouldBe(backend.ForeignClientCertificate, server.Password);

        (config["database.tls.cert"], config["database.tls.key"], config["database.tls.ca"]) = (all.Client.CertificateFile, all.Client.KeyFile, all.CaFile);
        config["database.host"] = "localhost";
        using (Connection connection = config.Connect())
        {
            connection.Ping();
        }

        await using DbDataSource source = config.CreateDataSource();
        await using DbConnection pooled = await source.OpenConnectionAsync();
        (await backend.IsEncryptedAsync(pooled)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("ca", true)]
    [InlineData("full", true)]
    [InlineData("full", false)]
    [InlineData(null, true)]
    public async Task A_man_in_the_middle_is_refused_and_hears_nothing(string? verify, bool hasCa)
    {
        await using Bench bench = await Bench.AtAsync(backend);
        await using var impostor = RogueServer.Start(backend, Certificates.Shared.Foreign);
        (bench["database.host"], bench["database.port"]) = ("localhost", impostor.Port);
        (bench["database.tls.verify"], bench["database.tls.ca"]) = (verify, hasCa ? Certificates.Shared.CaFile : null);
        foreach (bool? useTls in (bool?[])[null, true])
        {
            bench["database.use_tls"] = useTls;
            await ShouldBeRefusedAsync(bench, "DJ3012");
        }

        impostor.Heard.ShouldBeEmpty();
        impostor.Logins.ShouldBe(6, "nobody comes back to try in another way");
    }

    [Fact]
    public async Task Without_verification_he_hears_the_password_so_the_test_above_tests_something()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        await using var impostor = RogueServer.Start(backend, Certificates.Shared.Foreign);
        (bench["database.host"], bench["database.port"], bench["database.use_tls"]) = ("localhost", impostor.Port, true);
        await Should.ThrowAsync<ConnectionException>(() => bench.Load().ConnectAsync());
        impostor.Heard.ShouldContain(bench.Account.Password);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(true)]
    public async Task Who_says_that_the_server_has_no_TLS_does_not_get_the_password_in_clear(bool? useTls)
    {
        // The drivers take loopback for safe.
        IPAddress? own = NetworkInterface.GetAllNetworkInterfaces().SelectMany(each => each.GetIPProperties().UnicastAddresses).Select(each => each.Address)
            .FirstOrDefault(each => each.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(each));
        Assert.SkipWhen(own is null, "needs a network");
        await using Bench bench = await Bench.AtAsync(backend);
        await using var impostor = RogueServer.Start(backend, null, own);
        (bench["database.host"], bench["database.port"], bench["database.use_tls"]) = (own!.ToString(), impostor.Port, useTls);
        await ShouldBeRefusedAsync(bench, useTls == true ? "DJ3010" : "DJ3019");
        impostor.Heard.ShouldNotContain(bench.Account.Password);
    }

    [Fact]
    public async Task A_wrong_password_is_tried_once_and_never_in_plain_text()
    {
        await using Bench bench = await Bench.AtAsync(backend, await backend.EncryptedAsync(), isProxied: true);
        bench.WriteSecret("database.password", "fake-wrong");
        bench["database.use_tls"] = null;
        DataJointConfig config = bench.Load();
        (await Should.ThrowAsync<ConnectionException>(() => config.ConnectAsync())).ShouldBe("DJ3008", "fake-wrong");
        bench.Proxy.Logins.ShouldBe(1);
        Should.Throw<ConnectionException>(() => config.Connect()).ShouldBe("DJ3008", "fake-wrong");
        await using DbDataSource source = config.CreateDataSource();
        (await Should.ThrowAsync<ConnectionException>(async () => await source.OpenConnectionAsync())).ShouldBe("DJ3008", "fake-wrong");
        bench.Proxy.Logins.ShouldBeLessThanOrEqualTo(3, "on a slow machine the pair may have rested long enough");
    }

    [Fact]
    public async Task A_password_that_has_changed_meanwhile_is_fetched_and_tried_once_more()
    {
        await using Bench bench = await Bench.AtAsync(backend, await backend.EncryptedAsync(), isProxied: true);
        bench["database.use_tls"] = null;
        bench.WriteSecret("database.password", "fake-old");
        DataJointConfig config = bench.Load();
        bench.WriteSecret("database.password", "fake-wrong");
        (await Should.ThrowAsync<ConnectionException>(() => config.ConnectAsync())).ShouldBe("DJ3008", "fake-wrong").ShouldNotTell("fake-old");
        bench.Proxy.Logins.ShouldBe(2);
        bench.WriteSecret("database.password", bench.Account.Password);
        await using Connection connection = await config.ConnectAsync();
        bench.Proxy.Logins.ShouldBeInRange(3, 4, "the refused pair rests, unless this machine is slow");
        (await backend.IsEncryptedAsync(connection.DbConnection)).ShouldBeTrue();
    }

    private static string Expect(string kind, string verify, string? ca)
    {
        if (verify == "none")
        {
            return "encrypted";
        }

        string? right = kind == "foreign" ? Certificates.Shared.ForeignCaFile : Certificates.Shared.CaFile;
        bool isTrusted = ca == right && kind != "expired" && (verify == "ca" || kind != "wrong host");
        return isTrusted ? "encrypted" : "DJ3012";
    }

    private async Task<string> TryAsync(Bench bench)
    {
        try
        {
            await using Connection connection = await bench.Load().ConnectAsync();
            return await backend.IsEncryptedAsync(connection.DbConnection) ? "encrypted" : "plain";
        }
        catch (ConnectionException refused)
        {
            return refused.ShouldNotTell(bench.Account.Password).Diagnostic.Id;
        }
    }

    /// <summary>In all three ways of opening.</summary>
    private static async Task<ConnectionException> ShouldBeRefusedAsync(Bench bench, string id)
    {
        DataJointConfig config = bench.Load();
        Should.Throw<ConnectionException>(() => config.Connect()).ShouldBe(id, bench.Account.Password);
        await using DbDataSource source = config.CreateDataSource();
        (await Should.ThrowAsync<ConnectionException>(async () => await source.OpenConnectionAsync())).ShouldBe(id, bench.Account.Password);
        return (await Should.ThrowAsync<ConnectionException>(() => config.ConnectAsync())).ShouldBe(id, bench.Account.Password);
    }
}
