using DataJoint.Configuration.Files;

namespace DataJoint.Configuration.Editing.Tests;

public sealed class ProjectEditorTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "edit-" + Guid.NewGuid().ToString("N")));

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void A_setting_creates_the_file_that_it_belongs_to()
    {
        Editor().Set("database.port", "3307").ShouldBe([new FileEdit("datajoint.json", EditOutcome.Created)]);

        Read("datajoint.json").ShouldBe("{\n  \"database.port\": 3307\n}\n");
    }

    [Fact]
    public void An_environment_has_a_file_of_its_own_and_a_project_around_it()
    {
        Editor("dev").Set("database.host", "dev.example").Select(e => e.Path).ShouldBe(["datajoint.dev.json", "datajoint.json"]);

        Load("dev").Database.Host.ShouldBe("dev.example");
    }

    [Fact]
    public void A_value_of_the_wrong_type_is_refused_and_nothing_is_written()
    {
        Should.Throw<ArgumentException>(() => Editor().Set("database.port", "many")).Message.ShouldContain("database.port");

        _root.GetFileSystemInfos().ShouldBeEmpty();
    }

    [Fact]
    public void A_credential_is_refused_for_a_committed_file()
    {
        ConfigurationEditException refused = Should.Throw<ConfigurationEditException>(() => Editor().Set("database.password", "CANARY"));

        refused.Diagnostic.Hint.ShouldBe("Run: djc secrets set database.password");
        refused.ToString().ShouldNotContain("CANARY");
    }

    [Fact]
    public void A_broken_file_is_reported_with_its_place_and_stays_as_it_is()
    {
        Write("datajoint.json", "{\n  \"safemode\" true\n}\n");

        ConfigurationException broken = Should.Throw<ConfigurationException>(() => Editor().Set("database.port", "1"));

        broken.Diagnostics.ShouldHaveSingleItem().Origin!.ToString().ShouldBe("datajoint.json:2:14");
        Read("datajoint.json").ShouldBe("{\n  \"safemode\" true\n}\n");
    }

    [Fact]
    public void An_edit_can_mend_a_value_that_keeps_the_configuration_from_loading()
    {
        Write("datajoint.json", "{ \"database.port\": \"many\" }");

        Editor().Set("database.port", "3307");

        Load().Database.Port.ShouldBe(3307);
    }

    [Fact]
    public void A_key_that_is_no_setting_can_be_removed_where_it_stands()
    {
        Write("datajoint.json", "{ \"database.hots\": \"x\", \"safemode\": true }");

        Editor().Unset("database.hots").ShouldNotBeNull();

        Read("datajoint.json").ShouldBe("{ \"safemode\": true }");
        Should.Throw<KeyNotFoundException>(() => Editor().Unset("database.hots"));
    }

    [Fact]
    public void A_secret_gets_a_file_of_its_own_that_the_secrets_layer_reads()
    {
        Editor().SetSecret("database.password", new Secret(" s3cret \n"));

        Read(".secrets/database.password").ShouldBe("s3cret\n");
        ResolvedSetting setting = Load().Snapshot.Find("database.password");
        setting.Value.Reveal().ShouldBe("s3cret");
        setting.Layer.ShouldBe(SettingLayer.Secrets);
        Load().Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void A_secret_stays_where_it_stands()
    {
        Editor().Initialize(full: false);
        Write(".secrets/datajoint.json", "{ \"database.password\": null, \"database.user\": \"u\" }");

        Editor().SetSecret("database.password", new Secret("new"));

        Read(".secrets/datajoint.json").ShouldBe("{ \"database.password\": \"new\", \"database.user\": \"u\" }");
        File.Exists(PathOf(".secrets/database.password")).ShouldBeFalse();
    }

    [Fact]
    public void With_an_environment_a_secret_goes_into_its_file_and_wins()
    {
        Editor().SetSecret("database.password", new Secret("base"));
        Editor("dev").SetSecret("database.password", new Secret("dev"));

        Load("dev").Database.Password!.Reveal().ShouldBe("dev");
        Load().Database.Password!.Reveal().ShouldBe("base");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("one\ntwo")]
    public void A_secret_is_one_line_and_not_empty(string value)
    {
        Should.Throw<ArgumentException>(() => Editor().SetSecret("database.password", new Secret(value)));

        _root.GetFileSystemInfos().ShouldBeEmpty();
    }

    [Fact]
    public void A_document_may_have_several_lines()
    {
        Editor().SetSecret("stores.cloud.token", new Secret("{\n  \"type\": \"x\"\n}"));

        Read(".secrets/stores.cloud.token").ShouldBe("{\n  \"type\": \"x\"\n}\n");
    }

    [Fact]
    public void A_name_that_no_file_can_have_goes_into_the_JSON_file()
    {
        Editor().SetSecret("stores.a/b.secret_key", new Secret("x"));

        Read(".secrets/datajoint.json").ShouldContain("\"a/b\"");
        Load().Snapshot["stores.a/b.secret_key"].Reveal().ShouldBe("x");
    }

    [Fact]
    public void Removing_takes_a_secret_from_every_place()
    {
        Editor().Initialize(full: false);
        Write(".secrets/datajoint.json", "{ \"database.password\": \"json\" }");
        Write(".secrets/database.password", "file");

        Editor().RemoveSecret("database.password").Count.ShouldBe(2);

        Load().Database.Password.ShouldBeNull();
        Editor().RemoveSecret("database.password").ShouldBeEmpty();
    }

    [Fact]
    public void A_full_template_has_every_setting_and_changes_none()
    {
        Editor().Initialize(full: true);

        string text = Read("datajoint.json");
        foreach (SettingDefinition definition in SettingCatalogue.All)
        {
            string name = definition.Key.StartsWith("stores.", StringComparison.Ordinal) ? definition.Key.Substring(7) : definition.Key;
            text.Contains($"\"{name}\": ", StringComparison.Ordinal).ShouldBe(!definition.IsSecret && !definition.IsDeprecated, definition.Key);
        }

        ConfigurationSnapshot snapshot = Load().Snapshot;
        snapshot.Diagnostics.ShouldBeEmpty();
        snapshot.ListSettings().ShouldAllBe(s => !s.Value.HasValue || s.Value == snapshot.Explain(s.Key).Default);
        PythonComparison.Run(snapshot, new HostEnvironment(new Dictionary<string, string>(), _root.FullName)).Diagnostics
            .ShouldHaveSingleItem().Message.ShouldBe("enable_python_native_blobs: Python has no such setting");
    }

    [Fact]
    public void Initializing_adds_what_is_missing_and_overwrites_nothing()
    {
        Write("datajoint.json", "{ }");

        IReadOnlyList<FileEdit> first = Editor().Initialize(full: true);
        IReadOnlyList<FileEdit> second = Editor().Initialize(full: true);

        first.ShouldContain(new FileEdit("datajoint.json", EditOutcome.Kept));
        first.ShouldContain(new FileEdit(".secrets/datajoint.json", EditOutcome.Created));
        second.ShouldAllBe(e => e.Outcome == EditOutcome.Kept);
        Read("datajoint.json").ShouldBe("{ }");
    }

    [Fact]
    public void Initializing_does_not_take_a_directory_for_the_file()
    {
        Directory.CreateDirectory(PathOf("datajoint.json"));

        Should.Throw<ConfigurationEditException>(() => Editor().Initialize(full: false)).Message.ShouldContain("datajoint.json is not a file");
    }

    [Fact]
    public void The_full_template_means_what_no_file_means()
    {
        string[] before = [.. Load().Snapshot.ListSettings().Select(s => $"{s.Key}={s.Value}")];

        Editor().Initialize(full: true);

        Load().Diagnostics.ShouldBeEmpty();
        Load().Snapshot.ListSettings().Select(s => $"{s.Key}={s.Value}").ShouldBe(before);
    }

    [Theory]
    [InlineData("", ".secrets/\n")]
    [InlineData("*.pyc", "*.pyc\n.secrets/\n")]
    [InlineData("*.pyc\r\n", "*.pyc\r\n.secrets/\r\n")]
    [InlineData("a\n.secrets\n", "a\n.secrets\n")]
    [InlineData("a\n /.secrets/sub\n", "a\n /.secrets/sub\n.secrets/\n")]
    [InlineData(".secrets/\n!.secrets/\n", ".secrets/\n!.secrets/\n.secrets/\n")]
    public void The_repository_ignores_secrets_afterwards(string before, string after)
    {
        Directory.CreateDirectory(PathOf(".git"));
        Write(".gitignore", before);

        Editor().IgnoreSecrets();

        Read(".gitignore").ShouldBe(after);
    }

    [Fact]
    public async Task Edits_at_the_same_time_all_take_effect()
    {
        Write("datajoint.json", "{}\n");
        string[] keys = ["database.host", "database.user", "database.name", "query_cache", "download_path", "cache", "connection.init_function"];

        await Task.WhenAll(keys.Select(key => Task.Run(() => Editor().Set(key, "value-of-" + key), TestContext.Current.CancellationToken)));

        foreach (string key in keys)
        {
            Load().Snapshot[key].ToString().ShouldBe("value-of-" + key);
        }
    }

#if NET
    [Fact]
    public void Secrets_are_for_the_owner_alone_from_the_start()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes exist on POSIX systems only");
        Editor().SetSecret("database.password", new Secret("x"));

        File.GetUnixFileMode(PathOf(".secrets")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.GetUnixFileMode(PathOf(".secrets/database.password")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_linked_datajoint_json_is_edited_at_its_target_and_keeps_its_mode()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege on Windows");
        Write("real.json", "{}");
        File.SetUnixFileMode(PathOf("real.json"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        File.CreateSymbolicLink(PathOf("datajoint.json"), "real.json");

        Editor().Set("safemode", "false");

        Read("real.json").ShouldContain("safemode");
        new FileInfo(PathOf("datajoint.json")).LinkTarget.ShouldBe("real.json");
        File.GetUnixFileMode(PathOf("real.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
    }

    [Fact]
    public async Task Edits_of_two_projects_that_link_to_one_file_all_take_effect()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege on Windows");
        Write("shared.json", "{}");
        string[] keys = ["database.host", "database.user", "database.name", "query_cache", "download_path", "cache"];
        DirectoryInfo[] projects = [_root.CreateSubdirectory("one"), _root.CreateSubdirectory("two")];
        foreach (DirectoryInfo project in projects)
        {
            File.CreateSymbolicLink(Path.Combine(project.FullName, "datajoint.json"), PathOf("shared.json"));
        }

        await Task.WhenAll(keys.Select((key, i) => Task.Run(
            () => new ProjectEditor(ProjectEditor.Locate(Options(null, projects[i % 2].FullName))).Set(key, "v"), TestContext.Current.CancellationToken)));

        keys.ShouldAllBe(key => Read("shared.json").Contains(key));
    }

    [Fact]
    public void A_secrets_directory_that_others_can_write_to_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes exist on POSIX systems only");
        Editor().Initialize(full: false);
        File.SetUnixFileMode(PathOf(".secrets"), (UnixFileMode)0x1FF);

        Should.Throw<ConfigurationEditException>(() => Editor().SetSecret("database.password", new Secret("x")))
            .Diagnostic.Hint.ShouldBe("Run: djc check --fix");
    }

    [Fact]
    public void A_gitignore_that_is_a_link_is_left_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege on Windows");
        Directory.CreateDirectory(PathOf(".git"));
        Write("elsewhere", "mine\n");
        File.CreateSymbolicLink(PathOf(".gitignore"), "elsewhere");

        Should.Throw<ConfigurationEditException>(() => Editor().IgnoreSecrets()).Message.ShouldContain("symbolic link");

        Read("elsewhere").ShouldBe("mine\n");
    }

    [Fact]
    public void An_edited_file_keeps_its_owner_and_group_and_a_secret_goes_to_the_owner_of_its_directory()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "only root can give files away");
        Write("datajoint.json", "{}");
        Editor().SetSecret("database.user", new Secret("x"));
        Chown("1000:2000", PathOf("datajoint.json"));
        Chown("1234:1234", PathOf(".secrets/database.user"));

        Editor().Set("safemode", "false");
        Editor().SetSecret("database.user", new Secret("y"));

        FileReading.Stat(PathOf("datajoint.json")).ShouldSatisfyAllConditions(f => f.Owner.ShouldBe(1000), f => f.Group.ShouldBe(2000));
        FileReading.Stat(PathOf(".secrets/database.user")).Owner.ShouldBe(0);
    }

    [Fact]
    public void A_secret_is_never_written_through_a_link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege on Windows");
        Editor().Initialize(full: false);
        Write("elsewhere", "old");
        File.CreateSymbolicLink(PathOf(".secrets/database.password"), PathOf("elsewhere"));

        Should.Throw<ConfigurationEditException>(() => Editor().SetSecret("database.password", new Secret("new")));

        Read("elsewhere").ShouldBe("old");
    }

    [Fact]
    public void What_a_killed_edit_left_behind_goes_with_the_next_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the name is that of the POSIX way");
        string leftOver = $".datajoint.json.{Guid.NewGuid():N}.tmp";
        Write(leftOver, "{ half");
        Write(".datajoint.json.mine.tmp", "not one of ours");

        Editor().Set("safemode", "false");

        File.Exists(PathOf(leftOver)).ShouldBeFalse();
        File.Exists(PathOf(".datajoint.json.mine.tmp")).ShouldBeTrue();
    }
#endif

    private ProjectEditor Editor(string? environment = null) => new(ProjectEditor.Locate(Options(environment)));

    private DataJointConfig Load(string? environment = null) => DataJointConfig.Load(Options(environment));

    private ConfigurationOptions Options(string? environment, string? start = null) => new()
    {
        StartDirectory = start ?? _root.FullName,
        Environment = environment,
        HostEnvironment = new HostEnvironment(new Dictionary<string, string>(), _root.FullName),
    };

#if NET
    private static void Chown(string owner, string path)
    {
        using var process = System.Diagnostics.Process.Start("chown", [owner, path]);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }
#endif

    private string PathOf(string name) => Path.Combine(_root.FullName, name);

    private string Read(string name) => File.ReadAllText(PathOf(name));

    private void Write(string name, string text) => File.WriteAllText(PathOf(name), text);
}
