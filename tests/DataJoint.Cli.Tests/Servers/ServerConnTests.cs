using System.Data.Common;
using System.Diagnostics;
using DataJoint.Servers;
using MySqlConnector;
using Npgsql;

namespace DataJoint.Cli.Tests;

/// <summary>What <c>djc conn</c> prints is handed to those for whom it is meant, and connects.</summary>
public sealed class ServerConnTests
{
    [Theory]
    [InlineData(TestServer.MariaDb, false, null)]
    [InlineData(TestServer.MariaDb, true, null)]
    [InlineData(TestServer.MariaDb, true, "full")]
    [InlineData(TestServer.MySql, false, null)]
    [InlineData(TestServer.MySql, true, "ca")]
    [InlineData(TestServer.PostgreSql, false, null)]
    [InlineData(TestServer.PostgreSql, true, null)]
    [InlineData(TestServer.PostgreSql, true, "full")]
    public async Task The_connection_string_opens(string product, bool encrypted, string? verify)
    {
        await using ServerProject project = await ArrangeAsync(product, encrypted, verify);
        string text = project.Run("conn", "--reveal").Output.TrimEnd('\n').Replace("/project", project.Root, StringComparison.Ordinal);

        await using DbConnection connection = product == TestServer.PostgreSql ? new NpgsqlConnection(text) : new MySqlConnection(text);
        await connection.OpenAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = product == TestServer.PostgreSql
            ? "SELECT CASE WHEN ssl THEN 'TLS' ELSE '' END FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
            : "SHOW SESSION STATUS LIKE 'Ssl_version'";
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        (await reader.ReadAsync()).ShouldBeTrue();
        reader.GetString(reader.FieldCount - 1).StartsWith("TLS", StringComparison.Ordinal).ShouldBe(encrypted);
    }

    [Theory]
    [InlineData(TestServer.MariaDb, "mariadb", false, null)]
    [InlineData(TestServer.MariaDb, "mariadb", true, null)]
    [InlineData(TestServer.MariaDb, "mariadb", true, "full")]
    [InlineData(TestServer.MariaDb, "mariadb", true, "ca")]
    [InlineData(TestServer.PostgreSql, "psql", false, null)]
    [InlineData(TestServer.PostgreSql, "psql", true, null)]
    [InlineData(TestServer.PostgreSql, "psql", true, "full")]
    [InlineData(TestServer.PostgreSql, "psql", true, "ca")]
    public async Task The_printed_command_connects_and_no_argument_holds_the_password(string product, string program, bool encrypted, string? verify)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a POSIX shell.");
        await using ServerProject project = await ArrangeAsync(product, encrypted, verify);
        string line = project.Run("conn", "--as", program, "--reveal").Output.TrimEnd('\n').Replace("/project", project.Root, StringComparison.Ordinal);

        // As people use it: eval, and the statement on standard input. The words of the client are seen while it runs.
        using Process shell = Start(project.Root, $"type {program} > /dev/null || exit 77; eval \"$(cat)\" <<< \"$0\"", Question(product));
        await shell.StandardInput.WriteAsync(line);
        shell.StandardInput.Close();
        Task<string> error = shell.StandardError.ReadToEndAsync();
        string output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();

        Assert.SkipWhen(shell.ExitCode == 77, $"{program} is not installed.");
        shell.ExitCode.ShouldBe(0, await error);
        output.ShouldContain("43");
        line.Split(program + " ", 2)[1].ShouldNotContain(project.Password[..8]);
    }

    [Fact]
    public async Task The_url_is_one_for_psql()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a POSIX shell.");
        await using ServerProject project = await ArrangeAsync(TestServer.PostgreSql, encrypted: true, "full");
        string url = project.Run("conn", "--as", "url", "--reveal").Output.TrimEnd('\n').Replace("%2Fproject", Uri.EscapeDataString(project.Root), StringComparison.Ordinal);

        using Process shell = Start(project.Root, "type psql > /dev/null || exit 77; url=$(cat); psql \"$url\" <<< \"$0\"", Question(TestServer.PostgreSql));
        await shell.StandardInput.WriteAsync(url);
        shell.StandardInput.Close();
        Task<string> error = shell.StandardError.ReadToEndAsync();
        string output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();

        Assert.SkipWhen(shell.ExitCode == 77, "psql is not installed.");
        shell.ExitCode.ShouldBe(0, await error);
        output.ShouldContain("43");
    }

    private static string Question(string product) => product == TestServer.PostgreSql ? "SELECT 42 + 1;" : "SELECT 42 + 1 AS a;";

    private static async Task<ServerProject> ArrangeAsync(string product, bool encrypted, string? verify)
    {
        ServerProject project = await ServerProject.AtAsync(product, encrypted);
        if (verify is not null)
        {
            project["database.tls.ca"] = Certificates.Shared.CaFile;
            project["database.tls.verify"] = verify;
        }

        return project;
    }

    private static Process Start(string directory, string script, string argument) => Process.Start(new ProcessStartInfo("bash", ["-c", script, argument])
    {
        WorkingDirectory = directory,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
