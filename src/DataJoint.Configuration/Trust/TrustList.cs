using System.Runtime.InteropServices;
using System.Text;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Json;
using DataJoint.Configuration.Permissions;

namespace DataJoint.Configuration.Trust;

/// <summary>The destinations that the user trusts, by the project's root: <c>trusted.json</c> in the user's configuration directory.</summary>
internal sealed class TrustList
{
    private const int MaxBytes = 1024 * 1024;
    private const string FileName = "trusted.json";

    private TrustList(SortedDictionary<string, List<string>> projects, string? problem)
    {
        Projects = projects;
        Problem = problem;
    }

    /// <summary>The trusted destinations of each project.</summary>
    public SortedDictionary<string, List<string>> Projects { get; }

    /// <summary>Why the list is not used, or null.</summary>
    public string? Problem { get; }

    /// <summary>Where the list is kept, or null when the user has no directory for it.</summary>
    /// <remarks>See https://specifications.freedesktop.org/basedir/latest/.</remarks>
    public static string? PathIn(HostEnvironment hostEnvironment)
    {
        bool isWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
        string? root = isWindows ? hostEnvironment.FindVariable("LOCALAPPDATA") : hostEnvironment.FindVariable("XDG_CONFIG_HOME");
        if (root is null || !FileReading.CanExist(root) || !Path.IsPathRooted(root))
        {
            root = !isWindows && hostEnvironment.FindHomeDirectory() is string home && Path.IsPathRooted(home) ? Path.Combine(home, ".config") : null;
        }

        return root is null ? null : Path.Combine(root, "datajoint", FileName);
    }

    /// <summary>Reads the list. One that somebody else could have written counts for nothing.</summary>
    public static TrustList Read(string? path)
    {
        SortedDictionary<string, List<string>> projects = new(StringComparer.Ordinal);
        FileContent content = path is null ? new FileContent(EntryFacts.Missing, null) : FileReading.Read(path, MaxBytes);
        if (content.IsMissing)
        {
            return new TrustList(projects, null);
        }

        string? problem = WhyUnsafe(path!, content.Facts, "it")
            ?? WhyUnsafe(Path.GetDirectoryName(path)!, FileReading.Stat(Path.GetDirectoryName(path)!), "its directory")
            ?? (content.Bytes is null ? $"it cannot be read: {content.Failure ?? "it is not a file"}"
                : TryParse(content.Bytes, projects) ? null : "it is not the JSON that djc trust writes");
        return problem is null ? new TrustList(projects, null) : new TrustList(new(StringComparer.Ordinal), $"{Display.Sanitize(path!)}: {problem}");
    }

    /// <summary>The JSON text of the list.</summary>
    public byte[] ToBytes()
    {
        StringBuilder text = new("{");
        foreach (KeyValuePair<string, List<string>> project in Projects.Where(p => p.Value.Count > 0))
        {
            text.Append(text.Length > 1 ? ",\n  " : "\n  ").Append(JsonStrings.Encode(project.Key)).Append(": [");
            text.Append(string.Join(", ", project.Value.Select(JsonStrings.Encode))).Append(']');
        }

        return Utf8Text.Encode(text.Append("\n}\n").ToString());
    }

    private static string? WhyUnsafe(string path, EntryFacts facts, string what) =>
        facts.Owner > 0 && facts.Owner != PosixFile.CurrentUser ? $"{what} belongs to another user (id {facts.Owner})"
        : facts.IsWritableByOthers && MountTable.Find(path) is not { KeepsModes: false } ? $"{what} can be written by others"
        : null;

    private static bool TryParse(byte[] bytes, SortedDictionary<string, List<string>> projects)
    {
        JsonLexer lexer = new(bytes, Utf8Text.HasByteOrderMark(bytes) ? 3 : 0);
        if (lexer.Next().Kind != JsonTokenKind.ObjectStart)
        {
            return false;
        }

        JsonToken token = lexer.Next();
        while (token.Kind == JsonTokenKind.String)
        {
            if (!JsonStrings.TryDecode(bytes, token, out string root, out _)
                || lexer.Next().Kind != JsonTokenKind.Colon || lexer.Next().Kind != JsonTokenKind.ArrayStart
                || !TryHosts(bytes, ref lexer, projects[root] = []))
            {
                return false;
            }

            token = lexer.Next();
            token = token.Kind == JsonTokenKind.Comma ? lexer.Next() : token;
        }

        return token.Kind == JsonTokenKind.ObjectEnd && lexer.Next().Kind == JsonTokenKind.End;
    }

    private static bool TryHosts(byte[] bytes, ref JsonLexer lexer, List<string> hosts)
    {
        JsonToken token = lexer.Next();
        while (token.Kind == JsonTokenKind.String)
        {
            if (!JsonStrings.TryDecode(bytes, token, out string host, out _))
            {
                return false;
            }

            hosts.Add(host);
            token = lexer.Next();
            token = token.Kind == JsonTokenKind.Comma ? lexer.Next() : token;
        }

        return token.Kind == JsonTokenKind.ArrayEnd;
    }
}
