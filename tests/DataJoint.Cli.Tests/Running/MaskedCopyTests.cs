using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using DataJoint.Cli.Running;

namespace DataJoint.Cli.Tests;

/// <summary>Secrets in the output of a program are masked, wherever its writes end and in whatever form it writes them.</summary>
public sealed class MaskedCopyTests
{
    [Theory]
    [InlineData("the password is secret1, is it?", "the password is ********, is it?")]
    [InlineData("secret1", "********")]
    [InlineData("secret1secret1", "****************")]
    [InlineData("secret", "secret")]
    [InlineData("secretsecret1", "secret********")]
    [InlineData("abcdefgh", "********gh")]
    [InlineData("abcdef", "********")]
    [InlineData("abcdefghij", "********")]
    [InlineData("abcd abcdef abcdefghi", "******** ******** ********ghi")]
    [InlineData("xxxxxx", "********")]
    [InlineData("xxxxx xxx", "******** xxx")]
    [InlineData("0abab1ababab", "0********1********")]
    [InlineData("ünïcödé", "********")]
    [InlineData("no\0text\nat\r\nall", "no\0text\nat\r\nall")]
    public void Every_chunking_gives_the_same(string text, string expected)
    {
        OutputMask mask = new(["secret1", "abcd", "abcdef", "cdef", "efghij", "xxxx", "abab", "ünïcödé", "abc"]);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        for (int first = 0; first <= bytes.Length; first++)
        {
            for (int second = first; second <= bytes.Length; second++)
            {
                Copy(mask, bytes[..first], bytes[first..second], bytes[second..]).ShouldBe(expected, $"split at {first} and {second}");
            }
        }

        Copy(mask, [.. bytes.Select(one => new[] { one })]).ShouldBe(expected);
    }

    [Fact]
    public void What_cannot_begin_a_secret_is_passed_on_at_once_and_what_may_waits()
    {
        using ScriptedStream input = new("Password: ", "sec", "ond\n");
        using MemoryStream output = new();
        List<string> seen = [];
        new MaskedCopy(new OutputMask(["secret1"]), output).Run(input, () =>
        {
            seen.Add(Encoding.UTF8.GetString(output.ToArray()));
            return true;
        });
        seen.ShouldBe(["Password: ", "Password: ", "Password: second\n"]);
    }

