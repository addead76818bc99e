using Amazon.Runtime;
using DataJoint.Configuration;

namespace DataJoint.Stores.S3.Credentials;

/// <summary>The keys that a configuration gives a store: both, with or without a session token, or none.</summary>
internal sealed class S3Keys
{
    private readonly Secret? _id;
    private readonly Secret? _secret;
    private readonly Secret? _token;

    private S3Keys(Secret? id, Secret? secret, Secret? token)
    {
        _id = id;
        _secret = secret;
        _token = token;
    }

    public bool AreGiven => _id is not null;

    public static S3Keys From(StoreSpec spec)
    {
        var keys = new S3Keys(Given(spec, "access_key"), Given(spec, "secret_key"), Given(spec, "session_token"));
        return (keys._id is null) != (keys._secret is null) || (keys._id is null && keys._token is not null)
            ? throw Incomplete(spec, keys._id is null ? "access_key" : "secret_key")
            : keys;
    }

    public ImmutableCredentials Reveal() => new(_id!.Reveal(), _secret!.Reveal(), _token?.Reveal());

    private static Secret? Given(StoreSpec spec, string attribute) =>
        spec.GetSecret(attribute) is { } secret && secret.Reveal().Length > 0 ? secret : null;

    private static StoreException Incomplete(StoreSpec spec, string missing) => new(
        StoreErrorCode.InvalidAttribute, spec.Name, null,
        $"{missing} is missing: give both access_key and secret_key, or neither to use the platform's identity.")
    {
        Hint = $"Run: djc secrets set stores.{spec.Name}.{missing}",
    };
}
