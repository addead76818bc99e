using System.Data.Common;
using DataJoint.Configuration;

namespace DataJoint.Connections.Tests;

/// <summary>Names and passwords that are odd, and valid: nothing of them is taken for the syntax of a connection string.</summary>
public abstract class NameTests(Backend backend)
{
    public static TheoryData<string> Odd =>
    [
        "semi;colon", "equals=sign", "Password=x;Host=y", "single'quote", "double\"quote", "back\\slash", "back`tick", "two  blanks in it", "{braces}", "100%25",
        "dollar$HOME", "ümläut", "密码", "'", "\"", ";", "=", "tab\tinside",
    ];

    [Theory]
    [MemberData(nameof(Odd))]
    [InlineData("🔑 key")]
    public async Task An_odd_password_works(string password) => await ShouldOpenAsync(Account.Unique().User, password);

    [Fact]
    public async Task A_very_long_password_works() =>
        await ShouldOpenAsync(Account.Unique().User, Long(backend.LongestPassword));

    [Fact]
    public async Task A_password_with_blanks_around_it_works()
    {
        string password = "  fake blanks  ";
        await using Bench bench = await Bench.AtAsync(backend, await backend.SharedAsync(), new Account(Account.Unique().User, password));
        DataJointConfig config = bench.Load();
        config["database.password"] = password;
        using Connection connection = config.Connect();
        connection.Ping();
    }

    [Fact]
    public async Task An_empty_password_works()
    {
        Assert.SkipUnless(backend.TakesEmptyPassword, "an empty password is none there");
        await using Bench bench = await Bench.AtAsync(backend, await backend.SharedAsync(), new Account(Account.Unique().User, ""));
        DataJointConfig config = bench.Load();
        config["database.password"] = "";
        using Connection connection = config.Connect();
        connection.Ping();
    }

    [Fact]
    public async Task An_empty_password_where_there_is_one_is_refused_in_our_own_words()
    {
        await using Bench bench = await Bench.AtAsync(backend, await backend.SharedAsync(), new Account(Account.Unique().User, "fake-password"));
        DataJointConfig config = bench.Load();
        config["database.password"] = "";
        ConnectionException refused = Should.Throw<ConnectionException>(() => config.Connect());
        refused.Diagnostic.Id.ShouldBe("DJ3008");
        refused.Message.Contains("asks for a password, and database.password is empty", StringComparison.Ordinal).ShouldBe(!backend.TakesEmptyPassword);
    }

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task An_odd_user_and_database_work(string name) => await ShouldOpenAsync(name, "fake-" + name);

    [Theory]
    [InlineData("Database=x;Host=y")]
    [InlineData("it's a \"lab\" `2`")]
    [InlineData("实验室")]
    public async Task An_odd_database_works(string name)
    {
        await using Bench bench = await Bench.AtAsync(backend);
        string unique = name + Guid.NewGuid().ToString("N")[..6];
        await bench.AdministerAsync($"CREATE DATABASE {backend.Quote(unique)}");
        try
        {
            await bench.AdministerAsync(backend.GrantAll(unique, bench.Account.User));
            bench["database.name"] = unique;
            using Connection connection = bench.Load().Connect();
            (await connection.DbConnection.RunAsync(backend.Name == "mysql" ? "SELECT DATABASE()" : "SELECT current_database()::text")).ShouldBe(unique);
            connection.ToString().ShouldContain(unique[..4]);
        }
        finally
        {
            await bench.KillSessionsAsync();
            await bench.AdministerAsync($"DROP DATABASE {backend.Quote(unique)}");
        }
    }

    protected static string Long(int length) => string.Concat(Enumerable.Repeat("fake;='\"", 200))[..length];

    private async Task ShouldOpenAsync(string user, string password)
    {
        await using Bench bench = await Bench.AtAsync(backend, await backend.SharedAsync(), new Account(user, password));
        DataJointConfig config = bench.Load();
        using (Connection connection = config.Connect())
        {
            (await connection.DbConnection.RunAsync(backend.CurrentUser)).ShouldBe(user);
            connection.DbConnection.ConnectionString.ShouldNotContain("fake");
        }

        await using DbDataSource source = config.CreateDataSource();
        await using DbConnection pooled = await source.OpenConnectionAsync();
        (await pooled.RunAsync(backend.CurrentUser)).ShouldBe(user);
    }
}
