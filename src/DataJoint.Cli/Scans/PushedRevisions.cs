namespace DataJoint.Cli.Scans;

/// <summary>What git tells a pre-push hook (https://git-scm.com/docs/githooks#_pre_push), as revisions.</summary>
internal static class PushedRevisions
{
    /// <summary>Reads <c>REF ID REMOTE-REF REMOTE-ID</c> lines.</summary>
    /// <returns>The commits that are pushed, without those that a remote is known to have; none when refs are deleted alone.</returns>
    public static IReadOnlyList<string> Read(Stream input)
    {
        using StreamReader reader = new(input);
        List<string> pushed = [];
        List<string> known = [];
        for (string? line; (line = reader.ReadLine()) is not null;)
        {
            if (line.Split(' ') is [_, string local, _, string remote] && IsId(local) && IsId(remote))
            {
                pushed.AddRange(IsZero(local) ? [] : [local]);
                known.AddRange(IsZero(remote) ? [] : [remote]);
            }
        }

        return pushed.Count == 0 ? [] : [.. pushed, "--not", "--remotes", .. known];
    }

    private static bool IsId(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigitLower);

    private static bool IsZero(string id) => id.All(c => c == '0');
}
