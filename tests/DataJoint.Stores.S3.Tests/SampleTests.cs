using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Amazon.S3.Model;
using DataJoint.Configuration;
using DataJoint.Servers;
using DataJoint.Stores.Tests;

namespace DataJoint.Stores.S3.Tests;

/// <summary>samples/stores as people would run it.</summary>
public sealed class SampleTests
{
    [Fact]
    public async Task The_sample_copies_a_folder_of_recordings_and_then_has_nothing_left_to_do()
    {
        using var project = new TemporaryFolder();
        await using TestBucket bucket = await TestBucket.MakeAsync(await MotoServer.SharedAsync());
        Directory.CreateDirectory(project["data/recordings/2026"]);
        Directory.CreateDirectory(project["data/other"]);
        byte[] large = RandomNumberGenerator.GetBytes(12 << 20);
        File.WriteAllBytes(project["data/recordings/2026/session-1.bin"], large);
        File.WriteAllText(project["data/recordings/notes.txt"], "hello");
        File.WriteAllText(project["data/other/x"], "not this");
        File.WriteAllText(project["datajoint.json"], Settings(bucket));

        (await RunAsync(project, "recordings")).ShouldStartWith("2 recordings, 12582917 bytes copied in ");
        (await RunAsync(project, "recordings")).ShouldStartWith("0 recordings, 0 bytes copied in ");

        (await bucket.KeysAsync()).ShouldBe(["lab/recordings/2026/session-1.bin", "lab/recordings/notes.txt"]);
        using GetObjectResponse stored = await bucket.Client.GetObjectAsync(bucket.Name, "lab/recordings/2026/session-1.bin", TestContext.Current.CancellationToken);
        stored.ContentLength.ShouldBe(large.Length);
    }

    private static string Settings(TestBucket bucket)
    {
        StoreSpec spec = bucket.Settings().Spec();
        return $$"""
            {
              "stores": {
                "acquisition": { "protocol": "file", "location": "data" },
                "archive": {
                  "protocol": "s3", "endpoint": "{{spec.GetText("endpoint")}}", "bucket": "{{bucket.Name}}", "location": "lab",
                  "access_key": "AKIDFAKE", "secret_key": "fake-secret-key"
                }
              }
            }
            """;
    }

    private static async Task<string> RunAsync(TemporaryFolder project, string folder, [CallerFilePath] string here = "")
    {
        string configuration = AppContext.BaseDirectory.Contains("debug", StringComparison.Ordinal) ? "debug" : "release";
        string program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "StoresSample", configuration, "StoresSample.dll"));
        File.Exists(program).ShouldBeTrue($"{program} ({here})");
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [program, folder])
        {
            WorkingDirectory = project.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, output + await errors);
        return output;
    }
}
