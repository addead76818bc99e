namespace DataJoint.Stores.Gcs.Requests;

/// <summary>A request that can be made several times.</summary>
/// <param name="Operation">What it is, as Google calls the right to it.</param>
/// <param name="Name">The object, or null.</param>
/// <param name="Make">Makes the message again.</param>
internal sealed record GcsRequest(string Operation, string? Name, Func<HttpRequestMessage> Make)
{
    /// <summary>Statuses that the caller understands besides success.</summary>
    public IReadOnlyList<int> Understood { get; init; } = [];

    /// <summary>Hears of answers that were lost, so that one's own write is not taken for somebody else's.</summary>
    public LostResponse? Loss { get; init; }
}
