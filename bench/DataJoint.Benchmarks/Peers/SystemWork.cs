using System.Text.Json;

namespace DataJoint.Benchmarks;

/// <summary>
/// The floor: the system work that no reader of these files can do without, and nothing else. The directory is listed,
/// modes are read, files are read, the environment is enumerated, and both JSON files are tokenised.
/// </summary>
internal static class SystemWork
{
    private static readonly JsonReaderOptions Tolerant = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public static long Do(ProjectFolder project)
    {
        long seen = Tokens(File.ReadAllBytes(project.ConfigurationFile)) + Mode(project.Secrets);
        foreach (string file in Directory.GetFiles(project.Secrets))
        {
            seen += Mode(file);
            byte[] content = File.ReadAllBytes(file);
            seen += file.EndsWith(".json", StringComparison.Ordinal) ? Tokens(content) : content.Length;
        }

        return seen + Environment.GetEnvironmentVariables().Count;
    }

    private static int Mode(string path) => OperatingSystem.IsWindows() ? 0 : (int)File.GetUnixFileMode(path);

    private static int Tokens(byte[] json)
    {
        var reader = new Utf8JsonReader(json, Tolerant);
        int count = 0;
        while (reader.Read())
        {
            count++;
        }

        return count;
    }
}
