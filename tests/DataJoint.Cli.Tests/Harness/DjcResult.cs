namespace DataJoint.Cli.Tests;

/// <summary>What a run of djc left: the project's directory is shown as /project.</summary>
internal sealed record DjcResult(int ExitCode, string Output, string Error)
{
    /// <summary>Everything that was printed.</summary>
    public string All => Output + Error;
}
