using System.Text.Json;

namespace DataJoint.Cli.Tests;

/// <summary><c>djc run</c>: what the child gets, and that nothing else gets it.</summary>
public sealed class RunCommandTests
{
    [Fact]
    public void Words_and_exit_code_pass_through()
    {
        using TemporaryProject project = new();
        Djc djc = new(project);
        djc.Run("run", "--", "tool", "", "--", "--format", "json").ShouldBe(new DjcResult(42, "", ""));
        djc.Child!.Program.ShouldBe("tool");
        djc.Child.Arguments.ShouldBe(["", "--", "--format", "json"]);
    }

    [Fact]
    public void Settings_become_variables_and_defaults_do_not()
    {
        using TemporaryProject project = new TemporaryProject()
            .Write("datajoint.json", """{ "database": { "host": "db.example.com:3311", "use_tls": true, "database_prefix": "" }, "display.limit": 5 }""")
            .Write(".secrets/database.password", "example\n");
        Own(Child(project, [])).ShouldBe(new Dictionary<string, string>
        {
            ["DJ_HOST"] = "db.example.com",
            ["DJ_PORT"] = "3311",
            ["DJ_PASS"] = "example",
            ["DJ_TLS"] = "true",
            ["DJ_USE_TLS"] = "true",
        }, ignoreOrder: true);
    }

    [Fact]
    public void The_port_of_postgresql_is_said_since_Python_takes_another()
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", """{ "database.backend": "postgresql" }""");
        Own(Child(project, [])).ShouldBe(new Dictionary<string, string> { ["DJ_BACKEND"] = "postgresql", ["DJ_PORT"] = "5432" }, ignoreOrder: true);
    }

    [Fact]
    public void Inherited_variables_that_give_a_setting_are_replaced()
    {
        using TemporaryProject project = new TemporaryProject().Write("pw", "example\n");
        Dictionary<string, string> inherited = new()
        {
            ["PATH"] = "/bin",
            ["DJ_PASS_FILE"] = Path.Combine(project.Root, "pw"),
            ["DJ_STORES_MAIN_BUCKET"] = "b",
            ["DJ_USER"] = "",
            ["DJ_IGNORE_CONFIG_FILE"] = "",
            ["DJ_TLS"] = "off",
            ["dj_host"] = "lower.example",
            ["DJ_STRICT"] = "no",
            ["DJ_SOMETHING_ELSE"] = "kept",
        };
        Dictionary<string, string> child = new(Child(project, inherited));
        child.Remove("DJ_STORES").ShouldBeTrue();
        child.ShouldBe(new Dictionary<string, string>
        {
            ["PATH"] = "/bin",
            ["DJ_PASS"] = "example",
            ["DJ_TLS"] = "false",
            ["DJ_USE_TLS"] = "false",
            ["DJ_STRICT"] = "no",
            ["DJ_SOMETHING_ELSE"] = "kept",
        }, ignoreOrder: true);
    }

    [Fact]
    public void The_environment_of_the_option_is_passed_on()
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.dev.json", "{}").Write("datajoint.json", "{}");
        Djc djc = new(project);
        djc.Run("run", "--env", "dev", "--", "tool");
        djc.Child!.Variables["DJ_ENV"].ShouldBe("dev");
    }

    [Fact]
    public void Stores_are_one_variable_without_defaults()
    {
        using TemporaryProject project = new TemporaryProject()
            .Write("datajoint.json", """{ "stores": { "default": "main", "main": { "protocol": "lab", "location": "l", "subfolding": [2], "opts": { "a": 1, "b": [true] } } } }""")
            .Write(".secrets/stores.main.secret_key", "example\n");
        JsonElement stores = JsonDocument.Parse(Child(project, [])["DJ_STORES"]).RootElement;
        stores.GetRawText().ShouldBe(
            """{"default":"main","main":{"location":"l","opts":{"a":1,"b":[true]},"protocol":"lab","secret_key":"example","subfolding":[2]}}""");
    }

    [Fact]
    public void A_variable_that_hides_the_stores_of_the_project_hides_them_from_the_child_too()
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", """{ "stores.main": { "protocol": "file", "location": "/d" } }""");
        Child(project, new() { ["DJ_STORES"] = "{}" })["DJ_STORES"].ShouldBe("{}");
    }

    [Fact]
    public void What_the_child_gets_loads_as_the_same_settings()
    {
        using TemporaryProject project = new TemporaryProject()
            .Write("datajoint.json",
                """{ "database": { "host": "[::1]:3399", "user": "me" }, "loglevel": "debug", "stores.main": { "protocol": "s3", "bucket": "b", "secure": false } }""")
            .Write(".secrets/stores.main.secret_key", "example\n");
        Dictionary<string, string> variables = new(Child(project, []));
        using TemporaryProject bare = new();
        DjcResult result = new Djc(bare) { Variables = variables }.Run("config", "show", "--set-only", "--reveal", "--format", "json");
        JsonElement settings = JsonDocument.Parse(result.Output).RootElement.GetProperty("settings");
        settings.EnumerateObject().ToDictionary(s => s.Name, s => s.Value.GetProperty("value").ToString()).ShouldBe(new Dictionary<string, string>
        {
            ["database.host"] = "::1",
            ["database.port"] = "3399",
            ["database.user"] = "me",
            ["loglevel"] = "DEBUG",
            ["stores.main.protocol"] = "s3",
            ["stores.main.bucket"] = "b",
            ["stores.main.secure"] = "False",
            ["stores.main.secret_key"] = "example",
        }, ignoreOrder: true);
    }

    private static IReadOnlyDictionary<string, string> Child(TemporaryProject project, Dictionary<string, string> inherited)
    {
        Djc djc = new(project) { Variables = inherited };
        djc.Run("run", "--", "tool").Error.ShouldNotContain("error");
        return djc.Child!.Variables;
    }

    private static Dictionary<string, string> Own(IReadOnlyDictionary<string, string> variables) =>
        variables.Where(v => v.Key.StartsWith("DJ_", StringComparison.Ordinal)).ToDictionary();
}
