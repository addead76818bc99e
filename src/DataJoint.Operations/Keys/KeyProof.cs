using DataJoint.Configuration;
using DataJoint.Operations.Passwords;
using DataJoint.Operations.Records;
using DataJoint.Stores;

namespace DataJoint.Operations.Keys;

/// <summary>Tries keys at their store.</summary>
/// <param name="snapshot">The settings.</param>
/// <param name="store">The store's name.</param>
/// <param name="keys">The settings of the key.</param>
internal sealed class KeyProof(ConfigurationSnapshot snapshot, string store, LoginKeys keys)
{
    /// <summary>What a store answers to a key that it does not know, or not any more.</summary>
    private static readonly StoreErrorCode[] RefusalsOfKeys = [StoreErrorCode.CredentialsRefused, StoreErrorCode.SignatureMismatch];

    /// <summary>Whether a refusal proves that the key does not count. A key that is denied a right is known to the store, and may get that right back.</summary>
    public static bool IsOfKey(StoreException? refusal) => refusal is not null && RefusalsOfKeys.Contains(refusal.Code);

    /// <summary>Looks whether the store lets a key in.</summary>
    /// <param name="login">The key.</param>
    /// <param name="writes">Whether it must be able to write, read and delete an object, too.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>Why it does not, for the key or for a right that it has not; null when it does.</returns>
    /// <exception cref="StoreException">The store did not say.</exception>
    public async Task<StoreException?> FindRefusalAsync(Login login, bool writes, CancellationToken cancellationToken)
    {
        ConfigurationSnapshot with = keys.User is null
            ? snapshot.WithInPlace((keys.Password, login.Password))
            : snapshot.WithInPlace((keys.User, new Secret(login.User)), (keys.Password, login.Password));
        IObjectStore client = StoreAdapters.Open(with.Stores[store]);
        await using (client.ConfigureAwait(false))
        {
            ProbeResult result = await StoreProbe.RunAsync(client, readOnly: !writes, cancellationToken).ConfigureAwait(false);
            if (result.Steps.FirstOrDefault(step => step.Status == ProbeStatus.Failed) is not { } failed)
            {
                return null;
            }

            StoreException error = failed.Error ?? new StoreException(StoreErrorCode.UnexpectedAnswer, store, null, failed.Message);
            return IsOfKey(error) || error.Code == StoreErrorCode.AccessDenied ? error : throw error;
        }
    }
}
