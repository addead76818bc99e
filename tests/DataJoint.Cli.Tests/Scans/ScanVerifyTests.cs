using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using DataJoint.Servers;

namespace DataJoint.Cli.Tests;

/// <summary><c>djc scan --verify</c>, on real servers.</summary>
public sealed class ScanVerifyTests
{
    public static TheoryData<string> Formats { get; } = ["text", "json", "github", "sarif", "junit", "html"];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Every_format_tells_what_still_works_and_none_shows_the_secret(string format)
    {
        await using ServerProject project = await ServerProject.AtAsync(TestServer.MySql);
        string known = "fake-known-" + project.Name;
        await TestServer.AdministerAsync(project.Server, $"ALTER USER {project.Name} IDENTIFIED BY '{known}'");
        project.LogIn(project.Name, known);
        string text = $"p = '{known}'\ndj.config['database.password'] = 'otter-Lamp-47'\n";
        await File.WriteAllTextAsync(Path.Combine(project.Root, "a.py"), text, TestContext.Current.CancellationToken);

        DjcResult result = project.Run("scan", "a.py", "--verify", "--format", format);

        result.ExitCode.ShouldBe(1, result.All);
        result.All.ShouldNotContain(known);
        result.All.ShouldNotContain("otter-Lamp-47");
        if (format is "json" or "sarif")
        {
            JsonElement document = JsonDocument.Parse(result.Output).RootElement;
            JsonElement[] tried = format == "json"
                ? [.. document.GetProperty("leaks").EnumerateArray().Select(leak => leak.GetProperty("verification"))]
                : [.. document.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(leak => leak.GetProperty("properties").GetProperty("verification"))];
            tried.Select(each => each.GetProperty("status").GetString()).ShouldBe(["valid", "refused"]);
            tried[0].GetProperty("rights").EnumerateArray().Select(right => right.GetString()).ShouldBe(["read", "write"]);
        }
        else
        {
            result.Output.ShouldContain("still valid: " + project.Name);
            result.Output.ShouldContain("may read, write");
            result.Output.ShouldContain($"refused: {project.Name} at localhost:{project.Server.Port}");
        }
    }

    [Fact]
    public async Task Without_it_nothing_is_tried()
    {
        await using ServerProject project = await ServerProject.AtAsync(TestServer.MySql);
        await File.WriteAllTextAsync(Path.Combine(project.Root, "a.py"), "password = 'otter-Lamp-47'\n", TestContext.Current.CancellationToken);
        project.Run("scan", "a.py").Output.ShouldNotContain("refused");
        project.Run("scan", "a.py", "--format", "json").Output.ShouldNotContain("verification");
    }

