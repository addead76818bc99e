using DataJoint.Cli.CommandLine;

namespace DataJoint.Cli.Scans;

/// <summary>What git tells a pre-push hook (https://git-scm.com/docs/githooks#_pre_push), as revisions.</summary>
internal static class PushedRevisions
{
    /// <summary>Reads <c>REF ID REMOTE-REF REMOTE-ID</c> lines.</summary>
    /// <param name="input">The lines.</param>
    /// <param name="remote">What the hook's first argument names: the remote, or its URL when it has no name; empty when that is unknown.</param>
    /// <returns>The commits that are pushed, without those that the remote is known to have; none when refs are deleted alone.</returns>
    /// <exception cref="CommandException">A line is of another form.</exception>
    public static IReadOnlyList<string> Read(Stream input, string remote)
    {
        using StreamReader reader = new(input);
        List<string> pushed = [];
        List<string> known = [];
        for (string? line; (line = reader.ReadLine()) is not null;)
        {
            // The local ref is what was typed, which may have spaces.
            if (line.Split(' ') is [_, .., string local, _, string there] && IsId(local) && IsId(there))
            {
                pushed.AddRange(IsZero(local) ? [] : [local]);
                known.AddRange(IsZero(there) ? [] : [there]);
            }
            else if (line.Length > 0)
            {
                throw new CommandException(ExitCode.Failure, "standard input is not what git gives to a pre-push hook", "lines are: REF ID REMOTE-REF REMOTE-ID");
            }
        }

        string[] tracked = remote.Length == 0 ? ["--remotes"] : IsName(remote) ? ["--remotes=" + remote] : [];
        return pushed.Count == 0 ? [] : [.. pushed, "--not", .. tracked, .. known];
    }

    /// <summary>A URL has no branches here, and what has a wildcard would be taken for others, too.</summary>
    private static bool IsName(string remote) => !remote.AsSpan().ContainsAny("*?[\\:");

    private static bool IsId(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigitLower);

    private static bool IsZero(string id) => id.All(c => c == '0');
}
