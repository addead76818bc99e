using System.Globalization;
using System.Security.Cryptography;

namespace DataJoint.StoreBenchmarks;

/// <summary>The files that are transferred, and a project for djc with a store on the stand-in server (<c>bench</c>) and one in a folder (<c>target</c>).</summary>
internal sealed class BenchmarkFolder(string root) : IDisposable
{
    private const long Large = 1L << 30;
    private const int Small = 4096;

    public string Root => root;

    public string LargeFile => Path.Combine(root, "large.bin");

    public void Dispose() => Directory.Delete(root, recursive: true);

    public void Prepare(Uri server)
    {
        Directory.CreateDirectory(root);
        (string endpoint, string location) = (server.ToString(), Path.Combine(root, "target").Replace('\\', '/'));
        File.WriteAllText(Path.Combine(root, "datajoint.json"), $$"""
            { "stores": {
                "bench": { "protocol": "s3", "endpoint": "{{endpoint}}", "bucket": "{{Scenarios.Bucket}}", "location": "bench", "secure": false },
                "target": { "protocol": "file", "location": "{{location}}" } } }
            """);
        using (FileStream large = File.Create(LargeFile))
        {
            byte[] block = RandomNumberGenerator.GetBytes(1 << 20);
            for (long written = 0L; written < Large; written += block.Length)
            {
                large.Write(block);
            }
        }

        MakeMany("1000", 1000);
        MakeMany("10000", StandInServer.Many);
        Clear();
    }

    /// <summary>A file of zeros, which takes no room on the disk.</summary>
    public string MakeSparse(string name, long length)
    {
        string path = Path.Combine(root, name);
        using FileStream file = File.Create(path);
        file.SetLength(length);
        return path;
    }

    /// <summary>Nothing that was transferred before: to free what a file held takes its own time.</summary>
    public void Clear()
    {
        foreach (string name in (ReadOnlySpan<string>)["got", "target"])
        {
            string folder = Path.Combine(root, name);
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            Directory.CreateDirectory(folder);
        }
    }

    private void MakeMany(string name, int count)
    {
        string folder = Directory.CreateDirectory(Path.Combine(root, name)).FullName;
        for (int i = 0; i < count; i++)
        {
            File.WriteAllBytes(Path.Combine(folder, i.ToString("00000000", CultureInfo.InvariantCulture)), RandomNumberGenerator.GetBytes(Small));
        }
    }
}
