namespace DataJoint.Configuration.Tests;

/// <summary>Values of the form <c>ref+scheme://…</c>: where they may stand, what is shown of them, and when they are resolved.</summary>
public sealed class ReferenceValueTests : IDisposable
{
    private static readonly SecretVault Keeper = new();

    private readonly TestProject _project = new();

    static ReferenceValueTests()
    {
        SecretSchemes.Register("vaultlike", _ => Keeper);
        Keeper["ref+vaultlike://lab#/password"] = "CANARY-text";
        Keeper["ref+vaultlike://lab#/user"] = "ana";
        Keeper["ref+vaultlike://empty"] = " ";
        SecretSchemes.Register("exec", _ => Keeper);
        Keeper["ref+exec://tool"] = "CANARY-text";
        SecretSchemes.Register("unready", _ => throw new InvalidOperationException("CANARY-text"));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _project.Dispose();

    [Fact]
    public void What_is_shown_is_the_reference_and_not_the_text()
    {
        ResolvedSetting setting = _project.WithVariable("DJ_PASS", "ref+vaultlike://lab#/password").Load().Snapshot.Find("database.password");
        (setting.Value.ToString(), setting.Reference, setting.IsSecret).ShouldBe((Secret.Mask, "ref+vaultlike://lab#/password", true));
        setting.ToString().ShouldNotContain("CANARY");
    }

    [Fact]
    public async Task A_reference_from_outside_the_project_is_resolved_when_it_is_needed()
    {
        ConfigurationSnapshot snapshot = _project.WithVariable("DJ_PASS", "ref+vaultlike://lab#/password").WithVariable("DJ_USER", "ref+vaultlike://lab#/user").Load().Snapshot;
        Secret password = snapshot.Database.Password.ShouldNotBeNull();
        password.IsResolved.ShouldBeFalse();
        (await password.ResolveAsync(Cancellation)).Reveal().ShouldBe("CANARY-text");
        password.Resolve(Cancellation).Reveal().ShouldBe("CANARY-text");

        ResolvedSetting user = await snapshot.Find("database.user").ResolveAsync(Cancellation);
        (user.Value.AsText(), user.IsSecret, user.Reference).ShouldBe(("ana", false, "ref+vaultlike://lab#/user"));
        snapshot.Database.UserReference.ShouldNotBeNull();
        Should.Throw<InvalidOperationException>(() => snapshot.Database.User).Message.ShouldContain("ResolveAsync");
    }

    [Theory]
    [InlineData("datajoint.json")]
    [InlineData(".secrets/datajoint.json")]
    public async Task One_of_the_project_is_refused_until_somebody_trusts_where_it_goes(string file)
    {
        _project.WithProjectFile("""{ "database.host": "db.example.com", "database.user": "ana" }""");
        _project.WithFile(file, """{ "database.host": "db.example.com", "database.user": "ana", "database.password": "ref+vaultlike://lab#/password" }""");
        int before = Keeper.Asked;
        SecretException refused = await ShouldBeRefusedAsync();
        refused.Diagnostic.Id.ShouldBe(DiagnosticIds.UntrustedReference);
        refused.Diagnostic.Message.ShouldContain("database.password");
        refused.Diagnostic.Hint!.ShouldContain("djc trust db.example.com:3306");
        refused.Diagnostic.Origin!.ToString().ShouldStartWith(file);
        Should.Throw<SecretException>(() => _project.Load().Database.Password!.Resolve(Cancellation));
        Keeper.Asked.ShouldBe(before);

        _project.WithVariable("DJ_TRUST", "other.example");
        await ShouldBeRefusedAsync();
        foreach (string trusted in (string[])["db.example.com", "references", "other.example,references"])
        {
            _project.WithVariable("DJ_TRUST", trusted);
            (await _project.Load().Database.Password!.ResolveAsync(Cancellation)).Reveal().ShouldBe("CANARY-text", trusted);
        }
    }

    [Theory]
    [InlineData("vaultlik", "Did you mean ref+vaultlike://?")]
    [InlineData("gcpsecret", "Did you mean ref+gcpsecrets://?")]
    [InlineData("elsewhere", "Check the scheme's spelling.")]
    [InlineData("gcpsecrets", "Run: dotnet add package DataJoint.Secrets.Google.")]
    public async Task A_scheme_that_nobody_resolves_is_told_before_any_question_of_trust(string scheme, string hint)
    {
        string reference = $"ref+{scheme}://lab#/password";
        _project.WithProjectFile($$"""{ "database.host": "db.example.com", "database.password": "{{reference}}", "custom.token": "{{reference}}" }""");
        ConfigurationSnapshot snapshot = _project.Load().Snapshot;

        SecretException refused = await Should.ThrowAsync<SecretException>(async () => await snapshot.Find("database.password").ResolveAsync(Cancellation));

        Should.Throw<SecretException>(() => snapshot.Database.Password!.Resolve(Cancellation)).Diagnostic.Id.ShouldBe(DiagnosticIds.UnknownSecretScheme);
        refused.Diagnostic.Id.ShouldBe(DiagnosticIds.UnknownSecretScheme);
        refused.Diagnostic.Hint!.ShouldStartWith(hint);
        refused.Diagnostic.Origin!.ToString().ShouldStartWith("datajoint.json:1:");
        snapshot.AllFlows.ShouldNotContain(flow => flow.NeedsTrust);
        snapshot.ListUntrustedReferences().ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_nothing_of_the_project_names_the_destination_all_references_must_be_trusted()
    {
        _project.WithProjectFile("""{ "custom.token": "ref+vaultlike://lab#/password", "database.password": "ref+vaultlike://lab#/password" }""").WithVariable("DJ_HOST", "db.example.com");
        foreach (string key in (string[])["custom.token", "database.password"])
        {
            SecretException refused = await Should.ThrowAsync<SecretException>(async () => await _project.Load().Snapshot.Find(key).ResolveAsync(Cancellation));
            refused.Diagnostic.Id.ShouldBe(DiagnosticIds.UntrustedReference);
        }

        _project.WithVariable("DJ_TRUST", "references");
        (await _project.Load().Snapshot.Find("custom.token").ResolveAsync(Cancellation)).Value.Reveal().ShouldBe("CANARY-text");
    }

    [Theory]
    [InlineData("DJ_PASS_FILE", "ci/database.password")]
    [InlineData("DJ_SECRETS_DIR", "ci")]
    public async Task One_in_a_file_of_the_project_that_a_variable_names_is_the_projects(string variable, string path)
    {
        _project.WithProjectFile("""{ "database.host": "db.example.com", "database.user": "ana" }""").WithFile("ci/database.password", "ref+vaultlike://lab#/password");
        await ShouldBeRefusedAsync(_project.WithVariable(variable, _project.PathOf(path)));
        _project.WithVariable("DJ_TRUST", "db.example.com");
        (await _project.Load().Database.Password!.ResolveAsync(Cancellation)).Reveal().ShouldBe("CANARY-text");
    }

    /// <summary>Links that the user made: to the project, to a folder and to a file of it; and one in the project's own path.</summary>
    [Theory]
    [InlineData("DJ_PASS_FILE", "link/ci/database.password")]
    [InlineData("DJ_PASS_FILE", "link/ci/../ci/database.password")]
    [InlineData("DJ_PASS_FILE", "folder/database.password")]
    [InlineData("DJ_PASS_FILE", "file")]
    [InlineData("DJ_PASS_FILE", "project/../link/ci/database.password")]
    [InlineData("DJ_PASS_FILE", "/proc/self/root{outside}/link/ci/database.password")]
    [InlineData("DJ_SECRETS_DIR", "link/ci")]
    [InlineData("DJ_SECRETS_DIR", "folder")]
    [InlineData("DJ_SECRETS_DIR", "outer")]
    [InlineData("DJ_SECRETS_DIR", "{outside}/project/ci")]
    public async Task One_in_a_file_of_the_project_that_is_reached_through_links_is_the_projects(string variable, string path)
    {
        Assert.SkipUnless(Native.IsUnix, "needs links");
        _project.WithProjectFile("""{ "database.host": "db.example.com", "database.user": "ana" }""").WithFile("ci/database.password", "ref+vaultlike://lab#/password");
        Native.Link(_project.Root, Path.Combine(_project.Outside, "link"));
        Native.Link(_project.PathOf("ci"), Path.Combine(_project.Outside, "folder"));
        Native.Link(_project.PathOf("ci/database.password"), Path.Combine(_project.Outside, "file"));
        Directory.CreateDirectory(Path.Combine(_project.Outside, "outer"));
        Native.Link("../link/ci/database.password", Path.Combine(_project.Outside, "outer", "database.password"));
        string named = Path.Combine(_project.Outside, path.Replace("{outside}", _project.Outside));
        Assert.SkipUnless(File.Exists(named) || Directory.Exists(named), "has no such path");
        foreach (string start in (string[])[_project.Root, Path.Combine(_project.Outside, "link")])
        {
            _project.StartDirectory = start;
            await ShouldBeRefusedAsync(_project.WithVariable(variable, named).WithVariable("DJ_TRUST", ""));
            _project.WithVariable("DJ_TRUST", "db.example.com");
            (await _project.Load().Database.Password!.ResolveAsync(Cancellation)).Reveal().ShouldBe("CANARY-text");
        }
    }

    [Fact]
    public async Task One_in_a_file_of_the_user_is_the_users()
    {
        Assert.SkipUnless(Native.IsUnix, "needs links");
        _project.WithProjectFile("""{ "database.host": "db.example.com", "database.user": "ana" }""").WithMountedSecret("token", "ref+vaultlike://lab#/password");
        Native.Link(_project.Mounted, Path.Combine(_project.Outside, "project-of-mine"));
        foreach (string folder in (string[])["mounted", "project-of-mine"])
        {
            _project.WithVariable("DJ_PASS_FILE", Path.Combine(_project.Outside, folder, "token"));
            (await _project.Load().Database.Password!.ResolveAsync(Cancellation)).Reveal().ShouldBe("CANARY-text");
        }
    }

    [Fact]
    public async Task Who_trusts_the_server_does_not_let_the_project_run_programs()
    {
        _project.WithProjectFile("""{ "database.host": "db.example.com", "database.password": "ref+exec://tool" }""").WithVariable("DJ_TRUST", "db.example.com").WithVariable("DJ_ALLOW_EXEC", "true");
        (await ShouldBeRefusedAsync()).Diagnostic.Hint!.ShouldContain("djc trust references");
        _project.WithVariable("DJ_TRUST", "references");
        (await _project.Load().Database.Password!.ResolveAsync(Cancellation)).Reveal().ShouldBe("CANARY-text");
    }

    [Fact]
    public async Task What_counts_is_where_the_text_goes_with_the_values_on_top()
    {
        _project.WithProjectFile("""{ "database.host": "db1.example.com", "database.password": "ref+vaultlike://lab#/password" }""").WithVariable("DJ_TRUST", "db1.example.com");
        ConfigurationSnapshot loaded = _project.Load().Snapshot;
        (await loaded.Database.Password!.ResolveAsync(Cancellation)).Reveal().ShouldBe("CANARY-text");
        Secret elsewhere = loaded.With(("database.host", "db2.example.com")).Database.Password!;
        (await Should.ThrowAsync<SecretException>(async () => await elsewhere.ResolveAsync(Cancellation))).Diagnostic.Message.ShouldContain("db2.example.com");
        elsewhere.ShouldBe(loaded.Database.Password);
    }

    [Fact]
    public async Task An_empty_text_is_none()
    {
        ConfigurationSnapshot snapshot = _project.WithVariable("DJ_PASS", "ref+vaultlike://empty").Load().Snapshot;
        SecretException failed = await Should.ThrowAsync<SecretException>(async () => await snapshot.Find("database.password").ResolveAsync(Cancellation));
        failed.Diagnostic.Message.ShouldBe("database.password: what the reference leads to is empty");
        Should.Throw<SecretException>(() => snapshot.Find("database.password").Resolve(Cancellation)).Diagnostic.Message.ShouldContain("is empty");
    }

    [Fact]
    public async Task A_resolver_that_cannot_be_made_ready_keeps_nobody_else()
    {
        ConfigurationSnapshot snapshot = _project.WithVariable("DJ_PASS", "ref+unready://x").WithVariable("DJ_USER", "ref+vaultlike://lab#/user").Load().Snapshot;
        IReadOnlyList<SettingResolution> found = await ConfigurationSnapshot.ResolveAsync([snapshot.Find("database.password"), snapshot.Find("database.user")], Cancellation);
        found[1].Get().Value.AsText().ShouldBe("ana");
        SecretException failed = found[0].Failure.ShouldNotBeNull();
        failed.ToString().ShouldNotContain("CANARY");
        failed.Diagnostic.Message.ShouldContain("InvalidOperationException");
    }

    [Fact]
    public async Task A_server_that_is_called_like_the_word_is_trusted_with_its_port_only()
    {
        _project.WithProjectFile("""{ "database.host": "references", "database.user": "ana" }""").WithVariable("DJ_PASS", "fake");
        _project.WithVariable("DJ_TRUST", "references");
        _project.Load().Snapshot.CheckDatabaseDestination().ShouldNotBeEmpty();
        _project.WithVariable("DJ_TRUST", "references:3306");
        _project.Load().Snapshot.CheckDatabaseDestination().ShouldBeEmpty();
        _project.WithProjectFile("""{ "database.host": "db.example.com", "database.password": "ref+vaultlike://lab#/password" }""");
        await ShouldBeRefusedAsync(_project.WithVariable("DJ_PASS", ""));
    }

    [Theory]
    [InlineData("DJ_HOST")]
    [InlineData("DJ_PORT")]
    [InlineData("DJ_DATABASE_NAME")]
    [InlineData("DJ_BACKEND")]
    public void What_is_no_credential_cannot_be_one(string variable)
    {
        ConfigurationException failed = Should.Throw<ConfigurationException>(() => _project.WithVariable(variable, "ref+vaultlike://lab#/x").Load());
        failed.Diagnostics.ShouldHaveSingleItem().Id.ShouldBe(DiagnosticIds.MisplacedReference);
    }

    [Theory]
    [InlineData("ref+vaultlike://")]
    [InlineData("ref+vaultlike://lab#password")]
    [InlineData("ref+vaultlike://#/password")]
    public void A_malformed_one_fails_the_load_and_says_what_is_wrong(string text)
    {
        ConfigurationException failed = Should.Throw<ConfigurationException>(() => _project.WithVariable("DJ_PASS", text).Load());
        Diagnostic found = failed.Diagnostics.ShouldHaveSingleItem();
        found.Id.ShouldBe(DiagnosticIds.MalformedReference);
        found.Hint!.ShouldContain("ref+scheme://path#/field");
    }

    [Theory]
    [InlineData("ref+vaultlike://lab%zz", "a % at character 20 that is not followed by two hexadecimal digits")]
    [InlineData("ref+vaultlike://lab%4", "a % at character 20 that is not followed by two hexadecimal digits")]
    [InlineData("ref+vaultlike://lab%", "a % at character 20 that is not followed by two hexadecimal digits")]
    [InlineData("ref+vaultlike://l%20ab%+1x", "a % at character 23 that is not followed by two hexadecimal digits")]
    [InlineData("ref+vaultlike://lab?a=%zz", "a % at character 23 that is not followed by two hexadecimal digits")]
    [InlineData("ref+vaultlike://lab#/a%zz", "a % at character 23 that is not followed by two hexadecimal digits")]
    [InlineData("ref+vaultlike://lab%ff", "percent-encoded bytes at character 20 that are not UTF-8")]
    [InlineData("ref+vaultlike://lab%c3x", "percent-encoded bytes at character 20 that are not UTF-8")]
    [InlineData("ref+vaultlike://lab#/a~2b", "a ~ at character 23 that is followed by neither 0 nor 1")]
    [InlineData("ref+vaultlike://lab#/a~", "a ~ at character 23 that is followed by neither 0 nor 1")]
    public void A_malformed_encoding_fails_the_load_and_says_where_it_is(string text, string expected)
    {
        Diagnostic found = Should.Throw<ConfigurationException>(() => _project.WithVariable("DJ_PASS", text).Load()).Diagnostics.ShouldHaveSingleItem();
        found.Id.ShouldBe(DiagnosticIds.MalformedReference);
        found.Message.ShouldContain("database.password: the reference has " + expected);
    }

    [Fact]
    public void What_is_encoded_is_decoded()
    {
        SecretReference.TryParse("ref+vaultlike://l%c3%a4b%25%2Fx#/a~0~1b%20c", out SecretReference? reference, out _).ShouldBeTrue();
        (reference!.Path, reference.Field).ShouldBe(("l\u00e4b%/x", "/a~0~1b c"));
    }

    [Theory]
    [InlineData("ref+vault")]
    [InlineData("ref+vault:/x")]
    [InlineData("ref+://x")]
    [InlineData("ref+Vault://x")]
    [InlineData("xref+vault://x")]
    [InlineData("pass+word")]
    public void What_only_looks_a_little_like_one_is_a_password(string text) =>
        _project.WithVariable("DJ_PASS", text).Load().Database.Password!.Reveal().ShouldBe(text);

    [Fact]
    public async Task An_unknown_scheme_is_told_when_the_text_is_needed()
    {
        DataJointConfig config = _project.WithVariable("DJ_PASS", "ref+nobody://lab").Load();
        SecretException failed = await Should.ThrowAsync<SecretException>(async () => await config.Database.Password!.ResolveAsync(Cancellation));
        failed.Diagnostic.Id.ShouldBe(DiagnosticIds.UnknownSecretScheme);
        failed.Diagnostic.Message.ShouldContain("vaultlike");
    }

    [Fact]
    public void A_reference_in_the_project_file_is_no_credential_in_a_committed_file()
    {
        _project.WithProjectFile("""{ "database.password": "ref+vaultlike://lab#/password" }""").Load().Diagnostics.ShouldBeEmpty();
        _project.WithProjectFile("""{ "database.password": "ref+vaultlike" }""").Load().Diagnostics.ShouldHaveSingleItem().Id.ShouldBe(DiagnosticIds.CredentialInProjectFile);
    }

    [Fact]
    public void A_reload_changes_nothing_about_a_reference_that_stays_the_same()
    {
        _project.WithProjectFile("""{ "database.password": "ref+vaultlike://lab#/password" }""");
        DataJointConfig config = _project.Load();
        Secret before = config.Database.Password!;
        config.Reload();
        config.Database.Password.ShouldBe(before);
        _project.WithProjectFile("""{ "database.password": "ref+vaultlike://other#/password" }""");
        config.Reload();
        config.Database.Password.ShouldNotBe(before);
    }

    [Fact]
    public async Task Several_are_resolved_together_and_one_that_fails_does_not_keep_the_others()
    {
        ConfigurationSnapshot snapshot = _project.WithVariable("DJ_PASS", "ref+vaultlike://lab#/password").WithVariable("DJ_USER", "ref+vaultlike://missing").Load().Snapshot;
        IReadOnlyList<SettingResolution> found = await ConfigurationSnapshot.ResolveAsync(
            [snapshot.Find("database.user"), snapshot.Find("database.host"), snapshot.Find("database.password")], Cancellation);
        found.Select(one => (one.Key, one.Failure is null)).ShouldBe([("database.user", false), ("database.host", true), ("database.password", true)]);
        found[2].Get().Value.Reveal().ShouldBe("CANARY-text");
        Should.Throw<SecretException>(found[0].Get).Diagnostic.Message.ShouldStartWith("database.user: ");
    }

    private async Task<SecretException> ShouldBeRefusedAsync(TestProject? project = null) =>
        await Should.ThrowAsync<SecretException>(async () => await (project ?? _project).Load().Snapshot.Find("database.password").ResolveAsync(Cancellation));
}
