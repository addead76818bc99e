using DataJoint.Configuration;

namespace DataJoint.Identities.Google.Tokens;

/// <summary>A token that opens Google's services for a while.</summary>
internal sealed class GoogleToken(Secret text, DateTimeOffset expires)
{
    // So that it does not run out on its way.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(4);

    public Secret Text => text;

    public bool IsFresh(DateTimeOffset now) => now < expires - Margin;
}
