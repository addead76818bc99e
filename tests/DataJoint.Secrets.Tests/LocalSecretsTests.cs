using DataJoint.Configuration;

namespace DataJoint.Secrets.Tests;

/// <summary><c>ref+file://</c> and <c>ref+env://</c>.</summary>
public sealed class LocalSecretsTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("dj-secrets-").FullName;
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    public LocalSecretsTests()
    {
        LocalSecrets.Register();
        Directory.CreateDirectory(Path.Combine(_root, ".git"));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("ref+file://keys/pw.txt", "fake-pw")]
    [InlineData("ref+file://keys/lab.json#/db/password", "fake-json")]
    [InlineData("ref+file://~/pw", "fake-home")]
    [InlineData("ref+env://LAB_PASSWORD", "fake-env")]
    [InlineData("ref+env://LAB_JSON#/password", "fake-field")]
    public async Task A_text_is_read(string reference, string expected)
    {
        Write("keys/pw.txt", "\uFEFF fake-pw\r\n");
        Write("keys/lab.json", """{ "db": { "password": "fake-json" } }""");
        Write("home/pw", "fake-home\n");
        _variables["LAB_PASSWORD"] = "fake-env";
        _variables["LAB_JSON"] = """{ "password": "fake-field" }""";
        (await Load(reference).Database.Password!.ResolveAsync(Cancellation)).Reveal().ShouldBe(expected);
    }

    [Fact]
    public async Task A_path_may_be_absolute_and_have_encoded_characters()
    {
        Write("a b#c", "fake-pw");
        (await Load($"ref+file://{_root}/a%20b%23c").Database.Password!.ResolveAsync(Cancellation)).Reveal().ShouldBe("fake-pw");
    }

    [Theory]
    [InlineData("ref+file://missing", DiagnosticIds.SecretNotFound, "does not exist")]
    [InlineData("ref+file://.git", DiagnosticIds.SecretNotFound, "a directory")]
    [InlineData("ref+file:///dev/zero", DiagnosticIds.SecretNotFound, "a character device")]
    [InlineData("ref+env://MISSING", DiagnosticIds.SecretNotFound, "is not set")]
    [InlineData("ref+env://A/B", DiagnosticIds.MalformedReference, "does not name a variable")]
    [InlineData("ref+file://x?y=z", DiagnosticIds.MalformedReference, "has a query")]
    [InlineData("ref+file://x%00y", DiagnosticIds.MalformedReference, "holds a NUL character")]
    public async Task What_cannot_be_read_is_told(string reference, string id, string expected)
    {
        SecretException failed = await Should.ThrowAsync<SecretException>(async () => await Load(reference).Snapshot.Find("database.password").ResolveAsync(Cancellation));
        failed.Diagnostic.Id.ShouldBe(id);
        failed.Diagnostic.Message.ShouldContain(expected);
        failed.Diagnostic.Origin!.ToString().ShouldBe("DJ_PASS");
    }

    [Theory]
    [InlineData("""{ "user": "a", "db.pass_word-1": "b" }""", "found user, db.pass_word-1")]
    [InlineData("""{ "user": "a", "hunter2 CANARY": "b" }""", "found user and 1 more")]
    [InlineData("""{ "CANARY+CANARY/": "a", "": "b" }""", "found fields whose names are not shown (2)")]
    [InlineData("""{ "CANARY-CANARY-CANARY-CANARY-CANARY-CANARY": "a" }""", "found fields whose names are not shown (1)")]
    [InlineData("{}", "found no fields")]
    [InlineData("""{ "a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 1, "g": 1, "h": 1, "i": 1, "j": 1, "k": 1 }""", "found a, b, c, d, e, f, g, h, i, j and 1 more")]
    public async Task A_field_that_cannot_be_taken_shows_only_names_that_look_like_names(string json, string expected)
    {
        Write("lab.json", json);

        ResolvedSetting password = Load("ref+file://lab.json#/missing").Snapshot.Find("database.password");
        SecretException failed = await Should.ThrowAsync<SecretException>(async () => await password.ResolveAsync(Cancellation));

        failed.Diagnostic.Message.ShouldEndWith(expected);
        failed.ToString().ShouldNotContain("CANARY");
    }

    [Theory]
    [InlineData("/list/-", "no field \"-\": found an array of 2 items, whose indexes are 0 to 1")]
    [InlineData("/list/2", "no field \"2\": found an array of 2 items, whose indexes are 0 to 1")]
    [InlineData("/list/01", "no field \"01\": found an array of 2 items, whose indexes are 0 to 1")]
    [InlineData("/list/+1", "no field \"+1\": found an array of 2 items, whose indexes are 0 to 1")]
    [InlineData("/one/password", "no field \"password\": found an array of one item, whose index is 0")]
    [InlineData("/none/0", "no field \"0\": found an array without items")]
    [InlineData("/text/0", "no field \"0\": found a text, which has no fields")]
    [InlineData("/number/x", "no field \"x\": found a number, which has no fields")]
    [InlineData("/null/x", "no field \"x\": found null, which has no fields")]
    public async Task A_field_that_an_array_or_a_text_does_not_have_says_what_is_there(string pointer, string expected)
    {
        Write("lab.json", """{ "list": ["CANARY-0", "CANARY-1"], "one": ["CANARY"], "none": [], "text": "CANARY", "number": 47, "null": null }""");
        (await Load("ref+file://lab.json#/list/1").Database.Password!.ResolveAsync(Cancellation)).Reveal().ShouldBe("CANARY-1");

        ResolvedSetting password = Load("ref+file://lab.json#" + pointer).Snapshot.Find("database.password");
        SecretException failed = await Should.ThrowAsync<SecretException>(async () => await password.ResolveAsync(Cancellation));

        failed.Diagnostic.Message.ShouldEndWith(expected);
        failed.ToString().ShouldNotContain("CANARY");
    }

    [Fact]
    public async Task A_file_that_is_no_text_is_not_taken_for_one()
    {
        File.WriteAllBytes(Path.Combine(_root, "key.bin"), [.. "CANARY"u8, 0xFF, 0xFE]);
        SecretException failed = await Should.ThrowAsync<SecretException>(async () => await Load("ref+file://key.bin").Snapshot.Find("database.password").ResolveAsync(Cancellation));
        failed.Message.ShouldBe("database.password: the file key.bin is not UTF-8 text");
        failed.ToString().ShouldNotContain("CANARY");

        File.WriteAllText(Path.Combine(_root, "utf16.txt"), "pw", System.Text.Encoding.Unicode);
        (await Load("ref+file://utf16.txt").Database.Password!.ResolveAsync(Cancellation)).Reveal().ShouldBe("pw");
    }

    [Fact]
    public async Task A_file_that_is_too_large_says_so_with_the_limit()
    {
        Write("large.txt", new string('x', (1 << 20) + 1));
        SecretException failed = await Should.ThrowAsync<SecretException>(async () => await Load("ref+file://large.txt").Snapshot.Find("database.password").ResolveAsync(Cancellation));
        failed.Diagnostic.Id.ShouldBe(DiagnosticIds.SecretTooLarge);
        failed.Message.ShouldEndWith("the file large.txt is larger than the limit of 1 MiB");
    }

    private DataJointConfig Load(string reference)
    {
        _variables["DJ_PASS"] = reference;
        Write("datajoint.json", "{}");
        return DataJointConfig.Load(new ConfigurationOptions
        {
            StartDirectory = _root,
            HostEnvironment = new HostEnvironment(_variables, _root, homeDirectory: Path.Combine(_root, "home")),
        });
    }

    private void Write(string name, string text)
    {
        string path = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
