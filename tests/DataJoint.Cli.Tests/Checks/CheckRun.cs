namespace DataJoint.Cli.Tests;

/// <summary>What a run gave.</summary>
internal sealed record CheckRun(int Exit, string Output, string Error)
{
    public IReadOnlyList<string> Lines => Output.Split('\n');
}
