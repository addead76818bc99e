namespace DataJoint.Cli.Tests;

/// <summary><c>djc config set</c> with a value that looks like a credential, for a setting that is not one.</summary>
public sealed class SecretLookingValueTests
{
    [Theory]
    [InlineData("database.host", "mysql://u:CANARYp@h", "a URL with a password", "djc secrets set database.password")]
    [InlineData("database.host", "ana:CANARYp@db.example.com", "a URL with a password", "djc config set database.host HOST")]
    [InlineData("database.port", "mysql://u:CANARYp@h:3306", "a URL with a password", "djc secrets set database.port")]
    [InlineData("stores.main.proxy_server", "http://u:CANARYp@proxy:3128", "a URL with a password", "djc secrets set stores.main.proxy_server")]
    [InlineData("database.name", "ghp_CANARY" + "abcdefghijklmnopqrstuvwxyz01234", "a token of a forge", "djc secrets set database.name")]
    [InlineData("custom.lab", "glpat-CANARY" + "-abcdefghijklmnop", "a token of a forge", "djc secrets set custom.lab")]
    [InlineData("custom.note", "wJalrXUtnFEMI/K7MDENG/bPxRfiCY" + "EXAMPLEKEY", "a key of AWS", "djc secrets set custom.note")]
    [InlineData("custom.note", "Server=db;Uid=u;Pwd=CANARYpw17;", "a connection string with a password", "djc secrets set custom.note")]
    [InlineData("stores.main.endpoint", "https://bob:CANARY/ss77xx@s3.example.org", "a URL with a password", "djc secrets set stores.main.endpoint")]
    [InlineData("download_path", "postgresql://u:CANARYp@h/db", "a URL with a password", "djc secrets set download_path")]
    [InlineData("$schema", "https://u:CANARYp@example.com/s.json", "a URL with a password", "give the address without it")]
    public void It_is_refused_and_not_shown(string key, string value, string what, string remedy)
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", """{ "stores": { "main": { "protocol": "s3" } } }""");
        string before = File.ReadAllText(Path.Combine(project.Root, "datajoint.json"));

        DjcResult refused = new Djc(project).Run("config", "set", key, value);

        refused.ExitCode.ShouldBe(2);
        refused.Error.ShouldContain($"the value for {key} looks like {what}");
        refused.Error.ShouldContain(remedy);
        refused.Error.ShouldContain("history");
        (refused.Output + refused.Error).ShouldNotContain("CANARY");
        (refused.Output + refused.Error).ShouldNotContain(value);
        File.ReadAllText(Path.Combine(project.Root, "datajoint.json")).ShouldBe(before);
    }

    [Theory]
    [InlineData("database.host", "db.example.com:3307")]
    [InlineData("database.host", "[::1]:3306")]
    [InlineData("custom.commit", "16c7e42f292c6912e7710c838347ae178b4a1234")]
    [InlineData("custom.folder", "data/projects/ephys/subject/session/aaaa")]
    [InlineData("custom.mail", "mailto:me@example.org")]
    [InlineData("stores.main.endpoint", "https://s3.example.com:9000")]
    [InlineData("stores.main.location", "lab/2024/ephys")]
    [InlineData("database.user", "me@example.org")]
    public void An_ordinary_value_is_set(string key, string value)
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", """{ "stores": { "main": { "protocol": "s3" } } }""");

        new Djc(project).Run("config", "set", key, value).ExitCode.ShouldBe(0);
    }

    [Fact]
    public void Yes_sets_it_all_the_same()
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", "{}");

        new Djc(project).Run("config", "set", "custom.note", "wJalrXUtnFEMI/K7MDENG/bPxRfiCY" + "EXAMPLEKEY", "--yes").ExitCode.ShouldBe(0);
    }
}
