using DataJoint.Configuration;

namespace DataJoint.Identities.Google.Sources;

/// <summary>Where the token of another identity provider comes from, which Google takes for one of its own.</summary>
internal interface ISubjectTokenSource
{
    /// <summary>Gets the token as it is now.</summary>
    /// <param name="who">Whose it is, for display.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <exception cref="GoogleIdentityException">There is none to be had.</exception>
    Task<Secret> ReadAsync(string who, CancellationToken cancellationToken);
}
