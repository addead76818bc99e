using System.Diagnostics;

namespace DataJoint.Configuration.Tests;

/// <summary>The credentials of a systemd service, in the directory that <c>CREDENTIALS_DIRECTORY</c> names.</summary>
public sealed class CredentialsDirectoryTests : IDisposable
{
    private readonly TestProject _project = new();

    public CredentialsDirectoryTests() => _project.WithProjectFile("""{ "database.user": "file" }""").WithVariable("CREDENTIALS_DIRECTORY", Credentials);

    private string Credentials => Path.Combine(_project.Outside, "credentials");

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Files_with_the_prefix_are_values_whatever_their_permissions()
    {
        DataJointConfig config = WithCredential("datajoint.database.password", "fake\n").WithCredential("datajoint.loglevel", "debug").Load();
        config.TextOf("database.password").ShouldBe("fake");
        config.LayerOf("database.password").ShouldBe(SettingLayer.Secrets);
        config.OriginOf("database.password").ShouldBe(Shown("datajoint.database.password:1:1"));
        config.TextOf("loglevel").ShouldBe("DEBUG");
        config.Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void Plain_keys_with_a_dot_are_values_too_and_lose_to_the_prefix()
    {
        DataJointConfig config = WithCredential("database.password", "plain").WithCredential("database.user", "plain")
            .WithCredential("stores.main.secret_key", "plain").WithCredential("datajoint.stores.main.secret_key", "prefixed")
            .WithCredential("datajoint.database.user", "prefixed").Load();
        config.TextOf("database.password").ShouldBe("plain");
        config.Explain("database.user").Candidates.Select(c => c.Value.ToString()).ShouldBe(["prefixed", "plain", "file"]);
        config.Explain("stores.main.secret_key").Candidates.Select(c => c.Origin!.ToString())
            .ShouldBe([Shown("datajoint.stores.main.secret_key:1:1"), Shown("stores.main.secret_key:1:1")]);
        config.Diagnostics.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("cache")]
    [InlineData("loglevel")]
    [InlineData("tls.key")]
    [InlineData("smtp-password")]
    [InlineData("database")]
    [InlineData("database.passwort")]
    [InlineData("datajoin.json")]
    [InlineData("json")]
    public void Names_that_may_be_of_another_program_are_passed_over(string name)
    {
        DataJointConfig config = WithCredential(name, "somebody else's\nin lines").Load();
        config.Diagnostics.ShouldBeEmpty();
        config.Snapshot.ListSettings().ShouldAllBe(s => s.Layer == SettingLayer.Default || s.Key == "database.user");
    }

    [Theory]
    [InlineData("datajoint.database.passwort", "did you mean datajoint.database.password?", "Rename it to datajoint.database.password.")]
    [InlineData("datajoint.database", "is a group", "Rename it to one of them:")]
    public void A_name_with_the_prefix_is_meant_for_DataJoint(string name, string message, string hint)
    {
        Diagnostic warning = WithCredential(name, "fake")._project.DiagnoseOne();
        warning.Id.ShouldBe("DJ2006");
        warning.Message.ShouldContain(message);
        warning.Hint!.ShouldStartWith(hint);
        warning.Place().ShouldBe(Shown(name));
    }

    [Fact]
    public void The_JSON_files_count_around_the_single_values_and_all_below_the_mounted_secrets()
    {
        _project.Environment = "dev";
        DataJointConfig config = WithCredential("datajoint.dev.json", """{ "database.user": "dev" }""").WithCredential("datajoint.database.user", "single")
            .WithCredential("datajoint.json", """{ "database.user": "base" }""")._project.WithMountedSecret("datajoint.json", """{ "database.user": "mounted" }""").Load();
        config.Explain("database.user").Candidates.Select(c => c.Value.ToString()).ShouldBe(["mounted", "dev", "single", "base", "file"]);
    }

    [Fact]
    public void The_list_of_files_has_them_and_a_reload_reads_them_again()
    {
        WithCredential("datajoint.database.password", "before").WithCredential("smtp-password", "somebody else's");
        SourceFiles.Find(_project.Options()).Files.Select(f => f.Path).Where(p => p.StartsWith(Credentials, StringComparison.Ordinal))
            .ShouldBe([Path.Combine(Credentials, "datajoint.database.password"), Path.Combine(Credentials, "datajoint.json")]);
        DataJointConfig config = _project.Load();
        WithCredential("datajoint.database.password", "afterwards");
        config.Reload();
        config.TextOf("database.password").ShouldBe("afterwards");
    }

    [Theory]
    [InlineData("relative")]
    [InlineData("/no/such/directory")]
    [InlineData("")]
    public void A_variable_that_leads_nowhere_says_nothing(string directory) =>
        _project.WithVariable("CREDENTIALS_DIRECTORY", directory).Load().Diagnostics.ShouldBeEmpty();

    [Fact]
    public void The_same_directory_named_twice_is_read_once()
    {
        DataJointConfig config = WithCredential("database.password", "fake")._project.WithVariable("DJ_SECRETS_DIR", Credentials + "/").Load();
        config.Explain("database.password").Candidates.ShouldHaveSingleItem();
        config.Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void Files_that_are_ignored_are_these_too() => WithCredential("database.password", "fake")
        ._project.WithVariable("DJ_IGNORE_CONFIG_FILE", "true").Load().Database.Password.ShouldBeNull();

    [Fact]
    public void Credentials_that_the_program_of_systemd_decrypts_and_reads_are_the_same_here()
    {
        const string Name = "datajoint.database.password";
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-creds"), "There is no systemd-creds here.");
        WithCredential("datajoint.database.user", "ana");
        string encrypted = Path.Combine(_project.Outside, "encrypted");
        RunSystemdCreds("fake-password", "encrypt", "--with-key=tpm2-absent", "--name=" + Name, "-", encrypted);
        File.ReadAllText(encrypted).ShouldNotContain("fake-password");
        RunSystemdCreds("", "decrypt", "--name=" + Name, encrypted, Path.Combine(Credentials, Name));
        RunSystemdCreds("", "cat", Name).ShouldBe("fake-password");
        DataJointConfig config = _project.Load();
        config.TextOf("database.password").ShouldBe("fake-password");
        config.TextOf("database.user").ShouldBe("ana");
    }

    private CredentialsDirectoryTests WithCredential(string name, string text)
    {
        _project.WithFile(Path.Combine(Credentials, name), text);
        return this;
    }

    private DataJointConfig Load() => _project.Load();

    private string Shown(string name) => Path.Combine(Credentials, name).Replace(Path.DirectorySeparatorChar, '/');

    private string RunSystemdCreds(string input, params string[] words)
    {
        ProcessStartInfo start = new("/usr/bin/systemd-creds", string.Join(" ", words))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["CREDENTIALS_DIRECTORY"] = Credentials;
        using Process process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
        return output;
    }
}
