using System.Diagnostics;
using System.Globalization;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Transfer;
using DataJoint.Configuration;
using DataJoint.Stores;
using DataJoint.Stores.S3;

namespace DataJoint.StoreBenchmarks;

/// <summary>What is measured, each in a process of its own: by our store, and by the SDK's own transfer utility as it comes.</summary>
internal static class Scenarios
{
    public const string Bucket = "bench";

    public const string Key = "AKIDFAKE";
    public const string SecretKey = "fake-secret-key";

    public static async Task<int> RunAsync(string name, string folder, Uri endpoint)
    {
        await using S3ObjectStore store = OpenStore(endpoint);
        using var client = new AmazonS3Client(
            new BasicAWSCredentials(Key, SecretKey),
            new AmazonS3Config { ServiceURL = endpoint.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
        using var utility = new TransferUtility(client);
        await using var target = new FileObjectStore("target", Path.Combine(folder, "target"));

        TimeSpan found = TimeSpan.Zero;
        var first = Stopwatch.StartNew();
        Func<Task> work = name switch
        {
            "store put" => async () => await store.UploadFileAsync(Path.Combine(folder, "large.bin"), "large.bin"),
            "sdk put" => async () => await utility.UploadAsync(Path.Combine(folder, "large.bin"), Bucket, "bench/large.bin"),
            "store get" => async () => await store.DownloadFileAsync("large.bin", Path.Combine(folder, "got", "large.bin")),
            "sdk get" => async () => await utility.DownloadAsync(Path.Combine(folder, "got", "large.bin"), Bucket, "bench/large.bin"),
            "store put many" or "put many more" => () => PutManyAsync("10000"),
            "put many less" => () => PutManyAsync("1000"),
            "sdk put many" => async () => await utility.UploadDirectoryAsync(
                new TransferUtilityUploadDirectoryRequest { Directory = Path.Combine(folder, "10000"), BucketName = Bucket, KeyPrefix = "bench/new" }),
            "store get many" or "get many more" => () => GetManyAsync("10000"),
            "get many less" => () => GetManyAsync("1000"),
            "sdk get many" => async () => await utility.DownloadDirectoryAsync(
                new TransferUtilityDownloadDirectoryRequest { BucketName = Bucket, S3Directory = "bench/10000", LocalDirectory = Path.Combine(folder, "got") }),
            "store list" or "list more" => async () => found = await ListAsync(store, 1_000_000, first),
            "list less" => async () => await ListAsync(store, 100_000, first),
            "put file less" => async () => await store.UploadFileAsync(Path.Combine(folder, "less.bin"), "less"),
            "put file more" => async () => await store.UploadFileAsync(Path.Combine(folder, "more.bin"), "more"),
            "get file less" => async () => await store.DownloadFileAsync("less", Path.Combine(folder, "got", "less")),
            "get file more" => async () => await store.DownloadFileAsync("more", Path.Combine(folder, "got", "more")),
            _ => throw new ArgumentException($"There is no scenario '{name}'."),
        };
        await work();

        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{first.Elapsed.TotalSeconds:0.000} {self.TotalProcessorTime.TotalSeconds:0.000} {PeakMebibytes():0.0} {found.TotalSeconds:0.000}"));
        return 0;

        async Task PutManyAsync(string many)
        {
            await using var local = new FileObjectStore("local", Path.Combine(folder, many));
            await new StoreCopy(local, store).CopyAllAsync(local.ListAsync(), info => "new/" + info.Name);
        }

        Task GetManyAsync(string many) => new StoreCopy(store, target).CopyAllAsync(store.ListAsync(many + "/"), info => info.Name);
    }

    // When the first key was there.
    private static async Task<TimeSpan> ListAsync(S3ObjectStore store, int expected, Stopwatch clock)
    {
        (int count, TimeSpan first) = (0, TimeSpan.Zero);
        await foreach (ObjectInfo _ in store.ListAsync(expected.ToString(CultureInfo.InvariantCulture) + "/"))
        {
            first = count++ == 0 ? clock.Elapsed : first;
        }

        return count == expected ? first : throw new InvalidOperationException($"{count} keys were listed.");
    }

    private static S3ObjectStore OpenStore(Uri endpoint)
    {
        var config = DataJointConfig.Load(new ConfigurationOptions { StartDirectory = "/", HostEnvironment = new HostEnvironment(new Dictionary<string, string>()) });
        foreach ((string attribute, string value) in (ReadOnlySpan<(string, string)>)
            [("protocol", "s3"), ("location", "bench"), ("bucket", Bucket), ("endpoint", endpoint.ToString()), ("access_key", Key), ("secret_key", SecretKey)])
        {
            config["stores.bench." + attribute] = value;
        }

        return new S3ObjectStore(new StoreSource(config.Stores["bench"]));
    }

    // The most that was ever resident, as Linux counts it.
    private static double PeakMebibytes()
    {
        string? line = File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").FirstOrDefault(text => text.StartsWith("VmHWM", StringComparison.Ordinal)) : null;
        return line is null ? double.NaN : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