    public static TheoryData<string, string> Forms()
    {
        const string Secret = "p'4 ß/\"w\\<&>+=d;";
        byte[] bytes = Encoding.UTF8.GetBytes(Secret);
        return new()
        {
            { "itself", Secret },
            { "JSON of .NET", JavaScriptEncoder.Default.Encode(Secret) },
            { "JSON with few escapes", JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(Secret) },
            { "JSON of Python", "p'4 \\u00df/\\\"w\\\\<&>+=d;" },
            { "JSON of Go", "p'4 ß/\\\"w\\\\\\u003c\\u0026\\u003e+=d;" },
            { "JSON of PHP", "p'4 ß\\/\\\"w\\\\<&>+=d;" },
            { "URL", Uri.EscapeDataString(Secret) },
            { "URL in lower case", Uri.EscapeDataString(Secret).Replace("%C3%9F", "%c3%9f").Replace("%2F", "%2f").Replace("%5C", "%5c").Replace("%3C", "%3c").Replace("%3E", "%3e").Replace("%2B", "%2b").Replace("%3D", "%3d").Replace("%3B", "%3b") },
            { "form", WebUtility.UrlEncode(Secret) },
            { "Python's quote", Uri.EscapeDataString(Secret).Replace("%2F", "/") },
            { "encodeURIComponent", Uri.EscapeDataString(Secret).Replace("%27", "'") },
            { "HTML", WebUtility.HtmlEncode(Secret) },
            { "HTML of Python", "p&#x27;4 ß/&quot;w\\&lt;&amp;&gt;+=d;" },
            { "set -x", "p'\\''4 ß/\"w\\<&>+=d;" },
            { "printf %q", "p\\'4\\ ß/\\\"w\\\\\\<\\&\\>+=d\\;" },
            { "export -p", "p'4 ß/\\\"w\\\\<&>+=d;" },
            { "repr", "p\\'4 ß/\"w\\\\<&>+=d;" },
            { "base64", Convert.ToBase64String(bytes) },
            { "base64 without padding", Convert.ToBase64String(bytes).TrimEnd('=') },
            { "base64 for URLs", Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_').TrimEnd('=') },
        };
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_secret_is_masked_in_every_usual_form(string name, string form) =>
        Copy(new OutputMask(["p'4 ß/\"w\\<&>+=d;"]), Encoding.UTF8.GetBytes($"[{form}]")).ShouldBe("[********]", name);

    /// <summary>As programs print their environment. DJ_STORES is JSON, in which the secret stands in quotes already.</summary>
    [Theory]
    [InlineData("it's", "shlex.quote", "'it'\"'\"'s'")]
    [InlineData("it''s", "dash -c 'export -p'", "DJ_PASS='it'\"''\"'s'")]
    [InlineData("pass'", "dash -c 'export -p'", "DJ_PASS='pass'\"'\"")]
    [InlineData("it's", "fish -c 'set'", "DJ_PASS 'it\\'s'")]
    [InlineData("a\\b'c\"d", "repr", "'a\\\\b\\'c\"d'")]
    [InlineData("a\\bc\"d", "repr", "'a\\\\bc\"d'")]
    [InlineData("ab\"cd", "jq -n env, DJ_STORES", "\"{\\\"key\\\":\\\"ab\\\\\\\"cd\\\"}\"")]
    [InlineData("ab\\cd", "jq -n env, DJ_STORES", "\"{\\\"key\\\":\\\"ab\\\\\\\\cd\\\"}\"")]
    [InlineData("ab\"cd", "bash -c 'export -p', DJ_STORES", "DJ_STORES=\"{\\\"key\\\":\\\"ab\\\\\\\"cd\\\"}\"")]
    [InlineData("ab$cd\"", "bash -c 'export -p', DJ_STORES", "DJ_STORES=\"{\\\"key\\\":\\\"ab\\$cd\\\\\\\"\\\"}\"")]
    [InlineData("it's \"x\"", "print(dict(os.environ)), DJ_STORES", "'{\"key\":\"it\\'s \\\\\"x\\\\\"\"}'")]
    [InlineData("it's \"x\"", "dash -c 'export -p', DJ_STORES", "'{\"key\":\"it'\"'\"'s \\\"x\\\"\"}'")]
    [InlineData("pässwört", "bytes of Python", "b'p\\xc3\\xa4ssw\\xc3\\xb6rt'")]
    [InlineData("pässwört", "YAML", "\"p\\xE4ssw\\xF6rt\"")]
    [InlineData("pä€s😀", "YAML", "\"p\\xE4\\u20ACs\\U0001F600\"")]
    [InlineData("pä€s😀", "ascii of Python", "'p\\xe4\\u20acs\\U0001f600'")]
    [InlineData("pässwört", "Perl and bash", "p\\303\\244ssw\\303\\266rt")]
    [InlineData("pä$s@wört", "Perl", "p\\303\\244\\$s\\@w\\303\\266rt")]
    [InlineData("pässwört", "Perl", "p\\x{e4}ssw\\x{f6}rt")]
    [InlineData("pä\"sswört", "json.dumps, DJ_STORES", "\"{\\\"key\\\":\\\"p\\\\u00e4\\\\\\\"ssw\\\\u00f6rt\\\"}\"")]
    public void A_secret_is_masked_in_the_quotes_of_programs(string secret, string name, string printed)
    {
        string shown = Copy(new OutputMask([secret]), Encoding.UTF8.GetBytes($"[{printed}]"));
        shown.ShouldContain("********", Case.Sensitive, name);
        string rest = shown.Replace("********", "");
        secret.Where(c => char.IsAsciiLetterLower(c) && !"key".Contains(c)).ShouldAllBe(c => !rest.Contains(c), $"{name}: {shown}");
    }

    [Fact]
    public void What_bash_prints_in_double_quotes_is_masked() =>
        Copy(new OutputMask(["Tr0ub4dor&3$x`y"]), Encoding.UTF8.GetBytes("declare -x DJ_PASS=\"Tr0ub4dor&3\\$x\\`y\"")).ShouldBe("declare -x DJ_PASS=\"********\"");

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("an")]
    [InlineData("ana:")]
    public void A_secret_in_the_base64_of_something_larger_is_masked_but_for_its_ends(string before)
    {
        const string Secret = "example-password";
        string whole = Convert.ToBase64String(Encoding.UTF8.GetBytes(before + Secret + "@lab"));
        string shown = Copy(new OutputMask([Secret]), Encoding.UTF8.GetBytes(whole));
        shown.ShouldContain("********");
        shown.Replace("********", "").Length.ShouldBeLessThan(whole.Length - (Secret.Length * 4 / 3) + 4);
    }

    [Fact]
    public void Lines_of_a_document_are_secrets_too_and_short_ones_are_not()
    {
        const string Document = "{\n  \"type\": \"x\",\n  \"private_key\": \"-----BEGIN PRIVATE KEY-----\\nEXAMPLEexampleEXAMPLEexample0001\\nEXAMPLEexample0002\\n\"\n}\n";
        OutputMask mask = new([Document]);
        Copy(mask, Encoding.UTF8.GetBytes(Document)).ShouldBe("********");
        Copy(mask, "key:\r\nEXAMPLEexampleEXAMPLEexample0001\r\nEXAMPLEexample0002\r\n{ }"u8.ToArray()).ShouldBe("key:\r\n********\r\n********\r\n{ }");
    }

    [Fact]
    public void The_key_in_a_connection_string_is_a_secret_by_itself() => Copy(
        new OutputMask(["DefaultEndpointsProtocol=https;AccountName=lab;AccountKey=EXAMPLEexample0001+/==;EndpointSuffix=core.example"]),
        "lab EXAMPLEexample0001+/== core.example"u8.ToArray()).ShouldBe("lab ******** core.example");

    [Fact]
    public void A_secret_that_is_longer_than_a_chunk_is_masked()
    {
        string secret = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"{i:x5}"));
        byte[] text = Encoding.UTF8.GetBytes("before " + secret + " after");
        Copy(new OutputMask([secret]), [.. text.Chunk(1000)]).ShouldBe("before ******** after");
    }

    [Fact]
    public void Nothing_to_mask_copies_every_byte()
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        using ScriptedStream input = new(all, all);
        using MemoryStream output = new();
        new MaskedCopy(new OutputMask(["", "abc", "    "]), output).Run(input, () => true);
        output.ToArray().ShouldBe([.. all, .. all]);
    }

    private static string Copy(OutputMask mask, params byte[][] chunks)
    {
        using ScriptedStream input = new(chunks);
        using MemoryStream output = new();
        new MaskedCopy(mask, output).Run(input, () => true);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    /// <summary>Gives chunks as they are, as a pipe does.</summary>
    private sealed class ScriptedStream : MemoryStream
    {
        private readonly Queue<byte[]> _chunks;

        public ScriptedStream(params byte[][] chunks) => _chunks = new(chunks.Where(chunk => chunk.Length > 0));

        public ScriptedStream(params string[] chunks)
            : this([.. chunks.Select(Encoding.UTF8.GetBytes)])
        {
        }

        public override int Read(Span<byte> buffer)
        {
            if (!_chunks.TryDequeue(out byte[]? chunk))
            {
                return 0;
            }

            chunk.CopyTo(buffer);
            return chunk.Length;
        }
    }
}
