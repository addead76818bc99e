using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Azure.Storage.Blobs;
using DataJoint.Servers;

namespace DataJoint.Cli.Tests;

/// <summary>
/// The store commands and the check on real servers: Azure Blob on Azurite, S3 on the Ceph gateway, which checks signatures, and on moto where
/// the gateway with SQLite lacks something (parts, copies).
/// </summary>
public sealed class RemoteStoreTests : IDisposable
{
    private readonly TemporaryProject _project = new();
    private readonly string _bucket = "cli-" + Guid.NewGuid().ToString("n")[..16];
    private Func<string, Task> _mark = _ => Task.CompletedTask;

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("moto")]
    [InlineData("azure")]
    public async Task A_folder_goes_to_the_store_and_back(string protocol)
    {
        await UseAsync(protocol);
        byte[] large = RandomNumberGenerator.GetBytes(20_000_000);
        _project.Write("rec/large.bin", large).Write("rec/2024/small.txt", "hello");

        Run(0, "sync", "rec", "far:raw").Output.ShouldContain("copied: 2 objects (20 MB)");
        Run(0, "sync", "rec", "far:raw").Output.ShouldContain("copied: 0 objects (0 B), the same: 2 objects");
        Run(0, "ls", "far:raw").Output.ShouldContain("raw/2024/");
        Run(0, "get", "far:raw/large.bin", "back.bin").Output.ShouldContain("crc32c:");
        (await File.ReadAllBytesAsync(Path.Combine(_project.Root, "back.bin"), TestContext.Current.CancellationToken)).AsSpan().SequenceEqual(large).ShouldBeTrue();
        Run(0, "cp", "far:raw/large.bin", "near:copy.bin");
        Run(0, "cp", "near:copy.bin", "far:back/");
        Run(0, "cp", "far:raw/large.bin", "far:again.bin");
        Run(0, "stat", "far:again.bin", "--checksum").Output.ShouldContain("size      20000000 bytes (20 MB)");
        Run(2, "put", "back.bin", "far:again.bin").Error.ShouldContain("DJ4103");
        Run(0, "du", "far:").Output.ShouldContain("4 objects  in all");
        Run(0, "rm", "far:raw", "--recursive", "--yes").Output.ShouldContain("removed 2 objects (20 MB)");
        Run(1, "stat", "far:raw/large.bin").Error.ShouldContain("DJ4102");
    }

    [Theory]
    [InlineData("moto")]
    [InlineData("azure")]
    public async Task A_folder_goes_with_what_marks_it_as_one(string protocol)
    {
        await UseAsync(protocol);
        _project.Write("rec/a", "x");
        Run(0, "sync", "rec", "far:raw");
        await MarkAsync("lab/data/raw/", "lab/data/raw/2024/", "lab/data/other/");

        Run(0, "rm", "far:raw", "--recursive", "--yes").Output.ShouldBe("removed 1 object (1 B) and 2 folder markers below far:raw\n");
        Run(1, "rm", "far:raw", "--recursive", "--yes").Error.ShouldContain("there is no object below far:raw");
        Run(0, "rm", "far:other", "--recursive", "--yes").Output.ShouldBe("removed 0 objects (0 B) and 1 folder marker below far:other\n");
        Run(0, "ls", "far:").Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("s3")]
    [InlineData("azure")]
    public async Task The_check_tells_how_and_as_whom(string protocol)
    {
        await UseAsync(protocol);

        DjcResult result = new Djc(_project).Run("check");

        string line = result.Output.Split('\n').Single(l => l.Contains("store:far", StringComparison.Ordinal));
        line.ShouldContain("✓");
        line.ShouldContain("an object was written, read back, listed and deleted");
        line.ShouldContain("from the configuration");
        line.ShouldContain("not encrypted");
        Run(0, "ls", "far:", "--recursive").Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("s3", "bucket", "no-such-bucket", "DJ4116")]
    [InlineData("s3", "secret_key", "another-fake-key", "DJ4118")]
    [InlineData("s3", "access_key", "AKIDUNKNOWN", "DJ4117")]
    [InlineData("s3", "secure", "true", "DJ4120")]
    [InlineData("azure", "container", "no-such-container", "DJ4116")]
    [InlineData("azure", "account_key", "YW5vdGhlciBmYWtlIGtleQ==", "DJ4117")]
    [InlineData("azure", "account_key", "no base64!", "DJ4127")]
    public async Task Each_fault_has_its_own_diagnostic(string protocol, string attribute, string value, string id)
    {
        await UseAsync(protocol);
        string set = $"stores.far.{attribute}={value}";

        DjcResult check = new Djc(_project).Run("check", "--set", set, "--format", "json");
        check.ExitCode.ShouldBe(1);
        check.Output.ShouldContain($"\"id\": \"{id}\"", Case.Sensitive, check.Output);
        DjcResult list = new Djc(_project).Run("store", "ls", "far:", "--set", set);
        list.ExitCode.ShouldBe(id == "DJ4127" ? 3 : 4);
        list.Error.ShouldContain(id);
        list.Error.ShouldContain("help:");
    }

    private async Task UseAsync(string server)
    {
        string store = server switch
        {
            "azure" => await MakeContainerAsync(await AzuriteServer.SharedAsync()),
            "moto" => await MakeBucketAsync((await MotoServer.SharedAsync()).Endpoint, "AKIDFAKE", "fake-secret-key"),
            _ => await MakeBucketAsync(await CephGateway.SharedAsync()),
        };
        _project.Write("datajoint.json", $$"""{ "stores": { "near": { "protocol": "file", "location": "near" }, "far": { "location": "lab/data", {{store}} } } }""");
    }

    private Task<string> MakeBucketAsync(CephGateway gateway) => MakeBucketAsync(gateway.Endpoint, gateway.AccessKey, gateway.SecretKey);

    private async Task<string> MakeBucketAsync(Uri endpoint, string accessKey, string secretKey)
    {
        AmazonS3Config config = new() { ServiceURL = endpoint.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1" };
        using AmazonS3Client client = new(new BasicAWSCredentials(accessKey, secretKey), config);
        await client.PutBucketAsync(_bucket, TestContext.Current.CancellationToken);
        _mark = async key =>
        {
            using AmazonS3Client marking = new(new BasicAWSCredentials(accessKey, secretKey), config);
            await marking.PutObjectAsync(new Amazon.S3.Model.PutObjectRequest { BucketName = _bucket, Key = key, ContentBody = "" });
        };
        _project.Write(".secrets/stores.far.access_key", accessKey).Write(".secrets/stores.far.secret_key", secretKey);
        return $"\"protocol\": \"s3\", \"bucket\": \"{_bucket}\", \"endpoint\": \"{endpoint.Authority}\", \"secure\": false";
    }

    private async Task<string> MakeContainerAsync(AzuriteServer server)
    {
        await new BlobContainerClient(server.ConnectionString, _bucket).CreateAsync(cancellationToken: TestContext.Current.CancellationToken);
        _project.Write(".secrets/stores.far.account_key", server.AccountKey);
        _mark = async key => await new BlobContainerClient(server.ConnectionString, _bucket, new BlobClientOptions { TrimBlobNameSlashes = false })
            .GetBlobClient(key).UploadAsync(BinaryData.FromString(""));
        return $"\"protocol\": \"azure\", \"container\": \"{_bucket}\", \"account_name\": \"{server.Account}\", \"endpoint\": \"{server.Endpoint}\"";
    }

    /// <summary>Marks folders as the web pages of stores do.</summary>
    private async Task MarkAsync(params string[] keys)
    {
        foreach (string key in keys)
        {
            await _mark(key);
        }
    }

    private DjcResult Run(int exitCode, params string[] words)
    {
        DjcResult result = new Djc(_project).Run(["store", .. words]);
        result.ExitCode.ShouldBe(exitCode, string.Join(' ', words) + "\n" + result.All);
        return result;
    }
}
