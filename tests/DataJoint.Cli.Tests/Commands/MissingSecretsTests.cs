using System.Text.Json;

namespace DataJoint.Cli.Tests;

/// <summary><c>djc secrets list --missing</c>, and the check of the same name.</summary>
public sealed class MissingSecretsTests
{
    [Fact]
    public void Each_place_is_named_with_its_command()
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", """{ "database.host": "db.example.com" }""").Write("datajoint.dev.json", "{}");
        DjcResult result = new Djc(project) { HasMountedSecrets = true, Variables = { ["CREDENTIALS_DIRECTORY"] = "/run/credentials/lab" } }.Run("secrets", "list", "--missing", "--env", "dev");
        result.ExitCode.ShouldBe(1);
        string[] lines = [.. result.Output.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
        lines[0].ShouldBe("database.user: missing");
        lines[7].ShouldBe("database.password: not given; an account without a password needs none: djc check asks the server");
        lines[8..14].ShouldBe([
            ".secrets/ djc secrets set database.password --env dev",
            "DJ_PASS read -rs DJ_PASS && export DJ_PASS",
            "DJ_PASS_FILE export DJ_PASS_FILE=FILE",
            lines[11],
            "a reference in datajoint.json djc config set database.password 'ref+vault://MOUNT/PATH#/FIELD' --env dev",
            "/run/credentials/lab/datajoint.database.password",
        ]);
        lines[11].ShouldEndWith("/database.password");
    }

    [Fact]
    public void Without_files_only_variables_are_of_use()
    {
        using TemporaryProject project = new();
        DjcResult result = new Djc(project) { HasMountedSecrets = true, Variables = { ["DJ_IGNORE_CONFIG_FILE"] = "1", ["DJ_HOST"] = "db.example.com", ["DJ_USER"] = "me" } }
            .Run("secrets", "list", "--missing", "--format", "json");
        JsonElement only = JsonDocument.Parse(result.Output).RootElement.GetProperty("missing").EnumerateArray().ShouldHaveSingleItem();
        only.GetProperty("places").EnumerateArray().Select(p => p.GetProperty("place").GetString()).ShouldBe(["DJ_PASS", "DJ_PASS_FILE"]);
    }

    [Theory]
    [InlineData("""{ "database.backend": "sqlite", "database.name": "x.db" }""")]
    [InlineData("""{ "loglevel": "debug" }""")]
    [InlineData("""{ "database": { "host": "h", "user": "u", "password": "" } }""")]
    [InlineData("""{ "database": { "host": "h", "user": "u", "password": "ref+env://NOWHERE" } }""")]
    [InlineData("""{ "database": { "host": "h", "user": "ref+env://NOWHERE", "password": "ref+env://NOWHERE" } }""")]
    [InlineData("""{ "stores.s": { "protocol": "s3", "access_key": "a", "secret_key": "s" } }""")]
    public void What_needs_nothing_or_has_it_lacks_nothing(string file)
    {
        using TemporaryProject project = new TemporaryProject().Write(".secrets/datajoint.json", file);
        DjcResult result = new Djc(project).Run("secrets", "list", "--missing");
        result.ShouldBe(new DjcResult(0, "", "nothing is missing\n"));
    }

    [Theory]
    [InlineData("""{ "protocol": "s3" }""", "stores.s: platform identity", 0)]
    [InlineData("""{ "protocol": "gcs" }""", "stores.s: platform identity", 0)]
    [InlineData("""{ "protocol": "azure" }""", "stores.s: platform identity", 0)]
    [InlineData("""{ "protocol": "azure", "sas_token": "x" }""", "", 0)]
    [InlineData("""{ "protocol": "gcs", "token": "x" }""", "", 0)]
    [InlineData("""{ "protocol": "s3", "secret_key": "x" }""", "stores.s.access_key: missing", 1)]
    [InlineData("""{ "protocol": "s3", "access_key": "x" }""", "stores.s.secret_key: missing", 1)]
    [InlineData("""{ "protocol": "file" }""", "", 0)]
    public void Of_a_store_half_is_missing_and_none_is_the_platforms(string store, string expected, int exitCode)
    {
        using TemporaryProject project = new TemporaryProject().Write(".secrets/datajoint.json", $$"""{ "stores.s": {{store}} }""");
        DjcResult result = new Djc(project).Run("secrets", "list", "--missing");
        result.ExitCode.ShouldBe(exitCode);
        result.Output.Split('\n')[0].ShouldBe(expected);
    }

    [Theory]
    [InlineData("the server decides whether one is needed", "--offline")]
    [InlineData("whether one is needed is not known, since the database cannot be opened")]
    public void A_user_who_is_kept_elsewhere_is_given(string verdict, params string[] options)
    {
        using TemporaryProject project = new();
        Djc djc = new(project) { Variables = { ["DJ_HOST"] = "127.0.0.1", ["DJ_PORT"] = "1", ["DJ_USER"] = "ref+env://LOGIN", ["LOGIN"] = "me" } };
        djc.Run("secrets", "list", "--missing").Output.ShouldNotContain("database.user");
        djc.Run(["check", .. options]).Output.ShouldContain($"database.password is not given: {verdict}");
    }

    [Fact]
    public void The_check_is_shown_only_where_something_is_not_given()
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", """{ "database": { "host": "db.example.com", "user": "me" } }""");
        new Djc(project).Run("check", "--offline").Output.ShouldContain("database.password is not given: the server decides whether one is needed");
        project.Write(".secrets/database.password", "x\n");
        new Djc(project).Run("check", "--offline").Output.ShouldNotContain("secrets that nobody gives");
    }
}
