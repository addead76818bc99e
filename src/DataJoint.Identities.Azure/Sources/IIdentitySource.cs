using Azure.Core;
using DataJoint.Identities.Azure.Faults;

namespace DataJoint.Identities.Azure.Sources;

/// <summary>One of the places where a platform offers an identity.</summary>
internal interface IIdentitySource
{
    /// <summary>What it is, for display.</summary>
    string Name { get; }

    /// <summary>Asks for a token.</summary>
    /// <param name="resource">What the token is for, such as <c>https://storage.azure.com</c>.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The token, or <see langword="null"/> when there is no such place here.</returns>
    /// <exception cref="AzureIdentityException">It is set up, and refuses or cannot be reached.</exception>
    Task<AccessToken?> FindAsync(string resource, CancellationToken cancellationToken);
}
