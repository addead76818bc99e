namespace DataJoint.Cli.Tests;

/// <summary><c>djc export</c>: what it prints, what it writes, and what it keeps to itself.</summary>
public sealed class ExportCommandTests : IDisposable
{
    private readonly TemporaryProject _project = new TemporaryProject()
        .Write("datajoint.json", """{ "database": { "host": "db.example.com", "user": "me" } }""")
        .Write(".secrets/database.password", "example-password\n");

    public void Dispose() => _project.Dispose();

    [Theory]
    [MemberData(nameof(ExportRoundTripTests.TextFormats), MemberType = typeof(ExportRoundTripTests))]
    public void Secrets_are_not_printed_unasked(string format)
    {
        DjcResult refused = Run("export", format);
        refused.ExitCode.ShouldBe(2);
        refused.Output.ShouldBeEmpty();
        refused.Error.ShouldContain("the result holds secrets: database.password");
        refused.Error.ShouldContain($"djc export {format} --output FILE");
        refused.Error.ShouldNotContain("example-password");
        Run("export", format, "--no-secrets").Output.ShouldNotContain("DJ_PASS");
        Run("export", format, "--reveal").Output.ShouldContain("example-password");
    }

    [Fact]
    public void A_configuration_without_secrets_is_printed()
    {
        using TemporaryProject open = new TemporaryProject().Write("datajoint.json", """{ "database.host": "db" }""");
        new Djc(open).Run("export", "dotenv").ShouldBe(new DjcResult(0, "DJ_HOST=db\nDJ_IGNORE_CONFIG_FILE=true\n", ""));
    }

    [Theory]
    [InlineData("compose")]
    [InlineData("k8s")]
    [InlineData("github")]
    [InlineData("gitlab")]
    [InlineData("systemd")]
    public void The_others_name_where_the_secret_is(string format)
    {
        DjcResult result = Run("export", format);
        result.ExitCode.ShouldBe(0);
        result.Output.ShouldContain("db.example.com");
        result.All.ShouldNotContain("example-password");
    }

    [Fact]
    public void A_file_with_secrets_is_for_the_owner_alone_and_not_for_git()
    {
        Directory.Delete(Path.Combine(_project.Root, ".hg"));
        Directory.CreateDirectory(Path.Combine(_project.Root, ".git"));
        Run("export", "dotenv", "--output", ".env").ShouldBe(new DjcResult(0, "created  .gitignore\ncreated  .env\n", ""));
        string file = Path.Combine(_project.Root, ".env");
        File.ReadAllText(file).ShouldBe("DJ_HOST=db.example.com\nDJ_USER=me\nDJ_PASS=example-password\nDJ_IGNORE_CONFIG_FILE=true\n");
        File.ReadAllText(Path.Combine(_project.Root, ".gitignore")).ShouldBe("/.env\n");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Run("export", "dotenv", "--output", ".env").Output.ShouldBe("kept     .env\n");
    }

    [Fact]
    public void A_file_that_others_could_read_is_so_no_more_when_secrets_come_into_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has no modes.");
        string file = Path.Combine(_project.Write("settings.json", "{}").Root, "settings.json");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Run("export", "json", "--output", "settings.json", "--overwrite").ExitCode.ShouldBe(0);
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_file_that_holds_something_else_stays()
    {
        _project.Write(".env", "OTHER=1\n");
        DjcResult refused = Run("export", "dotenv", "-o", ".env");
        refused.ExitCode.ShouldBe(2);
        refused.Error.ShouldContain(".env exists already, with other content");
        refused.Error.ShouldContain("--overwrite");
        File.ReadAllText(Path.Combine(_project.Root, ".env")).ShouldBe("OTHER=1\n");
        Run("export", "dotenv", "-o", ".env", "--overwrite").Output.ShouldBe("changed  .env\n");
    }

