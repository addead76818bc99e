namespace DataJoint.Cli;

/// <summary>One thing that <c>djc check</c> looks at.</summary>
internal interface ICheck
{
    /// <summary>The stable id.</summary>
    string Id { get; }

    /// <summary>What is looked at, for people.</summary>
    string Name { get; }

    /// <summary>Looks.</summary>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>What was found; trouble with what is checked is a failure, never an exception.</returns>
    Task<CheckOutcome> RunAsync(CancellationToken cancellationToken);
}
