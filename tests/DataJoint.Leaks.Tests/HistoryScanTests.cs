using System.Diagnostics;
using System.Text;
using DataJoint.Git;
using DataJoint.Git.Tests;
using DataJoint.Leaks.Rules;
using DataJoint.Leaks.Scanning;

namespace DataJoint.Leaks.Tests;

/// <summary>What is known of a content by its changes is what a scan of all of it finds.</summary>
public sealed class HistoryScanTests
{
    private static readonly string[] Names = ["a.py", "b.json", "c.env", "d.txt", "e.yml"];

    private static readonly Func<Random, string>[] Lines =
    [
        random => $"line {random.Next()} of some text with words in it",
        random => $"    cancellationToken: CancellationToken, password = os.environ[\"X{random.Next(9)}\"]",
        random => $"DJ_PASS=otter-Lamp-{random.Next(1000)}x",
        random => $"dj.config[\"database.password\"] = \"violet-Anker-{random.Next(1000)}\"",
        random => $"{{\\u0022password\\u0022: \\u0022otter-Lamp-{random.Next(1000)}\\u0022}}",
        random => Encode($"nothing but words and words and words {random.Next()}"),
        random => Encode($"DJ_PASS=otter-Lamp-{random.Next(1000)}\nmore words after it, more and more"),
        random => $"key: \"\"\"{new string('x', random.Next(3000))}",
        random => new string('y', random.Next(9000)) + $" password=%22otter-Lamp-{random.Next(99)}%22",
        random => string.Join('\n', Encode($"{new string('w', random.Next(6000))} DJ_PASS=otter-Lamp-47 {random.Next()} end").Chunk(76).Select(line => new string(line))),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Changes_tell_what_a_scan_of_everything_finds(int seed)
    {
        using TemporaryRepository repository = new TemporaryRepository().Init();
        Import(repository, new Random(seed));
        repository.Git("-c", "pack.threads=1", "repack", "-adfq", "--depth=50", "--window=20");
        using GitHistory history = GitHistory.Open(repository.Root).ShouldNotBeNull();
        GitHistoryListing listing = history.List(["--all"], TestContext.Current.CancellationToken);
        KnownValues known = new(["known-Value-12345"]);
        HistoryScan scan = new(new ContentScan(known, PatternSearch.None, 1 << 20), new ChangeScan(known, PatternSearch.None), listing);
        foreach (GitObjectBatch batch in history.Objects.CreateBatches([.. listing.Contents.Keys]))
        {
            batch.Read(content => scan.Scan(content, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        }

        List<string> expected = [];
        ContentScan full = new(known, PatternSearch.None, 1 << 20);
        foreach ((GitObjectId id, GitHistoryContent content) in listing.Contents.Where(each => each.Value.ListPaths().Any()))
        {
            history.Objects.TryRead(id, out _, out ReadOnlyMemory<byte> bytes).ShouldBeTrue();
            full.Scan(new MemoryStream(bytes.ToArray()), content.ListPaths().First().Path, TestContext.Current.CancellationToken);
            expected.AddRange(full.Leaks.Select(leak => $"{id} {leak} {leak.Fingerprint}"));
            full.Leaks.Clear();
        }

        scan.Found.Select(found => $"{found.Id} {found.Leak} {found.Leak.Fingerprint}").ShouldBe(expected, ignoreOrder: true);
        scan.Passed.ShouldBeGreaterThan(10);
        expected.Count.ShouldBeGreaterThan(10);
        scan.Content.Files.ShouldBe(listing.Contents.Count);
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));

    /// <summary>Versions of files that have a line changed, inserted or removed here and there; most are clean, some are not.</summary>
    private static void Import(TemporaryRepository repository, Random random)
    {
        StringBuilder stream = new();
        foreach (string name in Names)
        {
            List<string> lines = [.. Enumerable.Range(0, 1500).Select(_ => Lines[random.Next(2)](random))];
            for (int version = 0; version < 25; version++)
            {
                for (int changes = random.Next(1, 4); changes > 0; changes--)
                {
                    int at = random.Next(lines.Count);
                    int kind = random.Next(10) < 6 ? random.Next(2) : random.Next(Lines.Length);
                    string line = random.Next(12) == 0 ? $"known-Value-12345 {random.Next()}" : Lines[kind](random);
                    lines[at..(at + 1)].Clear();
                    lines.InsertRange(at, version % 5 == 4 ? [] : [line]);
                    lines.RemoveAll(each => version % 5 == 4 && !each.StartsWith("line", StringComparison.Ordinal) && !each.StartsWith("    can", StringComparison.Ordinal));
                }

                string text = string.Join('\n', lines);
                stream.Append($"commit refs/heads/{name}\ncommitter test <test@example.invalid> {1700000000 + version} +0000\ndata 3\nAdd\nM 100644 inline {name}\ndata {text.Length}\n{text}\n\n");
            }
        }

        ProcessStartInfo start = new("git", ["fast-import", "--quiet"]) { WorkingDirectory = repository.Root, RedirectStandardInput = true };
        using Process git = Process.Start(start)!;
        git.StandardInput.BaseStream.Write(Encoding.ASCII.GetBytes(stream.ToString()));
        git.StandardInput.Close();
        git.WaitForExit();
        git.ExitCode.ShouldBe(0);
    }
}
