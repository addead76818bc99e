using System.Text;
using DataJoint.Configuration;
using DataJoint.Connections.Tests;
using DataJoint.Leaks;
using DataJoint.Operations.Verifications;

namespace DataJoint.Operations.Tests;

/// <summary>What was found is tried at real servers.</summary>
public sealed class LeakVerifierTests
{
    private static readonly Dictionary<string, Backend> Backends = new(StringComparer.Ordinal)
    {
        ["MariaDB"] = Backend.MariaDb,
        ["MySQL"] = Backend.MySql,
        ["PostgreSQL"] = Backend.PostgreSql,
    };

    public static TheoryData<string> Products => [.. Backends.Keys];

    [Theory]
    [MemberData(nameof(Products))]
    public async Task A_password_that_works_is_told_with_what_it_may_do_and_another_is_refused(string product)
    {
        await using Bench bench = await Bench.AtAsync(Backends[product], isProxied: true);

        IReadOnlyList<LeakVerification> results = await VerifyAsync(bench, $"DJ_USER={bench.Account.User}\nDJ_PASS={bench.Account.Password}\n", "DJ_PASS=fake-otter-Lamp-47\n");

        results.Select(each => each.Status).ShouldBe([VerificationStatus.Valid, VerificationStatus.Refused]);
        results[0].ToString().ShouldStartWith("still valid: ");
        results[0].ToString().ShouldContain(bench.Account.User);
        results[0].RightNames.ShouldBe(product == "PostgreSQL" ? ["write"] : ["read", "write"]);
        results[1].ToString().ShouldStartWith("refused: ");
        results.ShouldAllBe(each => !each.ToString().Contains("fake-", StringComparison.Ordinal));
        bench.Proxy.Logins.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Products))]
    public async Task An_account_that_only_reads_and_one_that_administers_are_told_apart(string product)
    {
        await using Bench bench = await Bench.AtAsync(Backends[product], isProxied: true);
        bool isPostgreSql = product == "PostgreSQL";
        await using RotationBench other = await RotationBench.AtAsync(Backends[product]);
        string reader = other.Bench.Account.User;
        await bench.MakeCounterAsync();
        foreach (string statement in isPostgreSql
            ? [$"REVOKE CREATE ON SCHEMA public FROM {bench.Backend.Quote(reader)}", $"DROP SCHEMA {bench.Backend.Quote(reader)} CASCADE", $"GRANT USAGE ON SCHEMA {bench.Backend.Quote(bench.Account.User)} TO {bench.Backend.Quote(reader)}",
                $"GRANT SELECT ON {bench.Backend.Quote(bench.Account.User)}.counter TO {bench.Backend.Quote(reader)}"]
            : new[] { $"REVOKE ALL PRIVILEGES, GRANT OPTION FROM {bench.Backend.Quote(reader)}", $"GRANT SELECT ON {bench.Backend.Quote(bench.Account.User)}.* TO {bench.Backend.Quote(reader)}" })
        {
            await bench.AdministerAsync(statement);
        }

        string text = $"DJ_USER={reader}\nDJ_PASS={other.Bench.Account.Password}\n";
        LeakVerification reads = (await VerifyAsync(bench, text))[0];
        await bench.AdministerAsync(isPostgreSql ? $"ALTER ROLE {bench.Backend.Quote(reader)} CREATEROLE" : $"GRANT CREATE USER ON *.* TO {bench.Backend.Quote(reader)}");

        reads.Status.ShouldBe(VerificationStatus.Valid, reads.ToString());
        reads.RightNames.ShouldBe(["read"]);
        (await VerifyAsync(bench, text))[0].RightNames.ShouldBe(["read", "administer"]);
    }

    [Fact]
    public async Task The_same_pair_is_tried_once_and_no_account_is_locked()
    {
        await using Bench bench = await Bench.AtAsync(Backend.MySql, isProxied: true);
        await bench.AdministerAsync($"ALTER USER {bench.Backend.Quote(bench.Account.User)} FAILED_LOGIN_ATTEMPTS 3 PASSWORD_LOCK_TIME 1");

        IReadOnlyList<LeakVerification> results = await VerifyAsync(
            bench, "DJ_PASS=fake-otter-Lamp-1\n", "password = 'fake-otter-Lamp-1'\n", "DJ_PASS=fake-otter-Lamp-2\n", "DJ_PASS=fake-otter-Lamp-3\n", "DJ_PASS=fake-otter-Lamp-4\n");

        results.Select(each => each.Status).ShouldBe(
            [VerificationStatus.Refused, VerificationStatus.Refused, VerificationStatus.Refused, VerificationStatus.NotTried, VerificationStatus.NotTried]);
        bench.Proxy.Logins.ShouldBe(2);
        (await VerifyAsync(bench, $"DJ_PASS={bench.Account.Password}\n"))[0].Status.ShouldBe(VerificationStatus.Valid);
    }

    [Fact]
    public async Task A_host_that_only_a_found_text_names_is_contacted_when_somebody_confirms_it()
    {
        await using Bench bench = await Bench.AtAsync(Backend.MySql, isProxied: true);
        string text = $"e = create('mysql://{bench.Account.User}:{bench.Account.Password}@localhost:{bench.Proxy.Port}/')\n";
        string host = $"localhost:{bench.Proxy.Port}";
        bench.WriteSecret("database.password", "fake-configured");

        (await VerifyAsync(bench, text))[0].ToString().ShouldBe($"not tried: the configuration does not name {host}; --verify-host {host} confirms it");
        List<string> asked = [];
        LeakVerificationOptions declining = new() { Confirm = each => { asked.Add(each); return false; } };
        (await VerifyAsync(bench, declining, text, text))[1].Status.ShouldBe(VerificationStatus.NotTried);
        asked.ShouldBe([host]);
        bench.Proxy.Logins.ShouldBe(0);
        (await VerifyAsync(bench, new LeakVerificationOptions { Hosts = ["localhost:1"] }, text))[0].Status.ShouldBe(VerificationStatus.NotTried);
        (await VerifyAsync(bench, new LeakVerificationOptions { Hosts = ["LOCALHOST"] }, text))[0].Status.ShouldBe(VerificationStatus.Valid);
        (await VerifyAsync(bench, new LeakVerificationOptions { Hosts = [host] }, text))[0].Status.ShouldBe(VerificationStatus.Valid);
    }

    [Fact]
    public async Task A_server_that_is_away_is_asked_once_and_the_result_is_unknown()
    {
        await using Bench bench = await Bench.AtAsync(Backend.PostgreSql, isProxied: true);
        await bench.Proxy.RefuseAsync();

        IReadOnlyList<LeakVerification> results = await VerifyAsync(bench, "DJ_PASS=fake-otter-Lamp-1\n", "DJ_PASS=fake-otter-Lamp-2\n");

        results.ShouldAllBe(each => each.Status == VerificationStatus.Unknown);
        results[1].ShouldBe(results[0]);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up()
    {
        using System.Net.Sockets.TcpListener silent = new(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        int port = ((System.Net.IPEndPoint)silent.LocalEndpoint).Port;
        using var laboratory = Laboratory.With($$"""{ "database": { "host": "127.0.0.1:{{port}}", "user": "ana" } }""");
        LeakVerifier verifier = new(laboratory.Load().Snapshot, new LeakVerificationOptions { Timeout = TimeSpan.FromMilliseconds(50) });

        (await verifier.VerifyAsync(Scan(laboratory.Load().Snapshot, "DJ_PASS=fake-otter-Lamp-1\n"), TestContext.Current.CancellationToken))[0].Status.ShouldBe(VerificationStatus.Unknown);
    }

    [Theory]
    [InlineData("{}", "DJ_PASS=otter-Lamp-47\n", "the configuration names no database server")]
    [InlineData("""{ "database": { "backend": "sqlite", "name": "a.db" } }""", "DJ_PASS=otter-Lamp-47\n", "an SQLite database has no logins")]
    [InlineData("""{ "database": { "host": "127.0.0.1:1" } }""", "DJ_PASS=otter-Lamp-47\n", "no user stands beside it, and database.user is not set")]
    [InlineData("""{ "database": { "host": "127.0.0.1:1", "user": "ana" } }""", "TOKEN=ghp_cDeZ6dqmVe5Mvxrv99NcqVTSu7rtaUWM6ZO8 # DJ_\n", "it is not a login of the database or a key of a store")]
    [InlineData("""{ "database": { "host": "127.0.0.1:1", "user": "ana" } }""", "AWS_SECRET_ACCESS_KEY=otter/Lamp47+otter/Lamp47+otter/Lamp47+o # DJ_\n", "the configuration has no s3 store")]
    public async Task What_belongs_to_no_configured_server_is_not_tried(string settings, string text, string reason)
    {
        using var laboratory = Laboratory.With(settings);
        ConfigurationSnapshot snapshot = laboratory.Load().Snapshot;

        IReadOnlyList<LeakVerification> results = await new LeakVerifier(snapshot).VerifyAsync(Scan(snapshot, text), TestContext.Current.CancellationToken);

        results.ShouldHaveSingleItem().ToString().ShouldBe("not tried: " + reason);
    }

    /// <summary>Each is told without anybody being contacted: no server is at the configured places.</summary>
    [Theory]
    [InlineData("AWS_ACCESS_KEY_ID=AKIAFAKEFAKEFAKEFAKE\nAWS_SECRET_ACCESS_KEY=otter/Lamp47+otter/Lamp47+otter/Lamp47+otte # DJ_\n", "it is a key of Amazon, and stores.main is elsewhere")]
    [InlineData("AWS_ACCESS_KEY_ID=ASIAFAKEFAKEFAKEFAKE\nAWS_SECRET_ACCESS_KEY=otter/Lamp47+otter/Lamp47+otter/Lamp47+otte # DJ_\n", "it is a temporary key, which counts with its session token alone")]
    [InlineData("c = Minio('other.example.com:9000', 'fake-id', 'otter-Lamp-47-otter')\n", "the configuration names no store at the host that stands beside it: stores.main is elsewhere")]
    [InlineData("MINIO_ROOT_PASSWORD=otter-Lamp-47 # DJ_\n", "it is the key of a store, and of which one is not known")]
    [InlineData("dj.config['stores.other.token'] = 'otter-Lamp-47'\n", "it is the key of a store, and of which one is not known")]
    [InlineData("u = 'https://ana:otter-Lamp-47@127.0.0.1:1/'\n", "it is the password of a URL that leads to no database")]
    [InlineData("u = 'mysql://ana:otter-Lamp-47@127.0.0.1:2/'\n", "127.0.0.1:2 is the endpoint of stores.main, and no database server")]
    public async Task A_key_goes_only_to_its_store_and_a_password_only_to_its_server(string text, string reason)
    {
        using var laboratory = Laboratory.With(
            """{ "database": { "host": "127.0.0.1:1", "user": "ana" }, "stores": { "main": { "protocol": "s3", "endpoint": "127.0.0.1:2", "bucket": "b", "location": "l" } } }""");
        ConfigurationSnapshot snapshot = laboratory.Load().Snapshot;

        string file = text.Contains("DJ_", StringComparison.Ordinal) ? "a.env" : "a.py";
        LeakScanner scanner = new(new LeakScannerOptions { KeepsCredentials = true });
        IReadOnlyList<Leak> leaks = scanner.ScanStream(new MemoryStream(Encoding.UTF8.GetBytes(text)), file).Leaks;
        LeakVerifier verifier = new(snapshot, new LeakVerificationOptions { Confirm = _ => true });
        IReadOnlyList<LeakVerification> results = await verifier.VerifyAsync(leaks, TestContext.Current.CancellationToken);

        results[^1].ToString().ShouldBe("not tried: " + reason, string.Join(", ", results));
    }

    [Theory]
    [InlineData("s3.amazonaws.com", "AKIAFAKEFAKEFAKEFAKE", true)]
    [InlineData("s3.amazonaws.com", "fake-id-of-a-minio", false)]
    [InlineData("127.0.0.1:2", "fake-id-of-a-minio", true)]
    public void A_key_of_Amazon_is_told_from_others_by_its_id(string endpoint, string id, bool isTried)
    {
        using var laboratory = Laboratory.With(
            $$"""{ "stores": { "main": { "protocol": "s3", "endpoint": "{{endpoint}}", "bucket": "b", "location": "l", "access_key": "fake-a", "secret_key": "fake-b" } } }""");
        ConfigurationSnapshot snapshot = laboratory.Load().Snapshot;
        FoundCredential found = new(LeakRules.AwsKey, "aws_secret_access_key=", new Secret("fake")) { User = id };

        (CredentialPair? pair, string reason) = new PairFinder(snapshot, new LeakVerificationOptions()).Find(found);

        (pair is not null).ShouldBe(isTried, reason);
    }

    [Fact]
    public async Task A_secret_of_the_users_is_not_sent_where_only_the_project_would_send_it()
    {
        await using Bench bench = await Bench.AtAsync(Backend.MySql, isProxied: true);
        bench.Save();
        File.Delete(Path.Combine(bench.Root, ".secrets", "database.password"));
        Dictionary<string, string> variables = new() { ["DJ_PASS"] = bench.Account.Password };
        ConfigurationOptions options = new() { StartDirectory = bench.Root, HostEnvironment = new HostEnvironment(variables, bench.Root) };
        ConfigurationSnapshot snapshot = DataJointConfig.Load(options).Snapshot;

        LeakVerification result = (await new LeakVerifier(snapshot).VerifyAsync(Scan(snapshot, bench.Account.Password), TestContext.Current.CancellationToken))[0];

        result.Status.ShouldBe(VerificationStatus.NotTried);
        result.Reason.ShouldContain("djc trust");
        bench.Proxy.Accepted.ShouldBe(0);
    }

    [Theory]
    [InlineData("USAGE ON *.*", CredentialRights.None)]
    [InlineData("USAGE ON *.*; SELECT ON `lab`.*", CredentialRights.Read)]
    [InlineData("SELECT (`id`), UPDATE (`x`) ON `lab`.`a`", CredentialRights.Read | CredentialRights.Write)]
    [InlineData("ALL PRIVILEGES ON `lab`.*", CredentialRights.Read | CredentialRights.Write)]
    [InlineData("INSERT ON `SELECT ON`.*", CredentialRights.Write)]
    public void Grants_are_told_in_few_words(string grants, CredentialRights rights) => AccountRights.OfGrants(grants).ShouldBe(rights);

    private static Task<IReadOnlyList<LeakVerification>> VerifyAsync(Bench bench, params string[] texts) =>
        VerifyAsync(bench, new LeakVerificationOptions { Timeout = TimeSpan.FromMinutes(5) }, texts);

    private static async Task<IReadOnlyList<LeakVerification>> VerifyAsync(Bench bench, LeakVerificationOptions options, params string[] texts)
    {
        ConfigurationSnapshot snapshot = bench.Load().Snapshot;
        return await new LeakVerifier(snapshot, options).VerifyAsync(Scan(snapshot, texts), TestContext.Current.CancellationToken);
    }

    /// <summary>One leak of each text.</summary>
    private static List<Leak> Scan(ConfigurationSnapshot snapshot, params string[] texts)
    {
        LeakScanner scanner = new(new LeakScannerOptions { KeepsCredentials = true, KnownSecrets = snapshot.Database.Password is Secret password ? [password] : [] });
        return [.. texts.Select((text, index) => scanner.ScanStream(new MemoryStream(Encoding.UTF8.GetBytes(text)), NameOf(text, index)).Leaks[0])];

        static string NameOf(string text, int index) => $"{index}.{(text.Contains("DJ_", StringComparison.Ordinal) ? "env" : "py")}";
    }
}
