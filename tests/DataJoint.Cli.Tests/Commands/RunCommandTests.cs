using System.Diagnostics;
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
            ["DJ_DISPLAY_LIMIT"] = "5",
            ["DJ_IGNORE_CONFIG_FILE"] = "true",
        }, ignoreOrder: true);
    }

    [Fact]
    public void The_port_of_postgresql_is_said_since_Python_takes_another()
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", """{ "database.backend": "postgresql" }""");
        Own(Child(project, []))
            .ShouldBe(new Dictionary<string, string> { ["DJ_BACKEND"] = "postgresql", ["DJ_PORT"] = "5432", ["DJ_IGNORE_CONFIG_FILE"] = "true" }, ignoreOrder: true);
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
            ["DJ_IGNORE_CONFIG_FILE"] = "true",
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
            .Write("datajoint.json", """
                { "database": { "host": "[::1]:3399", "user": "me" }, "loglevel": "debug", "stores.main": { "protocol": "s3", "bucket": "b", "secure": false },
                  "display": { "limit": 5, "width": 20, "show_tuple_count": false }, "connection": { "charset": "latin1", "init_function": "SET x = 1" },
                  "cache": "/c", "enable_python_native_blobs": false, "custom": { "rig": { "name": "A", "count": 3 } } }
                """)
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
            ["display.limit"] = "5",
            ["display.width"] = "20",
            ["display.show_tuple_count"] = "False",
            ["connection.charset"] = "latin1",
            ["connection.init_function"] = "SET x = 1",
            ["cache"] = "/c",
            ["enable_python_native_blobs"] = "False",
            ["custom.rig.name"] = "A",
            ["custom.rig.count"] = "3",
        }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("python")]
    [InlineData("python3.12")]
    [InlineData("/usr/bin/python3")]
    [InlineData("PYTHON.EXE")]
    [InlineData("./analysis.py")]
    [InlineData("pytest")]
    [InlineData("jupyter-lab")]
    [InlineData("uv")]
    public void A_Python_program_gets_nothing_else_that_datajoint_python_would_read(string program)
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", """{ "safemode": false }""");
        Djc djc = new(project) { Variables = PythonVariables() };
        djc.Run("run", "--", program);
        djc.Child!.Variables.ShouldBe(new Dictionary<string, string>
        {
            ["PATH"] = "/bin",
            ["DJ_SAFEMODE"] = "false",
            ["DJ_THREAD_SAFE"] = "true",
            ["DJ_IGNORE_CONFIG_FILE"] = "true",
            ["DJ_LOG_STREAM"] = "stderr",
        }, ignoreOrder: true);
    }

    [Fact]
    public void Other_programs_keep_them()
    {
        using TemporaryProject project = new();
        Djc djc = new(project) { Variables = PythonVariables() };
        djc.Run("run", "--", "pythonic");
        djc.Child!.Variables.ShouldContainKeyAndValue("LIMIT", "unlimited");
        djc.Child.Variables.ShouldContainKeyAndValue("DJ_DISPLAY", ":0");
        djc.Run("run", "--python", "--", "make");
        djc.Child.Variables.ShouldNotContainKey("LIMIT");
    }

    [Fact]
    public void A_script_is_Python_by_its_first_line()
    {
        using TemporaryProject project = new TemporaryProject().Write("figures", "#!/usr/bin/env python3\nprint(1)\n").Write("other", "#!/bin/sh\necho python\n");
        Djc djc = new(project) { Variables = PythonVariables() };
        djc.Run("run", "--", Path.Combine(project.Root, "figures"));
        djc.Child!.Variables.ShouldNotContainKey("LIMIT");
        djc.Run("run", "--", Path.Combine(project.Root, "other"));
        djc.Child.Variables.ShouldContainKey("LIMIT");
    }

    [Theory]
    [InlineData(true, "env python3 fit.py")]
    [InlineData(true, "/usr/bin/env -i -u HOME A=b LANG=C python3")]
    [InlineData(true, "env -- python3")]
    [InlineData(true, "env - A=b python3")]
    [InlineData(true, "env -S python3\u00a0-u")]
    [InlineData(true, "nice python3")]
    [InlineData(true, "nice -n 5 python3")]
    [InlineData(true, "nice -n5 pytest")]
    [InlineData(true, "time -f %e python3")]
    [InlineData(true, "timeout -k 5 --signal=KILL 10 python3")]
    [InlineData(true, "timeout --signal KILL 10 python3")]
    [InlineData(true, "nohup nice env A=b python3")]
    [InlineData(true, "stdbuf -oL python3")]
    [InlineData(true, "taskset 3 python3")]
    [InlineData(false, "env")]
    [InlineData(false, "nice -n")]
    [InlineData(false, "env A=b make python3")]
    [InlineData(false, "timeout 5")]
    [InlineData(false, "timeout python3 make")]
    [InlineData(false, "tool python3")]
    public void What_a_wrapper_starts_counts(bool isPython, string line)
    {
        using TemporaryProject project = new();
        Djc djc = new(project) { Variables = PythonVariables() };
        djc.Run(["run", "--", .. line.Split(' ').Select(word => word.Replace('\u00a0', ' '))]);
        djc.Child!.Variables.ContainsKey("LIMIT").ShouldBe(!isPython);
    }

    [Fact]
    public void A_link_is_what_it_leads_to()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        using TemporaryProject project = new TemporaryProject().Write("python3", "").Write("tool", "");
        File.CreateSymbolicLink(Path.Combine(project.Root, "first"), "python3");
        File.CreateSymbolicLink(Path.Combine(project.Root, "second"), "first");
        File.CreateSymbolicLink(Path.Combine(project.Root, "other"), "tool");
        Djc djc = new(project) { Variables = PythonVariables() };
        djc.Run("run", "--", Path.Combine(project.Root, "second"));
        djc.Child!.Variables.ShouldNotContainKey("LIMIT");
        djc.Run("run", "--", Path.Combine(project.Root, "other"));
        djc.Child.Variables.ShouldContainKey("LIMIT");
    }

    [Fact]
    public async Task A_pipe_in_place_of_a_program_is_not_opened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has no pipes in folders.");
        using TemporaryProject project = new();
        string pipe = Path.Combine(project.Root, "pipe");
        using (var maker = Process.Start("mkfifo", [pipe]))
        {
            await maker.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Djc djc = new(project) { Variables = PythonVariables() };
        await Task.Run(() => djc.Run("run", "--", pipe), TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        djc.Child!.Variables.ShouldContainKey("LIMIT");
    }

    [Fact]
    public void What_Python_has_no_variable_for_is_reported()
    {
        using TemporaryProject project = new TemporaryProject()
            .Write("datajoint.json", """{ "display": { "limit": 5, "width": 14 }, "connection.charset": "latin1", "database": { "host": "::1", "backend": "sqlite" } }""");
        string error = new Djc(project).Run("run", "--", "python").Error;
        error.ShouldContain("display.limit: Python uses \"12\", not \"5\": it has no variable for it");
        error.ShouldContain("connection.charset: Python uses \"\", not \"latin1\"");
        error.ShouldContain("database.host: Python splits the host at every colon");
        error.ShouldContain("database.backend: import datajoint fails in Python: it takes exactly mysql, postgresql");
        error.ShouldNotContain("display.width");
        new Djc(project).Run("run", "--", "tool").Error.ShouldNotContain("Python");
    }

    [Fact]
    public void An_empty_value_is_one_for_Python()
    {
        using TemporaryProject project = new TemporaryProject().Write("datajoint.json", "{}").Write(".secrets/datajoint.json", """{ "database.password": "" }""");
        Djc djc = new(project);
        djc.Run("run", "--", "python");
        djc.Child!.Variables.ShouldContainKeyAndValue("DJ_PASS", "");
        djc.Run("run", "--", "tool");
        djc.Child.Variables.ShouldNotContainKey("DJ_PASS");
    }

    private static Dictionary<string, string> PythonVariables() => new()
    {
        ["PATH"] = "/bin",
        ["LIMIT"] = "unlimited",
        ["Width"] = "80",
        ["SHOW_TUPLE_COUNT"] = "maybe",
        ["CHARSET"] = "utf8",
        ["DJ_DATABASE"] = "lab",
        ["DJ_DISPLAY"] = ":0",
        ["dj_jobs"] = "4",
        ["DJ_CONNECTION"] = "x",
        ["dj_ignore_config_file"] = "junk",
        ["DJ_THREAD_SAFE"] = "on",
        ["DJ_LOG_STREAM"] = "stderr",
        ["_DJ_STORES_PYDANTIC_DISABLED"] = "x",
    };

    private static IReadOnlyDictionary<string, string> Child(TemporaryProject project, Dictionary<string, string> inherited)
    {
        Djc djc = new(project) { Variables = inherited };
        djc.Run("run", "--", "tool").Error.ShouldNotContain("error");
        return djc.Child!.Variables;
    }

    private static Dictionary<string, string> Own(IReadOnlyDictionary<string, string> variables) =>
        variables.Where(v => v.Key.StartsWith("DJ_", StringComparison.Ordinal)).ToDictionary();
}
