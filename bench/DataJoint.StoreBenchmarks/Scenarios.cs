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

    private const string Key = "AKIDFAKE";
    private const string SecretKey = "fake-secret-key";

    public static async Task<int> RunAsync(string name, string folder, Uri endpoint)
    {
        await using var store = OpenStore(endpoint);
        using var client = new AmazonS3Client(
            new BasicAWSCredentials(Key, SecretKey),
            new AmazonS3Config { ServiceURL = endpoint.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
        using var utility = new TransferUtility(client);
        await using var local = new FileObjectStore("local", Path.Combine(folder, "many"));
        await using var target = new FileObjectStore("target", Path.Combine(folder, "target"));

        var found = TimeSpan.Zero;
        var first = Stopwatch.StartNew();
        Func<Task> work = name switch
        {
            "store put" => async () => await store.UploadFileAsync(Path.Combine(folder, "large.bin"), "large.bin"),
            "sdk put" => async () => await utility.UploadAsync(Path.Combine(folder, "large.bin"), Bucket, "bench/large.bin"),
            "store get" => async () => await store.DownloadFileAsync("large.bin", Path.Combine(folder, "got.bin")),
            "sdk get" => async () => await utility.DownloadAsync(Path.Combine(folder, "got.bin"), Bucket, "bench/large.bin"),
            "store put many" => async () => await new StoreCopy(local, store).CopyAllAsync(local.ListAsync(), info => "many/" + info.Name),
            "sdk put many" => async () => await utility.UploadDirectoryAsync(
                new TransferUtilityUploadDirectoryRequest { Directory = Path.Combine(folder, "many"), BucketName = Bucket, KeyPrefix = "bench/many" }),
            "store get many" => async () => await new StoreCopy(store, target).CopyAllAsync(store.ListAsync("many/"), info => info.Name),
            "sdk get many" => async () => await utility.DownloadDirectoryAsync(
                new TransferUtilityDownloadDirectoryRequest { BucketName = Bucket, S3Directory = "bench/many", LocalDirectory = Path.Combine(folder, "got") }),
            "store list" => async () => found = await ListAsync(store, first),
            "store put little" => async () => await store.WriteAllBytesAsync("little", new byte[100]),
            "file store" => async () => await target.UploadFileAsync(Path.Combine(folder, "large.bin"), "large.bin"),
            _ => throw new ArgumentException($"There is no scenario '{name}'."),
        };
        await work();

        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{first.Elapsed.TotalSeconds:0.000} {self.TotalProcessorTime.TotalSeconds:0.000} {PeakMebibytes():0.0} {found.TotalSeconds:0.000}"));
        return 0;
    }

    // When the first key was there.
    private static async Task<TimeSpan> ListAsync(S3ObjectStore store, Stopwatch clock)
    {
        var (count, first) = (0, TimeSpan.Zero);
        await foreach (var _ in store.ListAsync())
        {
            first = count++ == 0 ? clock.Elapsed : first;
        }

        return count == StandInServer.Keys ? first : throw new InvalidOperationException($"{count} keys were listed.");
    }

    private static S3ObjectStore OpenStore(Uri endpoint)
    {
        var config = DataJointConfig.Load(new ConfigurationOptions { StartDirectory = "/", Surroundings = new Surroundings(new Dictionary<string, string>()) });
        foreach (var (attribute, value) in (ReadOnlySpan<(string, string)>)
            [("protocol", "s3"), ("location", "bench"), ("bucket", Bucket), ("endpoint", endpoint.ToString()), ("access_key", Key), ("secret_key", SecretKey)])
        {
            config["stores.bench." + attribute] = value;
        }

        return new S3ObjectStore(new StoreSource(config.Stores["bench"]));
    }

    // The most that was ever resident, as Linux counts it.
    private static double PeakMebibytes()
    {
        var line = File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").FirstOrDefault(text => text.StartsWith("VmHWM", StringComparison.Ordinal)) : null;
        return line is null ? double.NaN : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
