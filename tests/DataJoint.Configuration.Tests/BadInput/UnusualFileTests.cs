using DataJoint.Configuration.Files;

namespace DataJoint.Configuration.Tests;

/// <summary>What stands where a file belongs and is none, cannot be read, or never ends. Each has an answer, at once.</summary>
public sealed class UnusualFileTests
{
    public UnusualFileTests() => Assert.SkipUnless(Native.IsUnix, "POSIX file types");

    public static TheoryData<string> FilesThatAreRead() =>
        ["datajoint.json", "datajoint.dev.json", ".secrets/datajoint.json", ".secrets/datajoint.dev.json", ".secrets/database.password"];

    [Theory]
    [MemberData(nameof(FilesThatAreRead))]
    public void A_directory_where_a_file_belongs_is_an_error(string name)
    {
        using TestProject project = Prepared(name);
        Directory.CreateDirectory(project.PathOf(name));
        Diagnostic error = project.Fail().Diagnostics.ShouldHaveSingleItem();
        error.Id.ShouldBe("DJ1008");
        error.Place().ShouldBe(name);
    }

    [Theory]
    [MemberData(nameof(FilesThatAreRead))]
    public async Task A_pipe_is_an_error_and_never_waited_for(string name)
    {
        using TestProject project = Prepared(name);
        Native.MakePipe(project.PathOf(name));
        await AtOnce(() => project.Fail().Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("DJ1008"));
    }

    [Theory]
    [InlineData(".secrets/database.password")]
    [InlineData("datajoint.json")]
    public async Task A_device_is_an_error_and_never_read(string name)
    {
        using TestProject project = Prepared(name);
        Assert.SkipUnless(Native.IsRoot && Native.TryMakeEndlessDevice(project.PathOf(name)), "only root can make device nodes, where that is allowed");
        await AtOnce(() => project.Fail().Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("DJ1008"));
    }

    [Theory]
    [InlineData("/dev/zero", "DJ1008")]
    [InlineData("/proc/self/mem", "DJ1007")]
    [InlineData("/nowhere/at/all", "DJ1007")]
    [InlineData("database.password", "DJ1007")]
    public async Task A_link_to_what_is_no_file_is_an_error(string target, string id)
    {
        using TestProject project = Prepared(".secrets/x");
        Native.Link(target, project.PathOf(".secrets/database.password"));
        await AtOnce(() => project.Diagnose().ShouldContain(d => d.Id == id && d.Severity == DiagnosticSeverity.Error));
    }

    [Fact]
    public async Task Without_the_C_library_a_pipe_does_not_block_either()
    {
        Assert.SkipUnless(Native.IsUnix, "pipes in the file system");
        using TestProject project = new();
        Native.MakePipe(project.PathOf("pipe"));
        Task<FileContent> reading = Task.Run(() => ManagedFile.Read(project.PathOf("pipe"), 1024), TestContext.Current.CancellationToken);
        (await Task.WhenAny(reading, Task.Delay(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken))).ShouldBe(reading);
        (await reading).Bytes.ShouldBeEmpty();
    }

