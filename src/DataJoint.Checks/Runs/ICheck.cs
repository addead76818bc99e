namespace DataJoint.Checks;

/// <summary>One thing that is looked at in a loaded configuration, or in what it leads to. Several checks run at the same time.</summary>
public interface ICheck
{
    /// <summary>The stable id, such as <c>git-ignore</c> or <c>store:main</c>.</summary>
    string Id { get; }

    /// <summary>What is looked at, for display.</summary>
    string Name { get; }

    /// <summary>Whether there is anything to look at; a check that does not apply is not part of the report. True by default.</summary>
    /// <param name="context">What is checked.</param>
    /// <returns>Whether <see cref="RunAsync"/> is called.</returns>
    bool AppliesTo(CheckContext context) => true;

    /// <summary>Looks.</summary>
    /// <param name="context">What is checked, and how far the check may go.</param>
    /// <param name="cancellationToken">Ends the check, also when it has run for longer than <see cref="CheckContext.TimeLimit"/>.</param>
    /// <returns>What was found; trouble with what is checked is a failure, never an exception.</returns>
    Task<CheckOutcome> RunAsync(CheckContext context, CancellationToken cancellationToken);
}
