namespace DataJoint.Cli.Completions;

/// <summary>What is offered at the cursor.</summary>
/// <param name="Source">What the shell adds.</param>
/// <param name="Candidates">The words that djc knows.</param>
internal sealed record Offer(OfferSource Source, IReadOnlyList<Candidate> Candidates)
{
    public static readonly Offer Nothing = new(OfferSource.Words, []);
}
