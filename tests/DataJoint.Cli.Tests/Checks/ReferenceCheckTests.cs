namespace DataJoint.Cli.Tests;

/// <summary>What djc check says of a reference that cannot be read: once, and elsewhere where it stands.</summary>
public sealed class ReferenceCheckTests : IDisposable
{
    private readonly TemporaryProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_destination_that_nobody_has_confirmed_is_told_by_trust()
    {
        Write("ref+file://lab.json#/password");

        DjcResult result = Check();

        result.Output.ShouldContain("! trust            what database.password refers to, ref+file://lab.json#/password");
        result.Output.ShouldContain("✗ references       database.password is not read before its destination is trusted (see trust)");
        result.Output.ShouldContain("✗ database         not opened: a credential cannot be read (see references)");
        CountOf("ref+file://lab.json", result).ShouldBe(1);
        CountOf("djc trust", result).ShouldBe(1);
    }

    [Fact]
    public void A_program_and_a_secret_of_no_destination_are_told_by_references()
    {
        _project.Write("datajoint.json", """{ "database": { "host": "127.0.0.1:1", "user": "ana", "password": "ref+exec://pass" }, "custom": { "token": "ref+env://TOKEN" } }""");

        DjcResult result = Check();

        result.Output.ShouldContain("✗ references       ");
        result.Output.ShouldContain("database.password: the project refers to ref+exec://pass");
        result.Output.ShouldContain("custom.token: the project refers to ref+env://TOKEN");
        result.Output.ShouldContain("djc trust references");
    }

    [Fact]
    public void Several_that_cannot_be_read_each_have_their_remedy()
    {
        _project.Write(
            "datajoint.json", """{ "database": { "host": "127.0.0.1:1", "user": "ref+env://NOBODY", "password": "ref+file://missing" }, "custom": { "token": "ref+env://NOTHING" } }""");

        string all = new Djc(_project).Run("check", "--trust", "references").Output;

        all.ShouldContain("→ database.user, custom.token: Set it where the program is started. database.password: Correct the path, or create the file.");
        Check().Output.ShouldContain("run: djc trust 127.0.0.1:1");
    }

    [Fact]
    public void A_misspelt_scheme_is_told_with_the_right_one_and_is_no_matter_of_trust()
    {
        Write("ref+valt://secret/lab#/password");

        DjcResult result = Check();

        result.Output.ShouldNotContain("trust  ");
        result.Output.ShouldContain("✗ references       database.password: this program resolves no ref+valt references");
        result.Output.ShouldContain("→ Did you mean ref+vault://?");
        result.Output.ShouldContain("✗ database         not opened: a credential cannot be read (see references)");
        result.Output.ShouldContain("datajoint-python would take the text of the reference (datajoint.json:1:84) as the password");
    }

    [Fact]
    public void A_store_points_there_too_and_other_failures_are_told_where_they_are()
    {
        _project.Write(
            "datajoint.json",
            """{ "stores": { "main": { "protocol": "s3", "endpoint": "127.0.0.1:1", "bucket": "lab", "location": "", "access_key": "a", "secret_key": "ref+valt://x" } } }""");

        DjcResult result = Check();

        result.Output.ShouldContain("✗ references       stores.main.secret_key: this program resolves no ref+valt references");
        result.Output.ShouldContain("✗ store:main       not tried: a credential cannot be read (see references)");

        _project.Write("datajoint.json", """{ "database": { "host": "127.0.0.1:1", "user": "ana", "password": "example-password" } }""");
        Check().Output.ShouldContain("✗ database         nothing listens at 127.0.0.1:1");
    }

    private void Write(string reference) =>
        _project.Write("datajoint.json", $$"""{ "database": { "host": "127.0.0.1:1", "user": "ana", "use_tls": true, "password": "{{reference}}" } }""");

    private DjcResult Check() => new Djc(_project).Run("check");

    private static int CountOf(string text, DjcResult result) => result.Output.Split(text).Length - 1;
}
