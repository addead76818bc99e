using DataJoint.Configuration;

namespace DataJoint.Leaks.Tests;

/// <summary>What Git LFS keeps of the purged is named: git does not have it as an object.</summary>
public sealed class LfsPurgeTests : IDisposable
{
    /// <summary>A file as Git LFS commits it, without the program: the pointer in the history, the content in its store and in the work tree.</summary>
    private const string Lfs =
        """
        lfs() { d=$(sha256sum "$1" | cut -c1-64); n=$(wc -c < "$1"); mkdir -p ".git/lfs/objects/$(echo "$d" | cut -c1-2)/$(echo "$d" | cut -c3-4)"
        cp "$1" ".git/lfs/objects/$(echo "$d" | cut -c1-2)/$(echo "$d" | cut -c3-4)/$d"; cp "$1" ../content
        printf 'version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize %s\n' "$d" "$n" > "$1"
        git add -f "$1"; git commit -qm "Add $1"; cp ../content "$1"; echo "$d" > ../digits; }

        """;

    private readonly PurgeRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("printf 'DJ_PASS=otter-Lamp-4711\\n' > data.bin")]
    [InlineData("printf 'DJ_PASS=otter-Lamp-4711\\n' | gzip > data.bin")]
    public async Task A_content_that_holds_a_known_value_is_named_and_still_there_until_it_is_deleted(string script)
    {
        _repository.Run(PurgeKinds.Base + Lfs + script + "; lfs data.bin");
        string digits = await ReadDigitsAsync();
        RepositoryPurge purge = Create(new PurgeOptions { Values = [new Secret(PurgeKinds.Value)] });
        (await purge.PlanAsync(TestContext.Current.CancellationToken)).Notices.ShouldContain(notice => notice.Contains(digits, StringComparison.Ordinal));
        PurgeResult result = await purge.RunAsync(TestContext.Current.CancellationToken);
        result.Plan.Notices.ShouldContain(notice => notice.Contains("Git LFS", StringComparison.Ordinal) && notice.Contains(digits, StringComparison.Ordinal));
        result.Proof.Remains.ShouldHaveSingleItem().ShouldContain(digits);
        File.Delete(Directory.GetFiles(Path.Combine(_repository.GitDirectory, "lfs"), digits, SearchOption.AllDirectories).ShouldHaveSingleItem());
        (await purge.RunAsync(TestContext.Current.CancellationToken)).Proof.Remains.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_content_that_holds_what_a_scan_found_is_named()
    {
        _repository.Run(
            "git init -q -b main .\n" + Lfs
            + "printf 'import datajoint as dj\\ndj.config[\"database.password\"] = \"violet-Anker-4711\"\\n' > load.py; cp load.py copy.py; git add load.py; git commit -qm Add; lfs copy.py; git rm -q load.py; git commit -qm Gone");
        LeakReport report = await new LeakScanner().ScanHistoryAsync(Git.GitRepository.Open(_repository.Root)!, null, TestContext.Current.CancellationToken);
        PurgeResult result = await Create(new PurgeOptions { Fingerprints = [.. report.Leaks.Select(leak => leak.Fingerprint)] }).RunAsync(TestContext.Current.CancellationToken);
        string digits = await ReadDigitsAsync();
        result.Plan.Notices.ShouldContain(notice => notice.Contains(digits, StringComparison.Ordinal));
        result.Proof.Remains.ShouldHaveSingleItem().ShouldContain(digits);
    }

    [Fact]
    public async Task A_content_of_a_purged_pointer_is_named_though_its_file_is_in_the_work_tree()
    {
        _repository.Run(PurgeKinds.Base + Lfs + "printf 'DJ_PASS=otter-Lamp-4711\\n' > data.bin; lfs data.bin");
        PurgeResult result = await Create(new PurgeOptions { Paths = ["data.bin", PurgeKinds.Path] }).RunAsync(TestContext.Current.CancellationToken);
        string digits = await ReadDigitsAsync();
        result.Plan.Notices.ShouldContain(notice => notice.Contains("Git LFS", StringComparison.Ordinal) && notice.Contains(digits, StringComparison.Ordinal));
        result.Proof.Remains.ShouldBeEmpty();
    }

    private RepositoryPurge Create(PurgeOptions options)
    {
        options.BackupFile = _repository.BackupFile;
        return new RepositoryPurge(_repository.Root, options);
    }

    private async Task<string> ReadDigitsAsync() => (await File.ReadAllTextAsync(Path.Combine(_repository.Outer, "digits"), TestContext.Current.CancellationToken)).Trim();
}
