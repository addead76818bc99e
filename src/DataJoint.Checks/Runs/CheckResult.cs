namespace DataJoint.Checks;

/// <summary>A check that was made.</summary>
public sealed class CheckResult
{
    internal CheckResult(ICheck check, CheckOutcome outcome, TimeSpan duration)
    {
        Id = check.Id;
        Name = check.Name;
        Outcome = outcome;
        Duration = duration;
    }

    /// <summary>The check's id, such as <c>git-ignore</c> or <c>store:main</c>.</summary>
    public string Id { get; }

    /// <summary>What it looks at, for display.</summary>
    public string Name { get; }

    /// <summary>How it ended; in strict mode a warning is a failure.</summary>
    public CheckStatus Status => Outcome.Status;

    /// <summary>What it found.</summary>
    public CheckOutcome Outcome { get; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; }

    /// <summary>Id and outcome.</summary>
    /// <returns>For example <c>git-ignore Pass: .secrets/ is ignored</c>.</returns>
    public override string ToString() => $"{Id} {Outcome}";
}
