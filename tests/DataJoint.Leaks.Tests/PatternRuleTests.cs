using System.Text;

namespace DataJoint.Leaks.Tests;

/// <summary>Rules of a project's own.</summary>
public sealed class PatternRuleTests
{
    private const string Lims =
        """
        // of the LIMS
        { "rules": [ { "id": "lims-token", "title": "A token of the LIMS", "keywords": ["LIMS-"], "pattern": "lims-(?<secret>[a-z0-9]{12})\\b", "allow": ["0000*"] }, ] }
        """;

    [Theory]
    [InlineData("a.py", "x = 'lims-a1b2c3d4e5f6'", "lims-token 1:11")]
    [InlineData("a.bin", "\0\0lims-a1b2c3d4e5f6\0", "lims-token 1:8")]
    [InlineData("a.txt", "bGltcyBsaW1zLWExYjJjM2Q0ZTVmNiBsaW1zIGxpbXM=", "lims-token 1:1")]
    [InlineData("a.py", "x = 'lims-000000000000'", "")]
    [InlineData("a.py", "x = 'LIMS-a1b2c3d4e5f6'", "")]
    [InlineData("a.py", "lims-a1b2c3d4e5f6 lims-a1b2c3d4e5f7\nlims-a1b2c3d4e5f8", "lims-token 1:6, lims-token 1:24, lims-token 2:6")]
    public void A_rule_finds_what_it_describes(string path, string text, string expected)
    {
        LeakReport report = Scan(Lims, path, text);
        string.Join(", ", report.Leaks.Select(leak => $"{leak.Rule.Id} {leak.Line}:{leak.Column}")).ShouldBe(expected);
        report.Leaks.ShouldAllBe(leak => !leak.Excerpt.Contains("a1b2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void A_long_line_is_read_around_each_keyword(int step)
    {
        // At every distance to the places where parts of a line could end.
        StringBuilder line = new();
        int count = 0;
        for (int i = 0; line.Length < 30_000; i++)
        {
            line.Append('x', ((i * step) % 4100) + 1).Append(" lims-").Append($"{i:x12}").Append(i % 3 == 0 ? " LIMS- " : " ");
            count++;
        }

        Scan("""[{"id":"x","keywords":["lims-"],"pattern":"lims-[a-z0-9]{12}"}]""", "a.min.js", line.ToString()).Leaks.Count.ShouldBe(count);
    }

    [Fact]
    public void A_match_of_two_thousand_characters_is_whole() =>
        Scan("""[{"id":"x","keywords":["lims"],"pattern":"lims[a-z]{1900}!"}]""", "a.txt", "lims " + new string('y', 2040) + " lims" + new string('z', 1900) + "! and").Leaks.ShouldHaveSingleItem();

    [Theory]
    [InlineData("clé", "la CLÉ=")]
    [InlineData("clé", "la Clé=")]
    [InlineData("CLÉ", "la clé=")]
    [InlineData("Ключ", "КЛЮЧ=")]
    [InlineData("ключ", "Ключ=")]
    [InlineData("жетон-роль", "ЖЕТОН-Роль=")]
    [InlineData("スキー", "スキー=")]
    public void A_keyword_is_found_in_any_case(string keyword, string before) =>
        new LeakScanner(new LeakScannerOptions { Rules = PatternRule.Parse($$"""[{"id":"x","keywords":["{{keyword}}"],"pattern":"=[a-z0-9]{12}"}]""", "r.json") })
            .ScanStream(new MemoryStream(Encoding.UTF8.GetBytes($"x {before}a1b2c3d4e5f6\n")), "a.txt").Leaks.ShouldHaveSingleItem();

    [Theory]
    [InlineData("[{\"id\":\"\\ud800\"}]", "r.json:1:8: ")]
    [InlineData("[\n{\"id\":\"x\",\"keywords\":[\"ab\\udc00c\"]}]", "r.json:2:23: ")]
    [InlineData("[{\"\\ud800\":1}]", "r.json:1:3: ")]
    [InlineData("{\"\\ud800\":1}", "r.json:1:2: ")]
    public void Half_of_a_character_in_a_rule_is_told_with_its_place(string json, string place)
    {
        string message = Should.Throw<FormatException>(() => PatternRule.Parse(json, "r.json")).Message;
        message.ShouldStartWith(place);
        if (!json.StartsWith('{'))
        {
            message.ShouldContain("half of a character");
            message.ShouldContain("write both halves");
        }
    }

    [Fact]
    public void The_whole_match_is_the_secret_without_a_group() =>
        Scan("""[{"id":"x","keywords":["lims"],"pattern":"lims-[a-z0-9]{12}"}]""", "a.py", "x lims-a1b2c3d4e5f6").Leaks.ShouldHaveSingleItem().Column.ShouldBe(3);

    [Fact]
    public void A_rule_hides_no_finding_of_those_that_are_built_in()
    {
        const string Everything = """[{"id":"everything","keywords":["pass"],"pattern":".+","allow":["*"]},{"id":"more","keywords":["pass"],"pattern":".+"}]""";
        Scan(Everything, ".env", "DJ_PASS=otter-Lamp-47").Leaks.ShouldHaveSingleItem().Rule.Id.ShouldBe("datajoint-setting");
    }

    [Fact]
    public void An_expression_that_would_go_back_takes_no_longer() =>
        Scan("""[{"id":"x","keywords":["aaa"],"pattern":"(a+)+(a+)+b"}]""", "a.txt", string.Concat(Enumerable.Repeat(new string('a', 2000) + "\n", 20))).Leaks.ShouldBeEmpty();

    [Theory]
    [InlineData("nothing", "r.json:1:2: not JSON")]
    [InlineData("{}", "r.json:1:2: expected \"rules\", an array of rules")]
    [InlineData("[1]", "r.json:1:2: expected a rule, an object")]
    [InlineData("[\n{\"id\":\"x\",\"pattern\":\"a\"}]", "r.json:2:24: x: keywords is missing")]
    [InlineData("[{\"id\":\"x\",\"keywords\":[\"abc\"]}]", "r.json:1:30: x: pattern is missing")]
    [InlineData("[{\"id\":\"X y\"}]", "r.json:1:8: id: expected lower-case letters, digits and dashes, at most 40")]
    [InlineData("[{\"id\":\"aws-key\"}]", "r.json:1:8: id: aws-key is a rule that is built in, and stays as it is; use another name")]
    [InlineData("[{\"id\":\"x\",\"keywords\":[\"ab\"]}]", "r.json:1:24: x: keywords: expected 3 to 400 characters")]
    [InlineData("[{\"id\":\"x\",\"patern\":\"a\"}]", "r.json:1:12: x: patern: unknown, expected one of id, title, description, remedy, keywords, pattern, allow")]
    [InlineData("[{\"id\":\"x\",\"pattern\":\"a(b\"}]", "r.json:1:22: x: pattern: not a regular expression: character 4: InsufficientClosingParentheses")]
    [InlineData("[{\"id\":\"x\",\"pattern\":\"a(?=b)\"}]", "r.json:1:22: x: pattern: too large, or it has what cannot be matched in linear time: lookahead, lookbehind, references to groups, atomic groups")]
    [InlineData("[{\"id\":\"x\",\"pattern\":\"a*\"}]", "r.json:1:22: x: pattern: matches an empty text, so it would match everywhere")]
    [InlineData("[{\"id\":\"x\",\"pattern\":\"(?:a{1000}){1000}\"}]", "r.json:1:22: x: pattern: too large, or it has what cannot be matched in linear time: lookahead, lookbehind, references to groups, atomic groups")]
    [InlineData("[{\"id\":\"x\",\"pattern\":\"é\"}]", "r.json:1:22: x: pattern: has characters other than ASCII, and bytes are matched: write those as \\xHH")]
    [InlineData("[{\"id\":\"x\",\"keywords\":[\"abc\"],\"pattern\":\"a\"},{\"id\":\"x\",\"keywords\":[\"abc\"],\"pattern\":\"a\"}]", "r.json:1:88: x: another rule has this id")]
    public void An_invalid_rule_is_told_with_its_place(string json, string message) =>
        Should.Throw<FormatException>(() => PatternRule.Parse(json, "r.json")).Message.ShouldBe(message);

    private static LeakReport Scan(string rules, string path, string text) =>
        new LeakScanner(new LeakScannerOptions { Rules = PatternRule.Parse(rules, "r.json") }).ScanStream(new MemoryStream(Encoding.Latin1.GetBytes(text)), path);
}
