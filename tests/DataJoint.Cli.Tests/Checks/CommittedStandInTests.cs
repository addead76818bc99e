namespace DataJoint.Cli.Tests;

/// <summary>What stands in place of a credential may be committed.</summary>
public sealed class CommittedStandInTests : IDisposable
{
    private readonly CheckProject _project = new CheckProject().WithServer().With(".gitignore", ".secrets/\n");

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("datajoint.json", """{ "database.password": "ref+file://keys/lab.json#/password" }""")]
    [InlineData("datajoint.json", """{ "database.host": "h", "database": { "password": "ref+vault://secret/lab#/password" } }""")]
    [InlineData("datajoint.json", """{ "stores.m": { "protocol": "file", "location": "/data", "sas_token": "ref+env://TOKEN" } }""")]
    [InlineData("datajoint.json", """{ "custom.api_key": "ref+env://KEY" }""")]
    [InlineData("datajoint.json", """{ "api_key": "ref+env://KEY", "db": { "password": "ref+env://PASS" } }""")]
    [InlineData("datajoint.prod.json", """{ "stores.m.secret_key": "ref+env://KEY" }""")]
    [InlineData("dj_local_conf.json", """{ "database.password": "ref+env://PASS" }""")]
    [InlineData("dj_local_conf.json", """{ "database.password": "ref+env://PASS", # mine""")]
    public void A_reference_does_not_count_as_a_credential(string file, string json)
    {
        CheckDocument document = _project.With(file, json).WithRepository().Commit(file).Check("--offline");

        document.Diagnostics("DJ6003").ShouldBeEmpty();
        document.Diagnostics("DJ2003").ShouldBeEmpty();
        document.Status("git-credentials").ShouldNotBe("fail");

        _project.With(file, "{}").Commit(file);
        document = _project.Check("--offline");
        document.Diagnostics("DJ6003").ShouldBeEmpty("nor does one that the history has");
        document.Status("git-credentials").ShouldNotBe("fail");
    }

    [Theory]
    [InlineData("${DB_PASS}")]
    [InlineData("<password>")]
    [InlineData("{{ key }}")]
    [InlineData(" ${{ secrets.DJ_PASS }} ")]
    public void A_placeholder_is_told_as_one_and_not_as_a_credential(string text)
    {
        string json = $$"""{ "database.password": "{{text}}", "stores.m": { "protocol": "s3", "secret_key": "{{text}}" } }""";
        CheckDocument document = _project.With("datajoint.json", json).WithRepository().Commit("datajoint.json").Check("--offline");

        document.Status("git-credentials").ShouldBe("pass");
        document.Diagnostics("DJ1028", "origin").ShouldBe(["datajoint.json:1:24", $"datajoint.json:1:{74 + text.Length}"]);
        document.Diagnostics("DJ2003").ShouldBeEmpty("one mistake is reported once");
    }

    [Theory]
    [InlineData("before${DB_PASS}")]
    [InlineData("<a>CANARY<b>")]
    public void A_text_that_only_holds_a_placeholder_is_a_credential(string text) =>
        _project.With("datajoint.json", $$"""{ "database.password": "{{text}}" }""").WithRepository().Commit("datajoint.json").Check("--offline")
            .Status("git-credentials").ShouldBe("fail");

    [Fact]
    public void A_text_that_only_begins_like_a_reference_is_a_credential()
    {
        CheckDocument document = _project.With("datajoint.json", """{ "database.password": "ref+CANARY" }""").WithRepository().Commit("datajoint.json").Check("--offline");

        document.Status("git-credentials").ShouldBe("fail");
        document.Text.ShouldNotContain("CANARY");
    }
}
