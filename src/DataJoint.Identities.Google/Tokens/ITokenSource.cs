namespace DataJoint.Identities.Google.Tokens;

/// <summary>Somebody who gets tokens from Google.</summary>
internal interface ITokenSource
{
    /// <summary>Who it is, for people; no secret.</summary>
    string Name { get; }

    /// <summary>Asks for a token.</summary>
    /// <exception cref="GoogleIdentityException">It is refused, or there is no answer.</exception>
    Task<GoogleToken> AskAsync(CancellationToken cancellationToken);
}
