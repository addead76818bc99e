namespace DataJoint.Checks.Tests;

public sealed class ServerContactTests : IDisposable
{
    private const string Settings = """
        { "database": { "backend": "sqlite", "name": "lab.db" }, "stores": { "main": { "protocol": "file", "location": "data" } } }
        """;

    private readonly TemporaryProject _project = new TemporaryProject().With("datajoint.json", Settings).With("data/kept", "x").With("lab.db", "");

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Without_contact_neither_database_nor_store_is_tried()
    {
        CheckReport report = await _project.CheckAsync(ServerContact.None);

        Outcome(report, "database").ToString().ShouldBe("Skip: not tried: servers are not contacted");
        Outcome(report, "store:main").ToString().ShouldBe("Skip: not tried: servers are not contacted");
        report.IsOk.ShouldBeTrue();
    }

    [Fact]
    public async Task Reading_writes_nothing()
    {
        CheckReport report = await _project.CheckAsync(ServerContact.Read);

        Outcome(report, "database").Status.ShouldBe(CheckStatus.Pass);
        Outcome(report, "store:main").ToString().ShouldBe($"Pass: {_project.PathOf("data")} was listed, and nothing written (stores are only read)");
        new FileInfo(_project.PathOf("lab.db")).Length.ShouldBe(0);
    }

    [Fact]
    public async Task Writing_leaves_nothing_behind()
    {
        CheckReport report = await _project.CheckAsync(ServerContact.Write);

        Outcome(report, "store:main").ToString().ShouldBe($"Pass: an object was written, read back, listed and deleted in {_project.PathOf("data")}");
        Directory.EnumerateFileSystemEntries(_project.PathOf("data")).ShouldBe([_project.PathOf("data/kept")]);
    }

    [Fact]
    public void A_program_that_says_nothing_reads() => new CheckContext(_project.Load()).Contact.ShouldBe(ServerContact.Read);

    [Fact]
    public async Task A_store_that_this_program_has_no_package_for_is_not_contacted()
    {
        _project.With("datajoint.json", """
            { "stores": { "far": { "protocol": "s3", "endpoint": "127.0.0.1:1", "bucket": "b", "location": "l", "access_key": "fake", "secret_key": "fake" } } }
            """);

        CheckReport report = await _project.CheckAsync(ServerContact.Read);

        Outcome(report, "store:far").ToString().ShouldBe("Skip: this program has no adapter for s3 stores, so it was not contacted");
    }

    private static CheckOutcome Outcome(CheckReport report, string id) => report.Results.Single(result => result.Id == id).Outcome;
}
