namespace DataJoint.Cli;

/// <summary>A check that was made.</summary>
/// <param name="Id">The stable id, such as <c>git-ignore</c> or <c>store:main</c>.</param>
/// <param name="Name">What it looks at, for people.</param>
/// <param name="Outcome">What it found.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record CheckResult(string Id, string Name, CheckOutcome Outcome, TimeSpan Duration)
{
    public CheckStatus Status => Outcome.Status;
}
