using System.Diagnostics;
using System.Text.Json;

namespace DataJoint.Cli.Tests;

/// <summary><c>djc secrets rotate</c> on real servers.</summary>
public sealed class RotateCommandTests
{
    private static readonly string[] Rotate = ["secrets", "rotate", "database.password", "--grace", "0", "--yes"];

    public static TheoryData<string> Products => [TestServer.MariaDb, TestServer.MySql, TestServer.PostgreSql];

    [Theory]
    [MemberData(nameof(Products))]
    public async Task The_account_gets_a_password_that_djc_and_nobody_else_knows(string product)
    {
        await using ServerProject project = await ServerProject.AtAsync(product);

        DjcResult result = project.Run(Rotate);

        string recorded = (await File.ReadAllTextAsync(project.Root + "/.secrets/database.password", TestContext.Current.CancellationToken)).TrimEnd();
        result.ExitCode.ShouldBe(0, result.All);
        result.Output.Split('\n').Select(line => line.Split(' ')[0]).ShouldBe(["changed", "proven", "written", "refused", ""]);
        result.Error.ShouldContain("DJ7106");
        result.All.ShouldNotContain(recorded);
        result.All.ShouldNotContain(project.Password);
        recorded.ShouldNotBe(project.Password);
        project.Sql("SELECT 1");
    }

    [Fact]
    public async Task Both_passwords_work_for_a_while_on_MySQL()
    {
        await using ServerProject project = await ServerProject.AtAsync(TestServer.MySql);
        await TestServer.AdministerAsync(project.Server, $"GRANT APPLICATION_PASSWORD_ADMIN ON *.* TO {project.Name}");

        DjcResult result = project.Run([.. Rotate, "--format", "json", "--length", "40"]);

        result.ExitCode.ShouldBe(0, result.All);
        JsonElement document = JsonDocument.Parse(result.Output).RootElement;
        document.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("step").GetString()).ShouldBe(["changed", "proven", "written", "retired", "refused"]);
        (await File.ReadAllTextAsync(project.Root + "/.secrets/database.password", TestContext.Current.CancellationToken)).TrimEnd().Length.ShouldBe(40);
        project.Sql("SELECT 1");
    }

    [Fact]
    public async Task What_would_be_done_is_shown_and_not_done()
    {
        await using ServerProject project = await ServerProject.AtAsync(TestServer.PostgreSql);

        DjcResult result = project.Run("secrets", "rotate", "database.password", "--dry-run");

        result.ExitCode.ShouldBe(0, result.All);
        result.Output.ShouldStartWith($"would change   '{project.Name}' at localhost:{project.Server.Port} (a new password of 32 characters; the former one works no longer)\n");
        project.Sql("SELECT 1");
        Directory.Exists(project.Root + "/.secrets/.rotation").ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_terminal_somebody_must_have_said_yes()
    {
        await using ServerProject project = await ServerProject.AtAsync(TestServer.PostgreSql);

        DjcResult result = project.Run("secrets", "rotate", "database.password");

        (result.ExitCode, result.Output).ShouldBe((2, ""), result.All);
        result.Error.ShouldContain("add --yes to rotate");
    }

    [Fact]
    public async Task What_the_environment_gives_cannot_be_rotated()
    {
        await using ServerProject project = await ServerProject.AtAsync(TestServer.PostgreSql);

        DjcResult result = project.Run([.. Rotate, "--set", "database.password=fake-set"]);

        (result.ExitCode, result.Output).ShouldBe((3, ""), result.All);
        result.Error.ShouldContain("DJ7101");
        result.All.ShouldNotContain("fake-set");
    }

    [Theory]
    [InlineData("--length", "15", "--length: \"15\" is not a number from 16 to 128")]
    [InlineData("--length", "many", "--length: \"many\" is not a number from 16 to 128")]
    [InlineData("--grace", "10", "--grace: \"10\" is not a time")]
    [InlineData("--grace", "-1s", "--grace: \"-1s\" is not a time")]
    [InlineData("--grace", "99999d", "--grace: \"99999d\" is not a time")]
    [InlineData("--other", "bob", "--other needs --alternate")]
    [InlineData("--admin", "no-such-folder", "--admin: \"no-such-folder\" is not a directory")]
    public void Options_that_make_no_sense_are_told(string option, string value, string message)
    {
        using TemporaryProject project = new();
        project.Write("datajoint.json", "{}");

        DjcResult result = new Djc(project).Run([.. Rotate, option, value]);

        (result.ExitCode, result.Output).ShouldBe((2, ""), result.All);
        result.Error.ShouldContain(message);
    }

    [Theory]
    [InlineData("database.user", "only database.password and stores can", 2)]
    [InlineData("stores.main.secret_key", "djc secrets rotate stores.main", 2)]
    [InlineData("stores.other", "other", 3)]
    public void Other_keys_are_told_how(string key, string message, int code)
    {
        using TemporaryProject project = new();
        project.Write("datajoint.json", """{ "stores": { "main": { "protocol": "file", "location": "/tmp" } } }""");

        DjcResult result = new Djc(project).Run("secrets", "rotate", key);

        result.ExitCode.ShouldBe(code, result.All);
        result.Error.ShouldContain(message);
    }

    [Fact]
    public async Task Killed_at_any_moment_it_records_a_password_that_works_and_the_next_run_finishes() => await KillAsync(TestServer.MySql, kills: 6);

    [Theory]
    [Trait("Suite", "Stress")]
    [MemberData(nameof(Products))]
    public async Task Killed_a_hundred_times_it_records_a_password_that_works_and_the_next_run_finishes(string product) => await KillAsync(product, kills: 100);

    /// <summary>Where the account keeps both passwords the recorded one works at each moment; elsewhere the journal leads to the one that does.</summary>
    private static async Task KillAsync(string product, int kills)
    {
        await using ServerProject project = await ServerProject.AtAsync(product);
        bool keepsTwo = product == TestServer.MySql;
        if (keepsTwo)
        {
            await TestServer.AdministerAsync(project.Server, $"GRANT APPLICATION_PASSWORD_ADMIN ON *.* TO {project.Name}");
        }

        var watch = Stopwatch.StartNew();
        await FinishAsync(project);
        TimeSpan whole = watch.Elapsed;
        for (int kill = 0; kill < kills; kill++)
        {
            using Process rotation = project.Start(Rotate);
            await Task.Delay(whole * (0.2 + (0.8 * kill / kills)), TestContext.Current.CancellationToken);
            rotation.Kill();
            await rotation.WaitForExitAsync(TestContext.Current.CancellationToken);
            if (keepsTwo)
            {
                project.Sql("SELECT 1");
            }

            await FinishAsync(project);
            project.Sql("SELECT 1");
            Directory.Exists(project.Root + "/.secrets/.rotation").ShouldBeFalse();
        }
    }

    private static async Task FinishAsync(ServerProject project)
    {
        using Process rotation = project.Start(Rotate);
        string told = await rotation.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        told += await rotation.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await rotation.WaitForExitAsync(TestContext.Current.CancellationToken);
        rotation.ExitCode.ShouldBe(0, told);
    }
}
