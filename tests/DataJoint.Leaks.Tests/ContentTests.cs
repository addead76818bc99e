using System.Text;
using DataJoint.Configuration;

namespace DataJoint.Leaks.Tests;

public sealed class ContentTests
{
    private const string Line = "DJ_PASS=otter-Lamp-47\n";
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("DJ_HOST=db\n" + Line);

    public static TheoryData<string> Encodings { get; } = ["utf-16", "utf-16BE", "utf-16 without a mark"];

    [Fact]
    public void A_zip_file_is_looked_into() => Found(Packing.Zip(("lab/.env", Content)), "a.whl").ShouldBe(["a.whl!lab/.env:2:9"]);

    [Fact]
    public void Archives_in_archives_are_looked_into() =>
        Found(Packing.GZip(Packing.Tar("b.zip", Packing.Zip(("c.env", Content)))), "a.tar.gz").ShouldBe(["a.tar.gz!b.zip!c.env:2:9"]);

    [Fact]
    public void A_gzip_file_is_looked_into() => Found(Packing.GZip(Content), "a.env.gz").ShouldBe(["a.env.gz:2:9"]);

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Utf_16_is_read(string name)
    {
        Encoding encoding = name == "utf-16BE" ? Encoding.BigEndianUnicode : Encoding.Unicode;
        byte[] mark = name.Contains("without", StringComparison.Ordinal) ? [] : encoding.GetPreamble();
        Found([.. mark, .. encoding.GetBytes("DJ_HOST=db\n" + Line)], "a.env").ShouldBe(["a.env:2:9"]);
    }

    [Theory]
    [InlineData("a.env", "x\0\nDJ_PASS=otter-Lamp-47\n", "a.env:2:9")]
    [InlineData("a.env", "DJ_PASS=otter-Lamp-47\0", "a.env:1:9")]
    [InlineData("a.yml", "password: otter-Lamp-47\n\0", "a.yml:1:11")]
    [InlineData(".secrets/database.password", "otter-Lamp-47\0", ".secrets/database.password:1:1")]
    public void A_nul_hides_nothing(string path, string text, string place) => Found(Encoding.ASCII.GetBytes(text), path).ShouldBe([place]);

    [Fact]
    public void A_program_with_strings_in_utf_16_is_read() =>
        Found([0, 1, 2, 0, 0, .. Encoding.Unicode.GetBytes("Server=db;Uid=ana;Pwd=otter-Lamp-47;"), 0, 0, 7], "a.dll").ShouldHaveSingleItem().ShouldStartWith("a.dll:1:");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Base64_is_read_to_a_depth_of_three(int depth)
    {
        byte[] bytes = Content;
        for (int i = 0; i < depth; i++)
        {
            bytes = Encoding.ASCII.GetBytes("payload: " + Convert.ToBase64String(bytes));
        }

        Found(bytes, "a.yaml").ShouldBe(["a.yaml:1:10"]);
    }

    [Fact]
    public void Percent_encoding_is_read() => Found("GET /?q=%7B%22password%22%3A%22otter-Lamp-47%22%7D\n"u8, "a.log").ShouldBe(["a.log:1:5"]);

    [Fact]
    public void A_bomb_is_refused()
    {
        LeakScanner scanner = new(new LeakScannerOptions { MaxUnpackedBytes = 4 << 20 });
        scanner.ScanStream(new MemoryStream(Packing.GZip(new byte[4 << 20])), "a.gz").Skipped.ShouldBeEmpty();
        scanner.ScanStream(new MemoryStream(Packing.GZip(new byte[(4 << 20) + 1])), "a.gz").Skipped.ShouldHaveSingleItem().Reason.ShouldBe("unpacks to more than 4 MiB");
        byte[] nested = Packing.Zip(("a", new byte[3 << 20]), ("b.gz", Packing.GZip(new byte[3 << 20])));
        scanner.ScanStream(new MemoryStream(nested), "a.zip").Skipped.ShouldHaveSingleItem().Path.ShouldBe("a.zip!b.gz");
    }

    [Fact]
    public void A_damaged_archive_is_named_and_the_rest_counts()
    {
        byte[] zip = Packing.Zip(("a.env", Content), ("b.env", Content));
        Scan(zip[..^30], "a.zip").Skipped.ShouldHaveSingleItem().Path.ShouldBe("a.zip");
    }

