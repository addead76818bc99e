using System.Text;
using DataJoint.Configuration;
using DataJoint.Git.Tests;

namespace DataJoint.Leaks.Tests;

public sealed class ExcerptTests
{
    private const string Known = "Tr0ub4dor-3-otter";
    private static readonly LeakScanner Scanner = new(new LeakScannerOptions { KnownSecrets = [new Secret(Known), new Secret("walnut")] });

    [Theory]
    [InlineData("a.yml", "password: SuperSecret:Otter47x", "SuperSecret")]
    [InlineData("a.env", "DB_PASSWORD=SuperToken=Otter47x", "SuperToken")]
    [InlineData("a.py", "dj.config[\"database.password\"] = \"SuperSecret=Otter47x\"", "SuperSecret")]
    [InlineData("a.py", "password = \"hunterPwd%3DOtter47x\"", "hunterPwd")]
    [InlineData("datajoint.json", "{\"u\":\"mysql://ana:hunterSecret=Otter47x@db\"}", "hunterSecret")]
    [InlineData("a.yml", "conn: \"Server=db;Uid=ana;Password=hunterSecret=Otter47x;\"", "hunterSecret")]
    public void A_part_of_a_secret_is_no_name(string path, string line, string part)
    {
        IReadOnlyList<Leak> leaks = Scan(line, path);
        leaks.ShouldNotBeEmpty();
        leaks.ShouldAllBe(leak => !leak.Excerpt.Contains(part, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Known + "_secret: lampgh47x", Known)]
    [InlineData("walnut_secret: lampgh47x", "walnut")]
    [InlineData("a." + Known + ".password = lampgh47x", Known)]
    public void A_known_secret_is_no_name(string line, string known)
    {
        IReadOnlyList<Leak> leaks = Scan(line, "a.yml");
        leaks.ShouldNotBeEmpty();
        leaks.ShouldAllBe(leak => !leak.Excerpt.Contains(known, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_known_secret_in_a_path_or_a_branch_of_the_history_is_masked()
    {
        using TemporaryRepository repository = new TemporaryRepository().Init().With(Known + "/a.env", "DJ_PASS=otter-Lamp-47\n").Commit(Known + "/a.env");
        repository.Git("branch", "fix-" + Known);
        Leak leak = (await Scanner.ScanHistoryAsync(repository.Open(), ["--all"], TestContext.Current.CancellationToken)).Leaks.ShouldHaveSingleItem();
        leak.Path.ShouldBe("********/a.env");
        leak.Refs.ShouldBe(["refs/heads/fix-********", "refs/heads/main"], ignoreOrder: true);
    }

    private static IReadOnlyList<Leak> Scan(string line, string path) =>
        Scanner.ScanStream(new MemoryStream(Encoding.UTF8.GetBytes(line + "\n")), path, TestContext.Current.CancellationToken).Leaks;
}
