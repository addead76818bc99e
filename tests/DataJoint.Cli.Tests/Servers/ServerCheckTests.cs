using System.Text.Json;
using DataJoint.Servers;

namespace DataJoint.Cli.Tests;

/// <summary>The database part of <c>djc check</c> on real servers.</summary>
public sealed class ServerCheckTests
{
    public static TheoryData<string> Products => [TestServer.MariaDb, TestServer.MySql, TestServer.PostgreSql];

    [Theory]
    [MemberData(nameof(Products))]
    public async Task All_is_well_with_a_verified_server_and_an_account_of_its_own(string product)
    {
        await using ServerProject project = await ServerProject.AtAsync(product, encrypted: true);
        project["database.tls.ca"] = Certificates.Shared.CaFile;

        CheckDocument document = project.Check();

        document.Exit.ShouldBe(0);
        document.Status("database").ShouldBe("pass");
        document.Message("database").ShouldStartWith(product + " ");
        document.Message("database").ShouldContain(project.Name + "@localhost:");
        document.Message("database").ShouldContain("answers in ");
        document.Status("database-tls").ShouldBe("pass");
        document.Message("database-tls").ShouldStartWith("TLSv1.");
        document.Message("database-tls").ShouldContain("certificate and name are verified");
        document.Status("database-rights").ShouldBe("pass", document.Message("database-rights"));
        document.Message("database-rights").ShouldStartWith(project.Name);
        document.Status("database-clock").ShouldBeOneOf("pass", "warn"); // between the two clocks nothing but time may pass
        document.Text.ShouldNotContain(project.Password);
    }

    [Theory]
    [MemberData(nameof(Products))]
    public async Task A_user_that_is_kept_elsewhere_is_named_once_it_is_known(string product)
    {
        await using ServerProject project = await ServerProject.AtAsync(product);
        File.WriteAllText(
            Path.Combine(project.Root, "lease.json"), JsonSerializer.Serialize(new Dictionary<string, string> { ["user"] = project.Name, ["password"] = project.Password }));
        project.LogIn("ref+file://lease.json#/user", "ref+file://lease.json#/password");
        string[] trust = ["--trust", "references"];

        CheckDocument document = project.Check(trust);

        document.Status("database").ShouldBe("pass", document.Text);
        document.Message("database").ShouldContain(project.Name + "@localhost:");
        document.Status("database-rights").ShouldBe("pass", document.Text);
        project.Run(["sql", "SELECT 1", .. trust]).ExitCode.ShouldBe(0);
        project.Check().Diagnostics("DJ5002").ShouldNotBeEmpty();

        File.Delete(Path.Combine(project.Root, "lease.json"));
        DjcResult missing = project.Run(["sql", "SELECT 1", .. trust]);
        (missing.ExitCode, missing.Output).ShouldBe((4, ""), missing.All);
        missing.Error.ShouldContain("DJ5004: database.user: ");
    }

