using DataJoint.Configuration;

namespace DataJoint.Connections.Tests;

/// <summary>The user's file of passwords, by the variable of the whole process that names it.</summary>
[Collection("alone")]
public sealed class PostgreSqlPasswordFileTests : IDisposable
{
    private const string Variable = "PGPASSFILE";

    private readonly string? _former = Environment.GetEnvironmentVariable(Variable);

    [Fact]
    public async Task A_line_with_host_and_port_logs_in_and_one_for_any_host_is_named_as_withheld()
    {
        await using Bench bench = await Bench.AtAsync(Backend.PostgreSql);
        DataJointConfig config = LoadWithoutPassword(bench);
        string refused = WriteAndFail(bench, config, "*", bench.Account.Password, "DJ3002");
        refused.ShouldContain("not sent to a server that only the project names");
        refused.ShouldContain($"djc trust {bench.Server.Host}:{bench.Server.Port}");
        Write(bench, bench.Server.Host, bench.Account.Password);
        using Connection connection = config.Connect();
        connection.Ping();
    }

    [Fact]
    public async Task A_password_of_the_file_that_is_refused_is_never_printed_and_a_new_one_counts_at_once()
    {
        await using Bench bench = await Bench.AtAsync(Backend.PostgreSql);
        DataJointConfig config = LoadWithoutPassword(bench);
        string user = bench.Account.User;

        // The server says the user's name, which is this password too.
        string refused = WriteAndFail(bench, config, bench.Server.Host, user, "DJ3008");
        refused.ShouldContain("~/.pgpass");
        refused.ShouldNotContain($"\"{user}\"");
        Write(bench, bench.Server.Host, bench.Account.Password);
        using Connection connection = config.Connect();
        connection.Ping();
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, "0644")]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, "0640")]
    public async Task A_file_that_others_may_use_is_ignored_and_the_failure_says_so(UnixFileMode mode, string shown)
    {
        await using Bench bench = await Bench.AtAsync(Backend.PostgreSql);
        DataJointConfig config = LoadWithoutPassword(bench);
        string path = Write(bench, bench.Server.Host, bench.Account.Password);
        File.SetUnixFileMode(path, mode);
        string refused = Should.Throw<ConnectionException>(() => config.Connect()).ShouldBe("DJ3002", bench.Account.Password).ToString();
        refused.ShouldContain($"{path} is ignored");
        refused.ShouldContain($"its mode is {shown}");
        refused.ShouldContain($"chmod 600 {path}");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using Connection connection = config.Connect();
        connection.Ping();
    }

    [Fact]
    public async Task A_link_to_a_file_of_the_user_alone_counts_and_a_relative_path_is_named()
    {
        await using Bench bench = await Bench.AtAsync(Backend.PostgreSql);
        DataJointConfig config = LoadWithoutPassword(bench);
        string path = Write(bench, bench.Server.Host, bench.Account.Password);
        string link = Path.Combine(bench.Root, "link");
        File.CreateSymbolicLink(link, path);
        Environment.SetEnvironmentVariable(Variable, link);
        using (Connection connection = config.Connect())
        {
            connection.Ping();
        }

        Environment.SetEnvironmentVariable(Variable, "pgpass");
        Should.Throw<ConnectionException>(() => bench.Load().Connect()).Message.ShouldContain("pgpass is not an absolute path");
        Environment.SetEnvironmentVariable(Variable, "/dev/null");
        Should.Throw<ConnectionException>(() => bench.Load().Connect()).Message.ShouldNotContain("ignored");
    }

    public void Dispose() => Environment.SetEnvironmentVariable(Variable, _former);

    private static DataJointConfig LoadWithoutPassword(Bench bench)
    {
        File.Delete(Path.Combine(bench.Root, ".secrets", "database.password"));
        return bench.Load();
    }

    private static string WriteAndFail(Bench bench, DataJointConfig config, string host, string password, string id)
    {
        Write(bench, host, password);
        return Should.Throw<ConnectionException>(() => config.Connect()).ShouldBe(id, bench.Account.Password).ToString();
    }

    private static string Write(Bench bench, string host, string password)
    {
        string path = Path.Combine(bench.Root, "pgpass");
        File.WriteAllText(path, FormattableString.Invariant($"{host}:{bench.Server.Port}:*:{bench.Account.User}:{password}\n"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Environment.SetEnvironmentVariable(Variable, path);
        return path;
    }
}
