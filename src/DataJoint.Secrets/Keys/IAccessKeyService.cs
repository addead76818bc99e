using DataJoint.Configuration;

namespace DataJoint.Secrets;

/// <summary>Who makes, lists and ends the access keys of a user. A rotation asks it.</summary>
/// <remarks>
/// Each call is signed with the keys of an administrator where the service was given some, else with those that the call names. Every failure is a
/// <see cref="SecretException"/>, which is transient where nobody knows whether the call was carried out.
/// </remarks>
public interface IAccessKeyService
{
    /// <summary>The service, for messages: <c>AWS IAM</c>.</summary>
    string Title { get; }

    /// <summary>Whether a key can be taken out of force before it is deleted.</summary>
    bool CanDisable { get; }

    /// <summary>How many keys a user can have; null where that is not limited.</summary>
    int? MaxKeys { get; }

    /// <summary>An id for a key that is about to be made.</summary>
    /// <returns>Null where the service chooses.</returns>
    string? ProposeId();

    /// <summary>The keys of the user that a key belongs to.</summary>
    /// <param name="login">Keys that work.</param>
    /// <param name="keyId">A key of the user.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>All of the user's keys.</returns>
    /// <exception cref="SecretException">The service refuses, or cannot be reached.</exception>
    Task<IReadOnlyList<AccessKeyInfo>> ListAsync(AccessKeyPair login, string keyId, CancellationToken cancellationToken);

    /// <summary>Makes one more key for the user that a key belongs to.</summary>
    /// <param name="login">Keys that work.</param>
    /// <param name="keyId">A key of the user.</param>
    /// <param name="proposedId">What <see cref="ProposeId"/> gave.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>The new key.</returns>
    /// <exception cref="SecretException">The service refuses, or cannot be reached.</exception>
    Task<AccessKeyPair> CreateAsync(AccessKeyPair login, string keyId, string? proposedId, CancellationToken cancellationToken);

    /// <summary>Takes a key out of force; one that is gone already is no failure.</summary>
    /// <param name="login">Keys that work, of the same user.</param>
    /// <param name="keyId">The key.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="SecretException">The service refuses, or cannot be reached.</exception>
    Task DisableAsync(AccessKeyPair login, string keyId, CancellationToken cancellationToken);

    /// <summary>Deletes a key; one that is gone already is no failure.</summary>
    /// <param name="login">Keys that work, of the same user.</param>
    /// <param name="keyId">The key.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="SecretException">The service refuses, or cannot be reached.</exception>
    Task DeleteAsync(AccessKeyPair login, string keyId, CancellationToken cancellationToken);
}