    [Fact]
    public async Task A_key_of_a_store_is_tried_without_leaving_anything_there()
    {
        CephGateway gateway = await CephGateway.SharedAsync();
        using TemporaryProject project = new();
        string bucket = await MakeBucketAsync(project, gateway.Endpoint, gateway.AccessKey, gateway.SecretKey);
        project.Write("a.env", $"AWS_ACCESS_KEY_ID={gateway.AccessKey}\nAWS_SECRET_ACCESS_KEY=otter/Lamp47+otter/Lamp47+otter/Lamp47+otte\n")
            .Write("b.txt", gateway.StrangerSecretKey + "\n").Write("c.txt", gateway.SecretKey + "\n")
            .Write(".secrets/stores.strange.access_key", gateway.StrangerAccessKey).Write(".secrets/stores.strange.secret_key", gateway.StrangerSecretKey);
        string settings = await File.ReadAllTextAsync(Path.Combine(project.Root, "datajoint.json"), TestContext.Current.CancellationToken);
        string far = settings[settings.IndexOf("{ \"protocol\"", StringComparison.Ordinal)..^" } }".Length];
        project.Write("datajoint.json", settings.Replace("\"far\":", $"\"strange\": {far}, \"far\":", StringComparison.Ordinal));

        DjcResult result = new Djc(project).Run("scan", "a.env", "b.txt", "c.txt", "--verify", "--format", "json");

        var tried = JsonDocument.Parse(result.Output).RootElement.GetProperty("leaks").EnumerateArray()
            .Where(leak => leak.GetProperty("verification").GetProperty("status").GetString() != "notTried")
            .GroupBy(leak => leak.GetProperty("path").GetString()!).ToDictionary(leaks => leaks.Key, leaks => leaks.Last().GetProperty("verification"));
        tried["a.env"].GetProperty("status").GetString().ShouldBe("refused", result.All);
        (Status(tried["b.txt"]), Rights(tried["b.txt"])).ShouldBe(("valid", ""), result.All);
        (Status(tried["c.txt"]), Rights(tried["c.txt"])).ShouldBe(("valid", "list read write"), result.All);
        result.All.ShouldNotContain(gateway.SecretKey);
        result.All.ShouldNotContain(gateway.StrangerAccessKey);
        using AmazonS3Client client = Client(gateway.Endpoint, gateway.AccessKey, gateway.SecretKey);
        (await client.ListObjectsV2Async(new() { BucketName = bucket }, TestContext.Current.CancellationToken)).S3Objects.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_server_that_cannot_say_whether_a_key_writes_still_tells_the_rest()
    {
        Uri endpoint = (await MotoServer.SharedAsync()).Endpoint;
        using TemporaryProject project = new();
        string bucket = await MakeBucketAsync(project, endpoint, "AKIDFAKE", "fake-secret-key");
        project.Write("c.txt", "fake-secret-key\n");

        DjcResult result = new Djc(project).Run("scan", "c.txt", "--verify");

        result.Output.Contains("still valid: the key of stores.far may list, read (whether it writes is not known: the server does not say)\n", StringComparison.Ordinal).ShouldBeTrue(result.All);

        using AmazonS3Client client = Client(endpoint, "AKIDFAKE", "fake-secret-key");
        (await client.ListObjectsV2Async(new() { BucketName = bucket }, TestContext.Current.CancellationToken)).S3Objects.ShouldHaveSingleItem();
        ListMultipartUploadsRequest uploads = new() { BucketName = bucket };
        (await client.ListMultipartUploadsAsync(uploads, TestContext.Current.CancellationToken)).MultipartUploads.ShouldBeNull();
    }

    [Fact]
    public void A_host_is_confirmed_on_the_terminal()
    {
        using TemporaryProject project = new();
        project.Write("datajoint.json", """{ "database": { "host": "127.0.0.1:1", "user": "ana" } }""").Write("a.py", "x = 'mysql://ana:otter-Lamp-47@127.0.0.1:2/'\n");

        DjcResult declined = new Djc(project) { Answer = "n" }.Run("scan", "--verify");
        declined.Error.ShouldContain("Try what stands beside 127.0.0.1:2 there, too? [y/N]");
        declined.Output.ShouldContain("not tried: the configuration does not name 127.0.0.1:2");
        new Djc(project) { Answer = "y" }.Run("scan", "--verify").Output.ShouldContain("unknown whether it is valid: ");
        new Djc(project).Run("scan", "--verify", "--verify-host", "127.0.0.1:2").Output.ShouldContain("unknown whether it is valid: ");
    }

    [Theory]
    [InlineData("--verify-host needs --verify", "--verify-host", "db")]
    [InlineData("are two things to do", "--verify", "--update-baseline")]
    [InlineData("--verify-host: \"a b\"", "--verify", "--verify-host", "a b")]
    public void Options_that_do_not_fit_are_told(string message, params string[] words)
    {
        using TemporaryProject project = new();
        DjcResult result = new Djc(project).Run(["scan", .. words]);
        (result.ExitCode, result.Output).ShouldBe((2, ""));
        result.Error.ShouldContain(message);
    }

    private static string? Status(JsonElement tried) => tried.GetProperty("status").GetString();

    private static string Rights(JsonElement tried) => string.Join(' ', tried.GetProperty("rights").EnumerateArray().Select(right => right.GetString()));

    private static AmazonS3Client Client(Uri endpoint, string accessKey, string secretKey) => new(
        new BasicAWSCredentials(accessKey, secretKey), new AmazonS3Config { ServiceURL = endpoint.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1" });

    private static async Task<string> MakeBucketAsync(TemporaryProject project, Uri endpoint, string accessKey, string secretKey)
    {
        string bucket = "verify-" + Guid.NewGuid().ToString("n")[..16];
        using AmazonS3Client client = Client(endpoint, accessKey, secretKey);
        await client.PutBucketAsync(bucket, TestContext.Current.CancellationToken);
        await client.PutObjectAsync(new() { BucketName = bucket, Key = "lab/a", ContentBody = "x" }, TestContext.Current.CancellationToken);
        string store = $$"""{ "protocol": "s3", "location": "lab", "bucket": "{{bucket}}", "endpoint": "{{endpoint.Authority}}", "secure": false }""";
        project.Write("datajoint.json", $$"""{ "stores": { "far": {{store}} } }""")
            .Write(".secrets/stores.far.access_key", accessKey).Write(".secrets/stores.far.secret_key", secretKey);
        return bucket;
    }
}