    [Theory]
    [InlineData("target")]
    [InlineData("missing")]
    public void A_link_is_not_followed(string target)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        _project.Write("target", "");
        File.CreateSymbolicLink(Path.Combine(_project.Root, ".env"), Path.Combine(_project.Root, target));
        DjcResult refused = Run("export", "dotenv", "--output", ".env", "--overwrite");
        refused.ExitCode.ShouldBe(2);
        refused.Error.ShouldContain(".env is a symbolic link");
        File.ReadAllText(Path.Combine(_project.Root, "target")).ShouldBeEmpty();
        File.Exists(Path.Combine(_project.Root, "missing")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("docker", "database.user (DJ_USER)", """{ "database.user": "a\nb" }""")]
    [InlineData("dotenv", "database.user (DJ_USER)", """{ "database.user": "a${b}" }""")]
    [InlineData("compose", "database.password (DJ_PASS)", """{ "database.password": " blanks " }""")]
    [InlineData("systemd", "database.password (DJ_PASS)", """{ "database.password": "two\nlines" }""")]
    [InlineData("gitlab", "database.password (DJ_PASS)", """{ "database.password": " blanks " }""")]
    [InlineData("github", "database.password (DJ_PASS)", """{ "database.password": "line\n" }""")]
    public void What_a_format_cannot_express_is_named(string format, string setting, string secrets)
    {
        File.Delete(Path.Combine(_project.Root, ".secrets/database.password"));
        _project.Write(".secrets/datajoint.json", secrets);
        DjcResult refused = Run("export", format, "--reveal");
        refused.ExitCode.ShouldBe(1);
        refused.Output.ShouldBeEmpty();
        refused.Error.ShouldContain($"{setting} cannot be exported: ");
    }

    [Fact]
    public void Stores_whose_names_look_alike_are_one_secret()
    {
        _project.Write("datajoint.json", """{ "stores": { "a-b": { "protocol": "s3", "bucket": "1" }, "a_b": { "protocol": "s3", "bucket": "2" } } }""")
            .Write(".secrets/stores.a-b.secret_key", "EXAMPLE\n");
        string text = Run("export", "github").Output;
        text.ShouldContain("  DJ_STORES: ${{ secrets.DJ_STORES }}\n");
        text.ShouldContain("#   djc run -- printenv DJ_STORES | gh secret set DJ_STORES\n");
    }

    [Fact]
    public void A_password_in_a_URL_is_a_secret_too()
    {
        _project.Write("datajoint.json", """{ "stores.main": { "protocol": "s3", "bucket": "b", "proxy_server": "http://ana:example-pw@proxy.example" } }""");
        string text = Run("export", "github").Output;
        text.ShouldNotContain("example-pw");
        text.ShouldContain("DJ_STORES_MAIN_PROXY_SERVER: ${{ secrets.DJ_STORES_MAIN_PROXY_SERVER }}");
    }

    [Fact]
    public void The_environment_is_that_of_the_option()
    {
        _project.Write("datajoint.prod.json", """{ "database.host": "prod.example.com" }""");
        string text = Run("export", "github", "--env", "prod").Output;
        text.ShouldContain("DJ_HOST: \"prod.example.com\"");
        text.ShouldContain("DJ_ENV: \"prod\"");
        text.ShouldContain("#   djc --env prod config get database.password --reveal | gh secret set DJ_PASS\n");
    }

    [Theory]
    [InlineData("github", "config get database.password --reveal | gh secret set DJ_PASS")]
    [InlineData("gitlab", "config get database.password --reveal | glab variable set DJ_PASS")]
    [InlineData("systemd", "config get database.password --reveal | sudo install")]
    [InlineData("compose", "run -- docker compose up")]
    [InlineData("k8s", "export k8s --reveal")]
    public void The_commands_lead_to_the_same_configuration_wherever_they_are_typed(string format, string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Its shells do not agree on quotes.");
        _project.Write("a b/datajoint.prod.json", "{}").Write("a b/datajoint.json", "{}");
        Djc djc = new(_project) { Variables = { ["DJ_ENV"] = "prod", ["DJ_PASS"] = "example-password" } };
        string[] options = ["--project", "a b/", "--set", "database.name=it's", "--trust", "db.example.com", "--trust", "*.lab.example", "--allow-exec"];
        string text = djc.Run(["export", format, .. options]).Output;
        text.ShouldContain($"djc --project '/project/a b' --env prod --set 'database.name=it'\\''s' --trust db.example.com --trust '*.lab.example' --allow-exec {command}");
    }