    [Theory]
    [MemberData(nameof(Products))]
    public async Task A_server_that_nobody_verifies_and_an_administrator_are_warnings(string product)
    {
        await using ServerProject project = await ServerProject.AtAsync(product, encrypted: true);
        project.LogIn(project.Server.User, project.Server.Password);

        CheckDocument document = project.Check();

        document.Exit.ShouldBe(0);
        document.Status("database").ShouldBe("pass");
        document.Status("database-tls").ShouldBe("warn");
        document.Hint("database-tls").ShouldNotBeNull().ShouldContain("djc config set database.tls.ca");
        document.Diagnostics("DJ3022").ShouldHaveSingleItem();
        document.Status("database-rights").ShouldBe("warn");
        document.Diagnostics("DJ3023").ShouldHaveSingleItem();
        document.Text.ShouldNotContain(project.Server.Password);

        DjcResult text = project.Run("check");
        text.ExitCode.ShouldBe(0);
        text.Output.ShouldContain("! database-tls");
        text.Output.ShouldContain("! database-rights");
        project.Run("check", "--strict").ExitCode.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Products))]
    public async Task Without_TLS_it_depends_on_what_was_asked_for(string product)
    {
        await using ServerProject project = await ServerProject.AtAsync(product);
        Assert.SkipUnless(project.Server.IsOurs, "Only of the servers started here is it known that they have no TLS.");
        CheckDocument asked = project.Check();
        asked.Status("database-tls").ShouldBe("pass");
        asked.Message("database-tls").ShouldContain("database.use_tls");

        project["database.use_tls"] = true;
        CheckDocument required = project.Check();
        required.Exit.ShouldBe(1);
        required.Status("database").ShouldBe("fail");
        required.Hint("database").ShouldNotBeNull();
        required.Diagnostics("DJ3010").ShouldHaveSingleItem();
        required.Status("database-tls").ShouldBe("skip");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("full")]
    [InlineData("ca")]
    public async Task To_refuse_TLS_and_to_ask_for_a_verified_server_is_a_warning_and_in_strict_mode_an_error(string? verify)
    {
        await using ServerProject project = await ServerProject.AtAsync(TestServer.MariaDb, encrypted: true);
        project["database.use_tls"] = false;
        project["database.tls.ca"] = Certificates.Shared.CaFile;
        project["database.tls.verify"] = verify!;

        CheckDocument document = project.Check();
        document.Exit.ShouldBe(0, document.Text);
        document.Status("settings").ShouldBe("warn");
        document.Hint("settings").ShouldNotBeNull().ShouldContain("djc config unset database.use_tls");
        document.Diagnostics("DJ3034").ShouldHaveSingleItem();
        project.Check("--offline").Diagnostics("DJ3034").ShouldHaveSingleItem();
        project.Check("--strict").Exit.ShouldBe(1);
        DjcResult told = project.Sql("SELECT 1 AS a");
        told.Error.ShouldContain("DJ3034");
        DjcResult strict = project.Run("sql", "SELECT 1 AS a", "--strict");
        strict.ExitCode.ShouldBe(3, strict.All);
        strict.Error.ShouldContain("DJ3034");

        project["database.tls.verify"] = "none";
        project.Check().Diagnostics("DJ3034").ShouldBeEmpty();
        project.Sql("SELECT 1 AS a", "--strict").Error.ShouldNotContain("DJ3034");
    }

    [Fact]
    public async Task A_character_set_is_told_to_have_no_effect()
    {
        await using ServerProject project = await ServerProject.AtAsync(TestServer.MariaDb);
        project.Check("--offline").Message("settings").ShouldNotContain("charset");
        project["connection.charset"] = "latin1";
        project.Check("--offline").Message("settings").ShouldContain("connection.charset is for Python");
        project.Value("SELECT @@character_set_client AS a").ShouldBe("utf8mb4");
    }

    [Theory]
    [InlineData(TestServer.MariaDb)]
    [InlineData(TestServer.PostgreSql)]
    public async Task Unset_a_server_without_TLS_is_a_warning(string product)
    {
        await using ServerProject project = await ServerProject.AtAsync(product);
        Assert.SkipUnless(project.Server.IsOurs, "Only of the servers started here is it known that they have no TLS.");
        project["database.use_tls"] = null!;

        CheckDocument document = project.Check();

        document.Exit.ShouldBe(0);
        document.Status("database-tls").ShouldBe("warn");
        document.Diagnostics("DJ3021").ShouldHaveSingleItem();
    }

    [Theory]
    [MemberData(nameof(Products))]
    public async Task Another_authority_is_no_proof(string product)
    {
        await using ServerProject project = await ServerProject.AtAsync(product, encrypted: true);
        project["database.tls.ca"] = Certificates.Shared.ForeignCaFile;

        CheckDocument document = project.Check();

        document.Exit.ShouldBe(1);
        document.Diagnostics("DJ3012").ShouldHaveSingleItem();
    }

    [Theory]
    [MemberData(nameof(Products))]
    public async Task A_wrong_password_is_told_once_with_its_remedy_and_never_shown(string product)
    {
        await using ServerProject project = await ServerProject.AtAsync(product);
        project.LogIn(project.Name, "CANARY-wrong");

        CheckDocument document = project.Check("--verbose");

        document.Exit.ShouldBe(1);
        document.Status("database").ShouldBe("fail");
        document.Hint("database").ShouldNotBeNull().ShouldContain("djc secrets set database.password");
        document.Diagnostics("DJ3008").ShouldHaveSingleItem();
        document.Text.ShouldNotContain("CANARY");
        foreach (string format in new[] { "text", "github" })
        {
            project.Run("check", "--format", format).All.ShouldNotContain("CANARY");
        }
    }

    [Theory]
    [MemberData(nameof(Products))]
    public async Task A_password_that_nobody_gives_is_missing_where_the_server_demands_one(string product)
    {
        await using ServerProject project = await ServerProject.AtAsync(product);
        File.Delete(Path.Combine(project.Root, ".secrets", "database.password"));

        CheckDocument document = project.Check();

        document.Exit.ShouldBe(1);
        document.Status("secrets").ShouldBe("fail");
        document.Message("secrets").ShouldBe("database.password is not given");
        document.Hint("secrets").ShouldNotBeNull().ShouldStartWith("Run: djc secrets set database.password. Or give it in DJ_PASS, DJ_PASS_FILE, ");
        project.Run("secrets", "list", "--missing").ExitCode.ShouldBe(1);
    }

    [Theory]
    [InlineData(TestServer.MariaDb)]
    [InlineData(TestServer.MySql)]
    public async Task An_account_without_a_password_needs_none(string product)
    {
        await using ServerProject project = await ServerProject.AtAsync(product);
        await TestServer.AdministerAsync(project.Server, [$"ALTER USER {project.Name} IDENTIFIED BY ''"]);
        File.Delete(Path.Combine(project.Root, ".secrets", "database.password"));

        CheckDocument document = project.Check();

        document.Exit.ShouldBe(0, document.Text);
        document.Status("secrets").ShouldBe("pass");
        document.Message("secrets").ShouldBe("database.password is not given: the account needs none");
    }

    [Theory]
    [MemberData(nameof(Products))]
    public async Task Another_kind_of_server_is_recognised(string product)
    {
        await using ServerProject project = await ServerProject.AtAsync(product);
        project["database.backend"] = product == TestServer.PostgreSql ? "mysql" : "postgresql";

        CheckDocument document = project.Check();

        document.Exit.ShouldBe(1);
        document.Diagnostics("DJ3020").ShouldHaveSingleItem();
        document.Hint("database").ShouldNotBeNull().ShouldContain("database.backend");
    }

    [Theory]
    [MemberData(nameof(Products))]
    public async Task The_init_function_is_told_and_not_run(string product)
    {
        await using ServerProject project = await ServerProject.AtAsync(product);
        project["connection.init_function"] = $"CREATE TABLE {project.Name}.planted (i int)";

        CheckDocument document = project.Check();

        document.Exit.ShouldBe(0);
        document.Message("database").ShouldContain("connection.init_function was not run");
        document.Message("database").ShouldContain(product);
        project["connection.init_function"] = "";
        project.Value($"SELECT count(*) FROM information_schema.tables WHERE table_schema = '{project.Name}'").ShouldBe("0");
    }

    [Fact]
    public async Task Offline_nothing_is_contacted()
    {
        await using ServerProject project = await ServerProject.AtAsync(TestServer.PostgreSql);
        project.LogIn(project.Name, "CANARY-wrong");

        CheckDocument document = project.Check("--offline");

        document.Exit.ShouldBe(0);
        document.Message("database").ShouldContain("--offline");
    }
}