    [Fact]
    public void A_line_of_many_megabytes_is_scanned()
    {
        byte[] bytes = new byte[5 << 20];
        bytes.AsSpan().Fill((byte)'-');
        Encoding.ASCII.GetBytes(" password='otter-Lamp-47' ").CopyTo(bytes, (1 << 20) - 70_000);
        Encoding.ASCII.GetBytes(" password='otter-Lamp-48' ").CopyTo(bytes, (3 << 20) - 12);
        Found(bytes, "a.py").ShouldBe([$"a.py:1:{(1 << 20) - 70_000 + 12}", $"a.py:1:{(3 << 20) - 12 + 12}"]);
    }

    [Fact]
    public void Every_place_in_a_long_content_is_seen_once()
    {
        StringBuilder text = new();
        for (int i = 0; i < 60_000; i++)
        {
            text.Append(i % 100 == 0 ? "DJ_PASS=otter-Lamp-47\n" : "nothing to see on this line, but words\n");
        }

        IReadOnlyList<Leak> leaks = Scan(Encoding.UTF8.GetBytes(text.ToString()), "a.env").Leaks;
        leaks.Select(leak => leak.Line).ShouldBe(Enumerable.Range(0, 600).Select(i => (i * 100L) + 1));
        leaks.Select(leak => leak.Fingerprint).Distinct().Count().ShouldBe(600);
    }

    [Fact]
    public void A_fingerprint_stays_when_lines_move_and_changes_with_the_secret()
    {
        string First(string text) => Scan(Encoding.UTF8.GetBytes(text), "a.env").Leaks[0].Fingerprint;
        First("DJ_PASS=otter-Lamp-47\n").ShouldBe(First("\n\n# more\nDJ_PASS=otter-Lamp-47\n"));
        First("DJ_PASS=otter-Lamp-47\n").ShouldNotBe(First("DJ_PASS=otter-Lamp-48\n"));
    }

    [Fact]
    public void A_baseline_accepts_what_it_lists_and_holds_no_secret()
    {
        LeakReport report = Scan(Content, "a.env");
        string text = LeakBaseline.Write(report.Leaks);
        text.ShouldNotContain("otter");
        report.Without(LeakBaseline.Parse(text)).Leaks.ShouldBeEmpty();
        report.Without(LeakBaseline.Parse(text.Replace(report.Leaks[0].Fingerprint, "0000", StringComparison.Ordinal))).Leaks.Count.ShouldBe(1);
    }

    [Fact]
    public void A_baseline_keeps_what_another_scan_accepted()
    {
        LeakReport first = Scan(Content, "a.env");
        LeakReport second = Scan(Content, "b.env");
        var both = LeakBaseline.Parse(LeakBaseline.Parse(LeakBaseline.Write(first.Leaks)).WriteWith(second.Leaks));
        first.Without(both).Leaks.ShouldBeEmpty();
        second.Without(both).Leaks.ShouldBeEmpty();
        both.WriteWith([]).ShouldBe(both.WriteWith(first.Leaks));
        both.WriteWith([]).ShouldContain(" datajoint-setting a.env\n");
    }

    [Fact]
    public void A_known_secret_in_a_name_is_masked()
    {
        LeakScanner scanner = new(new LeakScannerOptions { KnownSecrets = [new Secret("Tr0ub4dor&3-otter")] });
        scanner.ScanStream(new MemoryStream(Content), "Tr0ub4dor&3-otter.env").Leaks.ShouldHaveSingleItem().Path.ShouldBe("********.env");
    }

    [Fact]
    public void Random_bytes_are_read_without_harm()
    {
        Random random = new(5);
        string[] pieces = ["password", "=", "\"", "\\", "://", "@", ":", "%22", "\\u00", "&quot;", "-----BEGIN RSA PRIVATE KEY-----", "dj.conn(", ",", "AKIA", "\n", "\0", "PK\u0003\u0004", "sig=", "bearer ", "mysql -p"];
        for (int i = 0; i < 3000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => pieces[random.Next(pieces.Length)] + (char)random.Next(256)));
            _ = Scan(Encoding.Latin1.GetBytes(text), i % 2 == 0 ? "a.py" : "a.yaml");
        }
    }

    private static string[] Found(ReadOnlySpan<byte> bytes, string path) => [.. Scan(bytes.ToArray(), path).Leaks.Select(leak => $"{leak.Path}:{leak.Line}:{leak.Column}")];

    private static LeakReport Scan(byte[] bytes, string path) => new LeakScanner().ScanStream(new MemoryStream(bytes), path);
}
