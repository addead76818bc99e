using System.Data.Common;
using System.Text;
using DataJoint.Configuration;
using DataJoint.Connections.PostgreSql;
using DataJoint.Servers;

namespace DataJoint.Connections.Tests;

/// <summary>Passwords as libpq prepares them, and accounts that need none.</summary>
public sealed class PostgreSqlPasswordTests
{
    [Theory]
    [InlineData("no-break\u00a0space")]
    [InlineData("soft\u00adhyphen")]
    [InlineData("ideographic\u3000space")]
    [InlineData("u\u0308mlaut as a Mac types it")]
    [InlineData("\u00aa and \u2168")]
    [InlineData("zero\u200bwidth")]
    [InlineData("\u00fcmlaut")]
    [InlineData("\U0001f511 not assigned in Unicode 3.2")]
    [InlineData("\u0627\u0628 and Latin")]
    [InlineData("tab\tinside \u00fc")]
    public async Task A_password_that_SASLprep_changes_logs_in_as_with_psql(string password)
    {
        await using Bench bench = await Bench.AtAsync(Backend.PostgreSql);
        await bench.AdministerAsync(Backend.PostgreSql.ChangePassword(bench.Account.User, password));
        bench.WriteSecret("database.password", password);
        using Connection connection = bench.Load().Connect();
        await connection.PingAsync(TestContext.Current.CancellationToken);
        await using DbDataSource source = bench.Load().CreateDataSource();
        await using DbConnection pooled = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        (await pooled.RunAsync(Backend.PostgreSql.CurrentUser)).ShouldBe(bench.Account.User);
    }

