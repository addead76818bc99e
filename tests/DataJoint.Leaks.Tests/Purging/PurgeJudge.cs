using System.IO.Compression;
using System.Text;

namespace DataJoint.Leaks.Tests;

/// <summary>What git says of a repository before and after a purge. It knows nothing of how a purge works.</summary>
internal sealed class PurgeJudge
{
    private readonly PurgeRepository _repository;
    private readonly Dictionary<string, (string Headers, string Message)> _commits;
    private readonly Dictionary<string, string[]> _trees;
    private readonly string[] _complaints;
    private readonly string _status;
    private readonly string[] _refs;

    /// <summary>Looks at it as it is.</summary>
    public PurgeJudge(PurgeRepository repository)
    {
        _repository = repository;
        _commits = ReadCommits();
        _trees = _commits.Keys.ToDictionary(id => id, ReadTree);
        _complaints = Complaints();
        _status = Status();
        _refs = Refs();
    }

    private string MapFile => Path.Combine(_repository.GitDirectory, "djc-purge", "commit-map");

    /// <summary>Nothing is left, and nothing else has changed.</summary>
    /// <param name="isGone">Whether a line of <c>git ls-tree</c> is one that goes or changes.</param>
    /// <param name="isRemoved">Whether it goes.</param>
    public void Judge(Func<string, bool> isGone, bool isRemoved)
    {
        var map = File.ReadAllLines(MapFile).Select(line => line.Split(' ')).ToDictionary(words => words[0], words => words[1]);
        Complaints().Except(_complaints).ShouldBeEmpty();
        Dictionary<string, (string Headers, string Message)> now = ReadCommits();
        now.Keys.Intersect(map.Keys).ShouldBeEmpty();
        foreach ((string old, (string headers, string message)) in _commits)
        {
            string id = map.GetValueOrDefault(old, old);
            now.ShouldContainKey(id);
            now[id].Headers.ShouldBe(headers);
            now[id].Message.ShouldBe(message);
            string[] tree = ReadTree(id);
            tree.Where(line => !isGone(line)).ShouldBe(_trees[old].Where(line => !isGone(line)).Select(line => MapNote(line, map)), ignoreOrder: true);
            tree.Count(isGone).ShouldBe(isRemoved ? 0 : _trees[old].Count(isGone));
        }

        Refs().ShouldBe(_refs);
        Status().Replace($"?? {PurgeKinds.Path}\n", "", StringComparison.Ordinal).ShouldBe(_status);
        Bytes(PurgeKinds.Value, map);
    }

    /// <summary>The same objects, refs and files as before.</summary>
    public void JudgeUnchanged()
    {
        ReadCommits().Keys.ShouldBe(_commits.Keys, ignoreOrder: true);
        Refs().ShouldBe(_refs);
        Status().ShouldBe(_status);
    }

    /// <summary>No object and no file below git's directory holds the value or an old id, as it is or unpacked.</summary>
    private void Bytes(string value, Dictionary<string, string> map)
    {
        _repository.SaysAbout("", "cat-file", "--batch-all-objects", "--batch").Contains(value, StringComparison.Ordinal).ShouldBeFalse("an object holds the value");
        string[] olds = [.. map.Keys, .. map.Keys.Select(id => Encoding.Latin1.GetString(Convert.FromHexString(id)))];
        foreach (string file in Directory.EnumerateFiles(_repository.GitDirectory, "*", SearchOption.AllDirectories).Where(file => file != MapFile && File.Exists(file)))
        {
            byte[] bytes = File.ReadAllBytes(file);
            foreach (string text in new[] { Encoding.Latin1.GetString(bytes), Inflate(bytes) })
            {
                text.Contains(value, StringComparison.Ordinal).ShouldBeFalse($"{file} holds the value");
                olds.FirstOrDefault(old => text.Contains(old, StringComparison.Ordinal)).ShouldBeNull($"{file} has an old id");
            }
        }
    }

    /// <summary>The name of a note is the id of its commit, perhaps in folders.</summary>
    private static string MapNote(string line, Dictionary<string, string> map)
    {
        string path = line[(line.IndexOf('\t', StringComparison.Ordinal) + 1)..];
        if (!map.TryGetValue(path.Replace("/", "", StringComparison.Ordinal), out string? id))
        {
            return line;
        }

        for (int slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            id = id.Insert(slash, "/");
        }

        return line[..^path.Length] + id;
    }

    private static string Inflate(byte[] bytes)
    {
        if (bytes.Length < 2 || bytes[0] != 0x78)
        {
            return "";
        }

        try
        {
            using ZLibStream unzipped = new(new MemoryStream(bytes), CompressionMode.Decompress);
            using StreamReader reader = new(unzipped, Encoding.Latin1);
            return reader.ReadToEnd();
        }
        catch (InvalidDataException)
        {
            return "";
        }
    }

    /// <summary>Every commit that a ref or HEAD reaches, without what names others and without signatures.</summary>
    private Dictionary<string, (string Headers, string Message)> ReadCommits()
    {
        return Reachable().ToDictionary(id => id, id =>
        {
            string[] parts = (_repository.Says("--no-replace-objects", "cat-file", "commit", id) + "\n").Split("\n\n", 2);
            List<string> headers = [];
            bool isSignature = false;
            foreach (string line in parts[0].Split('\n'))
            {
                isSignature = line.StartsWith("gpgsig", StringComparison.Ordinal) || line.StartsWith("mergetag", StringComparison.Ordinal) || (isSignature && line.StartsWith(' '));
                headers.AddRange(isSignature || line.StartsWith("tree ", StringComparison.Ordinal) || line.StartsWith("parent ", StringComparison.Ordinal) ? [] : [line]);
            }

            return (string.Join('\n', headers), parts.Length > 1 ? parts[1] : "");
        });
    }

    /// <summary>What reflogs alone reach goes by design.</summary>
    private HashSet<string> Reachable()
    {
        string stashes = _repository.Try("reflog", "show", "--format=%H", "refs/stash") is (0, string log) ? log : "";
        string heads = _repository.Try("worktree", "list", "--porcelain") is (0, string trees)
            ? string.Join('\n', trees.Split('\n')
                .Where(line => line.StartsWith("HEAD ", StringComparison.Ordinal) && !line.EndsWith("0000000", StringComparison.Ordinal)).Select(line => line[5..])) : "";
        string[] roots = [.. stashes.Split('\n', StringSplitOptions.RemoveEmptyEntries), .. heads.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        return [.. _repository.Says(["--no-replace-objects", "rev-list", "--all", .. roots]).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private string[] ReadTree(string id) => _repository.Says("--no-replace-objects", "ls-tree", "-r", "-z", id).Split('\0', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What fsck says, without ids.</summary>
    private string[] Complaints() =>
    [
        .. _repository.Try("--no-replace-objects", "fsck", "--strict", "--no-dangling").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => System.Text.RegularExpressions.Regex.Replace(line, "[0-9a-f]{40,64}", "ID")).Distinct(),
    ];

    private string Status() => _repository.Try("rev-parse", "--is-bare-repository").Output.StartsWith("true", StringComparison.Ordinal) ? "" : _repository.Says("status", "--porcelain") + "\n";

    /// <summary>The names of the refs, with their kinds, but for those of replacements, which follow ids.</summary>
    private string[] Refs() =>
        [.. _repository.Says("for-each-ref", "--format=%(refname) %(objecttype)").Split('\n').Select(line => line.StartsWith("refs/replace/", StringComparison.Ordinal) ? "replacement" : line)];
}