    [Theory]
    [InlineData("database.password=CANARY", "--set database.password: a secret cannot stand")]
    [InlineData("stores.main.proxy_server=http://u:CANARY@proxy.example", "--set stores.main.proxy_server: a secret cannot stand")]
    public void What_cannot_stand_in_such_a_command_is_refused_where_there_is_one(string setting, string complaint)
    {
        _project.Write("datajoint.json", """{ "stores.main": { "protocol": "s3", "bucket": "b" } }""");
        DjcResult refused = Run("export", "github", "--set", setting);
        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain(complaint);
        refused.All.ShouldNotContain("CANARY");
        Run("export", "dotenv", "--reveal", "--set", setting).ExitCode.ShouldBe(0);
    }

    [Fact]
    public void What_cannot_be_typed_is_refused_too()
    {
        DjcResult refused = Run("export", "github", "--set", "database.name=" + new string('a', 400));
        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain("cannot stand in the commands that are written");
    }

    [Fact]
    public void A_reference_is_asked_for_where_its_text_is_needed_and_kept_where_it_is_wanted()
    {
        Dictionary<string, string> variables = new() { ["DJ_PASS"] = $"ref+file://{_project.Write("pw", "from-a-file\n").Root}/pw" };
        Djc djc = new(_project) { Variables = variables };
        djc.Run("export", "dotenv").ExitCode.ShouldBe(2);
        djc.Run("export", "dotenv", "--reveal").Output.ShouldContain("DJ_PASS=from-a-file\n");
        djc.Run("export", "dotenv", "--keep-references").Output.ShouldContain($"DJ_PASS={variables["DJ_PASS"].Replace(_project.Root, "/project", StringComparison.Ordinal)}\n");
        variables["DJ_PASS"] = "ref+file:///no/such/file";
        djc.Run("export", "compose").Output.ShouldContain("DJ_PASS_FILE");
        DjcResult missing = djc.Run("export", "dotenv", "--reveal");
        missing.ExitCode.ShouldBe(4);
        missing.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("dotenv", "ref+vaultdb://database/reader#/password")]
    [InlineData("json", "ref+rdsiam://me@db.example.com:3306")]
    [InlineData("docker", "ref+awssts://arn:aws:iam::1:role/x#/secret_key")]
    [InlineData("systemd", "ref+vaultdb://database/reader#/password")]
    [InlineData("k8s", "ref+rdsiam://me@db.example.com:3306")]
    [InlineData("github", "ref+vaultdb://database/reader#/password")]
    public void What_would_not_last_is_not_copied(string format, string reference)
    {
        Djc djc = new(_project) { Variables = { ["DJ_PASS"] = reference, ["DJ_USER"] = "ref+vaultdb://database/reader#/username" } };
        DjcResult refused = djc.Run("export", format, "--output", "out");
        refused.ExitCode.ShouldBe(1, refused.All);
        refused.Error.ShouldContain("database.user, database.password cannot be exported: ");
        refused.Error.ShouldContain("--keep-references");
        refused.Error.ShouldContain("djc run");
        File.Exists(Path.Combine(_project.Root, "out")).ShouldBeFalse();
        djc.Run("export", format, "--keep-references").Output.ShouldContain(reference);
        djc.Run("export", format, "--no-secrets").ExitCode.ShouldBe(0);
        djc.Run("export", "compose").ExitCode.ShouldBe(0);
    }