    [Fact]
    public void A_loop_of_links_is_an_error_wherever_it_stands()
    {
        using TestProject project = new() { Environment = "dev" };
        project.WithSecret("README", "").WithMountedSecret("README", "");
        foreach (string path in new[] { "datajoint.json", "datajoint.dev.json", ".secrets/datajoint.json", ".secrets/database.user" })
        {
            Native.Link(Path.GetFileName(path) + "2", project.PathOf(path));
            Native.Link(Path.GetFileName(path), project.PathOf(path + "2"));
        }

        project.Fail().Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => (d.Id, d.Place())).ShouldBe(
        [
            ("DJ1007", "datajoint.dev.json"), ("DJ1007", "datajoint.json"),
            ("DJ1007", ".secrets/database.user"), ("DJ1007", ".secrets/datajoint.json"),
        ]);
    }

    [Fact]
    public async Task The_file_of_a_variable_may_be_anything_too()
    {
        using TestProject project = new();
        Native.MakePipe(project.PathOf("pipe"));
        await AtOnce(() => project.WithVariable("DJ_USER_FILE", "pipe").DiagnoseOne().Id.ShouldBe("DJ1008"));
        await AtOnce(() => project.WithVariable("DJ_USER_FILE", "/dev/zero").DiagnoseOne().Id.ShouldBe("DJ1008"));
        await AtOnce(() => project.WithVariable("DJ_USER_FILE", project.Root).DiagnoseOne().Id.ShouldBe("DJ1008"));
        await AtOnce(() => project.WithVariable("DJ_USER_FILE", "/proc/self/mem").DiagnoseOne().Id.ShouldBe("DJ1007"));
        await AtOnce(() => project.WithVariable("DJ_USER_FILE", new string('x', 5000)).DiagnoseOne().Id.ShouldBe("DJ1007"));
    }

    [Fact]
    public void The_secrets_directory_may_be_a_broken_link_or_a_loop()
    {
        using TestProject project = new();
        project.WithProjectFile("{}");
        Native.Link("nowhere", project.PathOf(".secrets"));
        project.DiagnoseOne().Id.ShouldBe("DJ2009");
        File.Delete(project.PathOf(".secrets"));
        Native.Link(".secrets", project.PathOf(".secrets"));
        project.DiagnoseOne().Id.ShouldBe("DJ2009");
    }

    [Fact]
    public void A_start_directory_that_is_a_loop_of_links_does_not_exist()
    {
        using TestProject project = new();
        Native.Link("b", project.PathOf("a"));
        Native.Link("a", project.PathOf("b"));
        project.StartDirectory = project.PathOf("a");
        project.DiagnoseOne().Id.ShouldBe("DJ1022");
    }

    [Fact]
    public void A_read_only_file_system_is_no_obstacle_to_reading()
    {
        Assert.SkipUnless(Native.IsRoot, "only root can mount");
        using TestProject project = new();
        Directory.CreateDirectory(project.PathOf("mount"));
        Assert.SkipUnless(Native.TryMountTemporary(project.PathOf("mount")), "mounting needs privileges");
        try
        {
            project.WithFile("mount/datajoint.json", """{ "database.user": "me" }""");
            project.StartDirectory = project.PathOf("mount");
            Native.TryRemountReadOnly(project.PathOf("mount")).ShouldBeTrue();
            project.Load().Database.User.ShouldBe("me");
        }
        finally
        {
            Native.Unmount(project.PathOf("mount"));
        }
    }

    [Fact]
    public void A_current_directory_that_was_deleted_is_an_error_unless_no_file_is_wanted()
    {
        HostEnvironment gone = new(new Dictionary<string, string>(), "/nowhere/any/more");
        Should.Throw<ConfigurationException>(() => DataJointConfig.Load(new ConfigurationOptions { HostEnvironment = gone }))
            .Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("DJ1022");
        HostEnvironment content = new(new Dictionary<string, string> { ["DJ_IGNORE_CONFIG_FILE"] = "true", ["DJ_HOST"] = "db" }, "/nowhere/any/more");
        DataJointConfig.Load(new ConfigurationOptions { HostEnvironment = content }).Database.Host.ShouldBe("db");
    }

    [Fact]
    public void No_home_directory_is_no_obstacle()
    {
        HostEnvironment homeless = new(new Dictionary<string, string>(), Path.GetTempPath(), homeDirectory: null);
        homeless.FindHomeDirectory().ShouldBeNull();
        using TestProject project = new();
        DataJointConfig.Load(new ConfigurationOptions { HostEnvironment = homeless, StartDirectory = project.Root }).LogLevel.ShouldBe("INFO");
    }

    [Fact]
    public void A_file_in_proc_has_no_size_and_a_text_all_the_same()
    {
        Assert.SkipUnless(File.Exists("/proc/version"), "needs /proc");
        using TestProject project = new();
        project.WithVariable("DJ_USER_FILE", "/proc/version").Load().Database.User.ShouldBe(File.ReadAllText("/proc/version").Trim());
    }

    [Theory]
    [InlineData("datajoint.json", "000")]
    [InlineData(".secrets/datajoint.json", "000")]
    [InlineData(".secrets/database.user", "000")]
    [InlineData(".secrets", "000")]
    [InlineData(".secrets", "300")]
    public void A_user_without_rights_gets_an_error_for_what_cannot_be_read(string name, string mode)
    {
        Assert.SkipUnless(Native.IsRoot, "only root can become another user");
        using TestProject project = new();
        project.WithProjectFile("{}").WithSecret("datajoint.json", "{}").WithSecret("database.user", "me");
        foreach (string path in new[] { "datajoint.json", ".secrets", ".secrets/datajoint.json", ".secrets/database.user", "." })
        {
            Native.ChangeOwner(project.PathOf(path), Native.Nobody);
        }

        Native.ChangeMode(project.PathOf(name), mode);
        Diagnostic error = Native.AsNobody(() => project.Fail()).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ShouldHaveSingleItem();
        error.Id.ShouldBe("DJ1007");
        error.Place().ShouldBe(name);
        error.Message.ShouldContain("permission denied");
    }

    private static TestProject Prepared(string name)
    {
        TestProject project = new() { Environment = name.Contains(".dev.") ? "dev" : null };
        if (name != "datajoint.json")
        {
            project.WithProjectFile("{}");
        }

        if (name.StartsWith(".secrets", StringComparison.Ordinal))
        {
            project.WithSecret("README", "");
        }

        return project;
    }

    private static async Task AtOnce(Action action)
    {
        var done = Task.Run(action);
        (await Task.WhenAny(done, Task.Delay(TimeSpan.FromMinutes(2)))).ShouldBe(done, "it hangs");
        await done;
    }
}
