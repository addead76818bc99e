using System.Text;

namespace DataJoint.Git;

/// <summary>What a run of <c>git</c> gave.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Complaint">The first line of its standard error.</param>
internal sealed record GitAnswer(int ExitCode, byte[] Output, string Complaint)
{
    /// <summary>The output as the list that <c>-z</c> makes.</summary>
    public IReadOnlyList<string> ToList() =>
        Encoding.UTF8.GetString(Output).Split('\0', StringSplitOptions.RemoveEmptyEntries);
}
