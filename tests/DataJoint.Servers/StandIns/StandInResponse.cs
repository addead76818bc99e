namespace DataJoint.Servers;

/// <summary>What a stand-in answers.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">JSON, unless a header says otherwise.</param>
public sealed record StandInResponse(int Status, string Body = "")
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
