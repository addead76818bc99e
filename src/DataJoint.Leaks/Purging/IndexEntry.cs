using System.Text;
using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>A file in the index of a work tree.</summary>
/// <param name="Mode">Its mode.</param>
/// <param name="Id">Its content.</param>
/// <param name="Stage">0, or more in a merge that is not done.</param>
/// <param name="Path">Its path, one character for each byte.</param>
/// <param name="IsSkipped">Whether git leaves the file out of the work tree (<c>--skip-worktree</c>, sparse checkouts).</param>
/// <param name="IsAssumed">Whether git takes the file for unchanged (<c>--assume-unchanged</c>).</param>
internal sealed record IndexEntry(string Mode, GitObjectId Id, string Stage, string Path, bool IsSkipped, bool IsAssumed)
{
    /// <summary>Lists the files of an index.</summary>
    public static async Task<List<IndexEntry>> ListAsync(GitProgram git, CancellationToken cancellationToken)
    {
        GitAnswer answer = await git.RunAsync(["ls-files", "--stage", "-v", "-z", "--full-name"], null, cancellationToken, TimeSpan.FromMinutes(10)).ConfigureAwait(false);
        List<IndexEntry> entries = [];
        foreach (string line in Encoding.Latin1.GetString(answer.Output).Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            int tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (tab > 0 && line[..tab].Split(' ') is [[char tag], string mode, string id, string stage])
            {
                entries.Add(new IndexEntry(mode, ObjectDigits.Read(id), stage, line[(tab + 1)..], char.ToUpperInvariant(tag) == 'S', char.IsLower(tag)));
            }
        }

        return answer.ExitCode == 0 ? entries
            : throw new PurgeException(PurgeRules.Impossible, $"git cannot read an index: {answer.Complaint}", "Run: git status");
    }
}