    [Fact]
    public void Secrets_are_created_after_a_yes_by_the_program_that_keeps_them()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        using Consumer folder = new();
        Keeper.Install(folder.Folder, "glab");
        Dictionary<string, string> variables = new() { ["PATH"] = folder.Folder, ["DJ_USER"] = "CANARY", ["HOME"] = "/home/x" };
        new Djc(_project) { Variables = variables }.Run("export", "gitlab", "--apply").ExitCode.ShouldBe(2);
        new Djc(_project) { Variables = variables, Answer = "n" }.Run("export", "gitlab", "--apply").ExitCode.ShouldBe(1);
        Keeper.ListCreated(folder.Folder).ShouldBeEmpty();
        DjcResult done = new Djc(_project) { Variables = variables, Answer = "y" }.Run("export", "gitlab", "--apply");
        done.ExitCode.ShouldBe(0);
        done.Error.ShouldContain($"Create or replace with glab in {Keeper.Repository}: DJ_PASS? [y/N] ");
        done.Error.ShouldContain("created DJ_PASS\n");
        Keeper.ListCreated(folder.Folder).ShouldBe(new Dictionary<string, string> { ["DJ_PASS"] = "example-password" });
        File.ReadAllText(Path.Combine(folder.Folder, "lines")).ShouldBe($"variable set DJ_PASS --raw --masked -R {Keeper.Repository}\n");
        File.ReadAllText(Path.Combine(folder.Folder, "environment")).ShouldNotContain("DJ_");
    }

    [Theory]
    [InlineData("gitlab", "glab", "replaced DJ_PASS\n")]
    [InlineData("github", "gh", "created DJ_PASS\n")]
    public void A_secret_that_exists_is_replaced(string format, string keeper, string report)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        using Consumer folder = new();
        Keeper.Install(folder.Folder, keeper);
        Dictionary<string, string> variables = new() { ["PATH"] = folder.Folder, ["DJ_PASS"] = "old-example" };
        Djc djc = new(_project) { Variables = variables };
        djc.Run("export", format, "--apply", "--yes").Error.ShouldContain("created DJ_PASS\n");
        variables["DJ_PASS"] = "new-example";
        DjcResult done = djc.Run("export", format, "--apply", "--yes");
        done.ExitCode.ShouldBe(0, done.All);
        done.Error.ShouldContain($"note: {keeper} creates or replaces in {Keeper.Repository}: DJ_PASS\n");
        done.Error.ShouldContain(report);
        Keeper.ListCreated(folder.Folder)["DJ_PASS"].ShouldBe("new-example");
    }

    [Theory]
    [InlineData("github", "gh", "gh repo view --json url")]
    [InlineData("gitlab", "glab", "glab repo view --output json")]
    public void Nothing_is_created_where_the_repository_is_not_known(string format, string keeper, string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        using Consumer folder = new();
        foreach (string answer in new[] { "echo 'no remotes' >&2; exit 1", "echo '{}'; echo 'no remotes' >&2", "echo 'no remotes' | /usr/bin/tee /dev/stderr" })
        {
            Keeper.InstallScript(folder.Folder, keeper, $"if [ \"$1\" = repo ]; then {answer}; exit $?; fi\n/bin/cat > '{folder.Folder}/created.'$3\n");
            DjcResult refused = new Djc(_project) { Variables = { ["PATH"] = folder.Folder } }.Run("export", format, "--apply", "--yes");
            refused.ExitCode.ShouldBe(4);
            refused.Error.ShouldContain($"{keeper} does not name the repository: {command} failed");
            refused.Error.ShouldContain("no remotes");
        }

        Keeper.ListCreated(folder.Folder).ShouldBeEmpty();
    }

    [Fact]
    public void The_command_for_people_replaces_too() => Run("export", "gitlab").Output.ShouldContain(
        "#   djc config get database.password --reveal | glab variable set DJ_PASS --raw --masked"
        + " || djc config get database.password --reveal | glab variable update DJ_PASS --raw --masked\n");

    [Theory]
    [InlineData("p'4$x", "p'\\''4$x")]
    [InlineData("p'4$x", "p%274%24x")]
    [InlineData("ab", "ab")]
    public void A_program_that_repeats_the_secret_in_a_form_of_its_own_is_quoted_without_it(string password, string form)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        using Consumer folder = new();
        Keeper.InstallScript(folder.Folder, "gh", Keeper.Answer + $"/bin/cat >&2 <<'END'\nbad value: {form}\nEND\nexit 1\n");
        DjcResult refused = new Djc(_project) { Variables = { ["PATH"] = folder.Folder, ["DJ_PASS"] = password } }.Run("export", "github", "--apply", "--yes");
        refused.ExitCode.ShouldBe(4);
        refused.Error.ShouldContain("bad value: ********");
        refused.Error.ShouldNotContain(form + "\n");
    }

    [Fact]
    public void An_empty_secret_is_not_created()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        using Consumer folder = new();
        Keeper.Install(folder.Folder, "gh");
        _project.Write("datajoint.json", """{ "stores.main": { "protocol": "s3", "bucket": "b" } }""").Write(".secrets/datajoint.json", """{ "stores.main.secret_key": "" }""");
        DjcResult refused = new Djc(_project) { Variables = { ["PATH"] = folder.Folder } }.Run("export", "github", "--apply", "--yes");
        refused.ExitCode.ShouldBe(1, refused.All);
        refused.Error.ShouldContain("stores.main.secret_key (DJ_STORES_MAIN_SECRET_KEY) cannot be exported: it is empty");
        Keeper.ListCreated(folder.Folder).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("there.yaml", "exists already, with other content")]
    [InlineData("missing/x.yaml", "is not a directory")]
    [InlineData("link.yaml", "is a symbolic link")]
    public void Nothing_is_created_when_the_file_cannot_be_written(string file, string complaint)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        using Consumer folder = new();
        Keeper.Install(folder.Folder, "gh");
        _project.Write("there.yaml", "other: 1\n");
        File.CreateSymbolicLink(Path.Combine(_project.Root, "link.yaml"), Path.Combine(_project.Root, "there.yaml"));
        DjcResult refused = new Djc(_project) { Variables = { ["PATH"] = folder.Folder } }.Run("export", "github", "--apply", "--yes", "--output", file);
        refused.ExitCode.ShouldBe(2);
        refused.Error.ShouldContain(complaint);
        Keeper.ListCreated(folder.Folder).ShouldBeEmpty();
    }

    [Fact]
    public void A_program_that_refuses_is_quoted_without_the_secret()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        using Consumer folder = new();
        Keeper.Install(folder.Folder, "gh", "no access with");
        DjcResult refused = new Djc(_project) { Variables = { ["PATH"] = folder.Folder } }.Run("export", "github", "--apply", "--yes");
        refused.ExitCode.ShouldBe(4);
        refused.Error.ShouldContain("no access with ********");
        refused.Error.ShouldContain("gh secret set DJ_PASS failed");
        refused.All.ShouldNotContain("example-password");
        DjcResult missing = new Djc(_project) { Variables = { ["PATH"] = _project.Root } }.Run("export", "github", "--apply", "--yes");
        missing.ExitCode.ShouldBe(1);
        missing.Error.ShouldContain("gh was not found");
    }

    [Theory]
    [InlineData("export", "github", "--apply", "--yes")]
    [InlineData("export", "systemd")]
    public async Task A_program_that_does_not_end_ends_with_Ctrl_C(params string[] words)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        using Consumer folder = new();
        using CancellationTokenSource interruption = new();
        string started = Path.Combine(folder.Folder, "started");
        string script = $"/bin/sleep 600 &\necho \"$$ $!\" > '{started}.part'\n/bin/mv '{started}.part' '{started}'\nwait\n";
        Keeper.InstallScript(folder.Folder, words[1] == "github" ? "gh" : "systemd-creds", script);
        Djc djc = new(_project) { Variables = { ["PATH"] = folder.Folder }, Interruption = interruption.Token };
        Task<DjcResult> run = Task.Run(() => djc.Run(words), TestContext.Current.CancellationToken);
        while (!File.Exists(started) && !run.IsCompleted)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await interruption.CancelAsync();
        (await run).ExitCode.ShouldBe(130);
        foreach (string process in File.ReadAllText(started).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            while (Directory.Exists("/proc/" + process) && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal))
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }
    }

    [Fact]
    public void No_secret_is_asked_for_where_systemd_creds_cannot_encrypt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        using Consumer folder = new();
        Djc djc = new(_project) { Variables = { ["PATH"] = folder.Folder, ["DJ_PASS"] = "ref+file:///no/such/file" } };
        Keeper.InstallScript(folder.Folder, "systemd-creds", "echo 'no key' >&2\nexit 1\n");
        DjcResult done = djc.Run("export", "systemd");
        done.ExitCode.ShouldBe(0, done.Error);
        done.Output.ShouldContain("LoadCredential=database.password:/etc/credstore/datajoint/database.password\n");
        Keeper.InstallScript(folder.Folder, "systemd-creds", "echo \"SetCredentialEncrypted=${3#--name=}: QUJD\"\n");
        djc.Run("export", "systemd").ExitCode.ShouldBe(4);
        djc.Variables["DJ_PASS"] = "example-password";
        djc.Run("export", "systemd").Output.ShouldContain("SetCredentialEncrypted=database.password: QUJD\n");
    }

    [Fact]
    public void Formats_that_keep_no_secrets_take_no_apply()
    {
        DjcResult refused = Run("export", "json", "--apply");
        refused.ExitCode.ShouldBe(2);
        refused.Error.ShouldContain("takes no --apply");
    }

    private DjcResult Run(params string[] words) => new Djc(_project).Run(words);
}
