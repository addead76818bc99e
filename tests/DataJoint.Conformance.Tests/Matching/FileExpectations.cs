using System.Text;
using System.Text.Json;

namespace DataJoint.Conformance.Tests;

/// <summary>Compares the case's directory as it is after a run.</summary>
internal static class FileExpectations
{
    public static IEnumerable<string> Differences(JsonElement expect, string directory, RootPlaceholder root) =>
        expect.Members("filesAfter").SelectMany(member => FileDifferences(directory, member.Name, member.Value, root))
            .Concat(expect.Members("modesAfter").SelectMany(member => ModeDifferences(directory, member.Name, member.Value.GetString()!)))
            .Concat(expect.Members("listAfter").SelectMany(member => ListDifferences(directory, member.Name, member.Value)));

    private static IEnumerable<string> FileDifferences(string directory, string path, JsonElement wanted, RootPlaceholder root)
    {
        string target = Path.Combine(directory, path);
        if (wanted.ValueKind == JsonValueKind.Null)
        {
            return Exists(target) ? [$"filesAfter[{path}]: expected to be absent"] : [];
        }

        byte[] content;
        try
        {
            content = File.ReadAllBytes(target);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [$"filesAfter[{path}]: {exception.Message}"];
        }

        string text = Encoding.UTF8.GetString(content);
        if (wanted.ValueKind == JsonValueKind.Object && wanted.TryGetProperty("match", out JsonElement patterns))
        {
            return patterns.OneOrMany().Where(pattern => !PythonRegex.IsFound(root.FillPattern(pattern), text))
                .Select(pattern => $"filesAfter[{path}]: no match for {Abbreviation.Of(pattern)} in {Abbreviation.Of(text)}");
        }

        byte[] bytes = CaseContent.Bytes(wanted);
        return bytes.AsSpan().SequenceEqual(content)
            ? []
            : [$"filesAfter[{path}]: expected {Abbreviation.Of(Encoding.UTF8.GetString(bytes))}, got {Abbreviation.Of(text)}"];
    }

    // A link counts, also one that leads nowhere.
    private static bool Exists(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;

    private static IEnumerable<string> ModeDifferences(string directory, string path, string wanted)
    {
        IReadOnlyList<string> found = WildcardPath.Find(directory, path);
        if (found.Count == 0)
        {
            yield return $"modesAfter[{path}]: nothing there";
        }

        foreach (string target in found)
        {
            UnixFileMode? mode = PosixMode.Of(target);
            if (mode != PosixMode.Parse(wanted))
            {
                string shown = mode is null ? "nothing there" : PosixMode.Format(mode.Value);
                string place = Path.GetRelativePath(directory, target);
                yield return $"modesAfter[{place}]: expected {PosixMode.Format(PosixMode.Parse(wanted))}, got {shown}";
            }
        }
    }

    private static IEnumerable<string> ListDifferences(string directory, string path, JsonElement wanted)
    {
        string target = Path.Combine(directory, path);
        if (!Directory.Exists(target))
        {
            yield return $"listAfter[{path}]: no such directory";
            yield break;
        }

        var names = Directory.EnumerateFileSystemEntries(target).Select(entry => Path.GetFileName(entry)!)
            .Order(StringComparer.Ordinal).ToList();
        var expected = wanted.EnumerateArray().Select(name => name.GetString()!).Order(StringComparer.Ordinal).ToList();
        if (!names.SequenceEqual(expected))
        {
            yield return $"listAfter[{path}]: expected {string.Join(", ", expected)}; got {string.Join(", ", names)}";
        }
    }
}
