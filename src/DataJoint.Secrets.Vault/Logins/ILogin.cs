using DataJoint.Configuration;

namespace DataJoint.Secrets.Vault.Logins;

/// <summary>A way to get a token.</summary>
internal interface ILogin
{
    /// <summary>Who it is, for people; never a secret.</summary>
    string Name { get; }

    /// <summary>Gets a token.</summary>
    /// <exception cref="SecretException">It is refused, or nobody answers.</exception>
    Task<VaultToken> LogInAsync(CancellationToken cancellationToken);
}
