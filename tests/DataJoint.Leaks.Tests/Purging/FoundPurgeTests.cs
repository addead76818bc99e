namespace DataJoint.Leaks.Tests;

/// <summary>What a scan found is gone when the same scan finds it no more: short values, too, wherever they were found.</summary>
public sealed class FoundPurgeTests : IDisposable
{
    private const string Rules = """[{ "id": "lab-code", "title": "A code of the lab", "keywords": ["lab-code"], "pattern": "lab-code (?<secret>[a-z]+)" }]""";

    private readonly PurgeRepository _repository = new();
    private readonly IReadOnlyList<PatternRule> _rules = PatternRule.Parse(Rules, "rules.json");

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Short_values_in_messages_of_commits_and_tags_are_replaced()
    {
        _repository.Run("git init -q -b main .; git commit -q --allow-empty -m First; echo kelp > a.txt; git add .; git commit -q -m 'Use lab-code kelp, as ever'; git commit -q --allow-empty -m 'kelp in the tank'; git tag -a -m 'lab-code kelp' v1");
        string first = _repository.Says("rev-parse", "HEAD~2");
        PurgeOptions options = await FindAsync(2);
        PurgeResult result = await PurgeAsync(options);
        result.Proof.Remains.ShouldBeEmpty();
        _repository.Says("log", "--format=%s").ShouldBe("kelp in the tank\nUse lab-code ***REMOVED***, as ever\nFirst");
        _repository.Says("tag", "-n", "-l", "v1").ShouldContain("lab-code ***REMOVED***");
        _repository.Says("rev-parse", "HEAD~2").ShouldBe(first);
        _repository.Says("show", "HEAD:a.txt").ShouldBe("kelp");
        await FindAsync(0);
    }

    [Theory]
    [InlineData("printf 'lab-code kelp' | gzip > data.gz", "data.gz")]
    [InlineData("printf 'lab-code kelp' > x; tar cf data.tar x; gzip data.tar; rm x", "data.tar.gz")]
    public async Task A_short_value_in_an_archive_is_refused_until_its_path_is_named(string script, string path)
    {
        _repository.Run($"git init -q -b main .; echo 'lab-code kelp' > a.txt; {script}; git add .; git commit -q -m First");
        PurgeOptions options = await FindAsync(2);
        string before = _repository.Says("for-each-ref");
        PurgeException refused = await Should.ThrowAsync<PurgeException>(() => PurgeAsync(options));
        refused.Message.ShouldContain($"{path} holds the value where it cannot be replaced");
        _repository.Says("for-each-ref").ShouldBe(before);
        options.Paths = [path];
        (await PurgeAsync(options)).Proof.Remains.ShouldBeEmpty();
        _repository.Says("show", "HEAD:a.txt").ShouldBe("lab-code ***REMOVED***");
        await FindAsync(0);
    }

    [Fact]
    public async Task What_is_left_where_it_cannot_be_replaced_is_no_success()
    {
        _repository.Run("git init -q -b main .; echo a > a.txt; git add .; git commit -q --author='lab-code kelp <a@b>' -m First; git commit -q --allow-empty -m 'lab-code kelp'");
        (await PurgeAsync(await FindAsync(2))).Proof.Remains.ShouldHaveSingleItem().ShouldContain("has a finding");
    }

    [Fact]
    public async Task A_remote_repository_is_examined_by_the_same_search()
    {
        _repository.Run(
            "git init -q -b main .; printf 'lab-code kelp' | gzip > data.gz; git add .; git commit -q -m 'lab-code kelp'; git init -q --bare -b main ../origin.git; git remote add origin ../origin.git; git push -q origin main; git fetch -q");
        PurgeOptions options = await FindAsync(2);
        options.Paths = ["data.gz"];
        PurgeResult result = await PurgeAsync(options);
        options.Paths = [];
        RepositoryPurge purge = new(_repository.Root, options);
        (await purge.ExamineRemoteAsync("origin", TestContext.Current.CancellationToken)).Remains.Count(place => place.Contains("has a finding", StringComparison.Ordinal)).ShouldBe(2);
        _repository.Run(string.Join('\n', result.PushCommands.Select(command => command.Replace("push", "push -q", StringComparison.Ordinal))));
        (await purge.ExamineRemoteAsync("origin", TestContext.Current.CancellationToken)).Remains.ShouldBeEmpty();
    }

    private async Task<PurgeOptions> FindAsync(int count)
    {
        LeakScanner scanner = new(new LeakScannerOptions { Rules = _rules });
        LeakReport report = await scanner.ScanHistoryAsync(Git.GitRepository.Open(_repository.Root)!, null, TestContext.Current.CancellationToken);
        report.Leaks.Count.ShouldBe(count);
        return new PurgeOptions { Fingerprints = [.. report.Leaks.Select(leak => leak.Fingerprint)], Rules = _rules, BackupFile = _repository.BackupFile };
    }

    private Task<PurgeResult> PurgeAsync(PurgeOptions options) => new RepositoryPurge(_repository.Root, options).RunAsync(TestContext.Current.CancellationToken);
}