    [Theory]
    [InlineData("md5")]
    [InlineData("password")]
    public async Task Where_the_server_does_not_prepare_it_goes_as_it_is_written(string method)
    {
        const string Password = "\u00aa\u00a0x";
        await using DatabaseServer server = await Backend.PostgreSql.StartAsync(new DatabaseOptions());
        await using Bench bench = await Bench.AtAsync(Backend.PostgreSql, server);
        await using (DbConnection administrator = await Backend.PostgreSql.OpenBareAsync(server, new Account(server.User, server.Password)))
        {
            await administrator.RunAsync("SET password_encryption = 'md5'");
            await administrator.RunAsync(Backend.PostgreSql.ChangePassword(bench.Account.User, Password));
            await PostgreSqlBackend.ChangeRulesAsync(administrator, rules => $"host all {bench.Account.User} 127.0.0.1/32 {method}\n{rules}");
        }

        bench.WriteSecret("database.password", Password);
        DataJointConfig config = bench.Load();
        await using DbDataSource source = config.CreateDataSource();

        // Many at once, of whom one finds out which form the server takes.
        DbConnection[] opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
            async () => i % 2 == 0 ? await source.OpenConnectionAsync() : source.OpenConnection())));
        Array.ForEach(opened, one => one.Dispose());
        using Connection connection = config.Connect();
        await connection.PingAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("I\u00adX", "IX")]
    [InlineData("user", "user")]
    [InlineData("\u00aa", "a")]
    [InlineData("\u2168", "IX")]
    [InlineData("\u0007\u00fc", "\u0007\u00fc")]
    [InlineData("\u0627\u0031", "\u0627\u0031")]
    [InlineData("\u00ad", "\u00ad")]
    [InlineData("\u0340\u00fc", "\u0340\u00fc")]
    [InlineData("e\u0301", "\u00e9")]
    [InlineData("a\u0323\u0302 \u1100\u1161\u11a8", "\u1ead \uac01")]
    [InlineData("a\u0302\u0323", "\u1ead")]
    public void The_examples_of_RFC_4013_hold_and_what_cannot_be_prepared_stays(string password, string expected) =>
        SaslPrep.Prepare(password).ShouldBe(expected);

    [Fact]
    public async Task An_account_that_the_server_trusts_needs_no_password()
    {
        await using DatabaseServer server = await Backend.PostgreSql.StartAsync(new DatabaseOptions());
        await using Bench bench = await Bench.AtAsync(Backend.PostgreSql, server);
        await using (DbConnection administrator = await Backend.PostgreSql.OpenBareAsync(server, new Account(server.User, server.Password)))
        {
            await PostgreSqlBackend.ChangeRulesAsync(administrator, rules => $"host all {bench.Account.User} 127.0.0.1/32 trust\n{rules}");
        }

        File.Delete(Path.Combine(bench.Root, ".secrets", "database.password"));
        await using Connection connection = await bench.Load().ConnectAsync(cancellationToken: TestContext.Current.CancellationToken);
        await connection.PingAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("db.example.com:5432:lab:alice:fake-1", "fake-1")]
    [InlineData("# comment\n*:*:*:bob:no\r\ndb.example.com:*:*:alice:with\\:colon\\\\", "with:colon\\")]
    [InlineData("*:*:*:*:any", null)]
    [InlineData("other:*:*:*:no", null)]
    [InlineData("db.example.com:5433:*:*:no", null)]
    public void The_users_file_of_passwords_serves_hosts_that_it_names(string text, string? expected) =>
        Find("""{ "database.host": "db.example.com", "database.name": "lab" }""", text).ShouldBe(expected);

    [Theory]
    [InlineData("""{ "database.host": "localhost" }""", "*:*:*:*:any", null)]
    [InlineData("""{ "database.host": "localhost" }""", "localhost:*:*:*:any", "any")]
    [InlineData("""{ "database.host": "127.0.0.1", "database.port": 5499 }""", "127.0.0.1:*:*:*:any", null)]
    [InlineData("""{ "database.host": "127.0.0.1", "database.port": 5499 }""", "127.0.0.1:5499:*:*:any", "any")]
    [InlineData("""{ "database.port": 5499 }""", "*:*:*:*:any", null)]
    [InlineData("""{ "database.port": 5499 }""", "localhost:5499:*:*:any", "any")]
    [InlineData("""{ "database.host": "/tmp/planted" }""", "localhost:*:*:*:any", null)]
    [InlineData("""{ "database.host": "/tmp/planted" }""", "*:*:*:*:any", null)]
    [InlineData("""{ "database.host": "db.example.com", "database.use_tls": false }""", "db.example.com:5432:*:*:any", null)]
    [InlineData("""{ "database.host": "db.example.com", "database.tls": { "verify": "none" } }""", "db.example.com:5432:*:*:any", "any")]
    [InlineData("{}", "*:*:*:*:any", "any")]
    [InlineData("{}", "localhost:*:*:*:any", "any")]
    public void A_password_goes_only_where_the_user_or_nobody_chooses_the_server(string project, string text, string? expected) =>
        Find(project, text).ShouldBe(expected);

    [Fact]
    public void A_host_in_the_committed_secrets_is_the_projects_too()
    {
        using Laboratory laboratory = new();
        laboratory.MakePrivate(".secrets");
        File.WriteAllText(laboratory[".secrets/database.host"], "db.example.com");
        Find("{}", "*:*:*:*:any", laboratory).ShouldBeNull();
    }

    [Fact]
    public void A_host_that_is_trusted_gets_the_password_of_any_host()
    {
        using Laboratory laboratory = new();
        Find("""{ "database.host": "db.example.com" }""", "*:*:*:*:any", laboratory.Variable("DJ_TRUST", "db.example.com:5432")).ShouldBe("any");
    }

    [Fact]
    public void Another_authority_of_the_projects_choice_does_not_verify_for_the_user()
    {
        using Laboratory laboratory = new Laboratory().Variable("DJ_TLS_VERIFY", "full");
        File.WriteAllText(laboratory["ca.pem"], "");
        Find("""{ "database.host": "db.example.com", "database.tls": { "ca": "ca.pem" } }""", "db.example.com:5432:*:*:any", laboratory).ShouldBeNull();
    }

    [Fact]
    public void A_line_for_any_host_serves_a_host_that_the_user_names()
    {
        using Laboratory laboratory = new Laboratory().Variable("DJ_HOST", "db.example.com");
        Find("{}", "*:*:*:*:any\n", laboratory).ShouldBe("any");
    }

    [Fact]
    public void A_file_of_passwords_that_others_may_read_does_not_count()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has no modes.");
        using Laboratory laboratory = new();
        Find("{}", "*:*:*:*:any\n", laboratory, UnixFileMode.UserRead | UnixFileMode.GroupRead).ShouldBeNull();
    }

    [Fact]
    public async Task A_pipe_in_place_of_the_file_of_passwords_is_not_opened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has no pipes in folders.");
        using Laboratory laboratory = new();
        string path = laboratory["pgpass"];
        using var maker = System.Diagnostics.Process.Start("mkfifo", ["-m", "600", path]);
        await maker.WaitForExitAsync(TestContext.Current.CancellationToken);
        Find(laboratory, "{}", path).ShouldBeNull();
    }

    private static string? Find(string project, string text)
    {
        using Laboratory laboratory = new();
        return Find(project, text, laboratory);
    }

    private static string? Find(string project, string text, Laboratory laboratory, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        string path = laboratory["pgpass"];
        File.WriteAllText(path, text, new UTF8Encoding(false));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }

        return Find(laboratory, project, path);
    }

    private static string? Find(Laboratory laboratory, string project, string path)
    {
        File.WriteAllText(laboratory["datajoint.json"], project);
        ConfigurationSnapshot snapshot = laboratory.Variable("DJ_BACKEND", "postgresql").Variable("DJ_USER", "alice").Load().Snapshot;
        HostEnvironment hostEnvironment = new(new Dictionary<string, string> { ["PGPASSFILE"] = path });
        return PasswordFile.Find(Drivers.DatabaseTarget.From(snapshot, runsInitFunction: false), snapshot, hostEnvironment).Text?.Reveal();
    }
}
