using System.Globalization;
using System.Text;
using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>
/// What a purge is about to do, written before the refs move and deleted when all is done. Who finds it knows whether the repository is the old one or the new
/// one, and what is left to do. It holds no value.
/// </summary>
internal sealed class PurgeJournal
{
    private const string Begin = "djc purge 1";
    private const string End = "end";

    /// <summary>Paths that go, from the root of the repository.</summary>
    public List<string> Paths { get; } = [];

    /// <summary>What becomes of the refs.</summary>
    public List<RefUpdate> Updates { get; } = [];

    /// <summary>What the contents became.</summary>
    public Dictionary<GitObjectId, GitObjectId> Contents { get; } = [];

    /// <summary>What the commits and tags became.</summary>
    public Dictionary<GitObjectId, GitObjectId> Commits { get; } = [];

    /// <summary>The bundle with the history as it was.</summary>
    public string BackupFile { get; set; } = "";

    public static string FileOf(RepositoryState state) => Path.Combine(state.OwnDirectory, "journal");

    /// <summary>Reads the journal of an interrupted purge; null when there is none, or it was not written to its end, so that nothing was done.</summary>
    public static PurgeJournal? Read(RepositoryState state)
    {
        string[] lines = RepositoryState.ReadLines(FileOf(state));
        if (lines.Length < 2 || lines[0] != Begin || lines[^1] != End)
        {
            return null;
        }

        PurgeJournal journal = new();
        foreach (string line in lines[1..^1])
        {
            journal.Add(line.Split(' ', 4));
        }

        return journal;
    }

    /// <summary>Writes it for good before anything else is done.</summary>
    public void Write(RepositoryState state)
    {
        StringBuilder text = new(Begin + "\n");
        text.Append("backup ").Append(Escape(BackupFile)).Append('\n');
        Paths.ForEach(path => text.Append("path ").Append(Escape(path)).Append('\n'));
        Updates.ForEach(update => text.Append(CultureInfo.InvariantCulture, $"ref {update.Old ?? "-"} {update.New ?? "-"} {update.Name}\n"));
        foreach ((GitObjectId old, GitObjectId made) in Contents)
        {
            text.Append(CultureInfo.InvariantCulture, $"content {old} {made}\n");
        }

        foreach ((GitObjectId old, GitObjectId made) in Commits)
        {
            text.Append(CultureInfo.InvariantCulture, $"commit {old} {made}\n");
        }

        text.Append(End).Append('\n');
        WholeFile.Write(FileOf(state), Encoding.Latin1.GetBytes(text.ToString()));
    }

    /// <summary>Adds the commits to the file that keeps them, and forgets the rest.</summary>
    public void Finish(RepositoryState state)
    {
        StringBuilder text = new();
        HashSet<string> known = new(RepositoryState.ReadLines(MapFileOf(state)), StringComparer.Ordinal);
        foreach (string line in known.Concat(Commits.Select(commit => $"{commit.Key} {commit.Value}").Where(line => !known.Contains(line))))
        {
            text.Append(line).Append('\n');
        }

        WholeFile.Write(MapFileOf(state), Encoding.Latin1.GetBytes(text.ToString()));
        File.Delete(Backup.NoteOf(state));
        File.Delete(FileOf(state));
    }

    public static string MapFileOf(RepositoryState state) => Path.Combine(state.OwnDirectory, "commit-map");

    private void Add(string[] words)
    {
        switch (words)
        {
            case ["backup", string file]:
                BackupFile = Unescape(file);
                break;
            case ["path", string path]:
                Paths.Add(Unescape(path));
                break;
            case ["ref", string old, string made, string name]:
                Updates.Add(new RefUpdate(name, old == "-" ? null : old, made == "-" ? null : made));
                break;
            case ["content", string old, string made]:
                Contents[ObjectDigits.Read(old)] = ObjectDigits.Read(made);
                break;
            case ["commit", string old, string made]:
                Commits[ObjectDigits.Read(old)] = ObjectDigits.Read(made);
                break;
        }
    }

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private static string Unescape(string text) => Uri.UnescapeDataString(text);
}
