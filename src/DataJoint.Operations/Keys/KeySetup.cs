using DataJoint.Configuration;
using DataJoint.Operations.Passwords;
using DataJoint.Operations.Records;
using DataJoint.Secrets;

namespace DataJoint.Operations.Keys;

/// <summary>What the rotation of a store's key begins with.</summary>
internal sealed class KeySetup
{
    private readonly DataJointConfig _config;
    private readonly LoginKeys _keys;
    private readonly string _store;

    private KeySetup(DataJointConfig config, string store, StoreRotationOptions options, LoginKeys keys)
    {
        _config = config;
        _keys = keys;
        _store = store;
        Options = options;
        ConfigurationSnapshot snapshot = config.Snapshot;
        StoreSpec spec = snapshot.Stores[store];
        Store = Display.Sanitize("stores." + store);
        Target = string.Join(' ', new[] { spec.Protocol, spec.GetText("endpoint"), spec.GetText("bucket"), spec.GetText("container"), spec.GetText("account_name") }.OfType<string>());
        Record = new RecordFinder(snapshot, keys).Find(ChangesId);
        Proof = new KeyProof(snapshot, store, keys);
    }

    public StoreRotationOptions Options { get; }

    /// <summary>The store, for messages.</summary>
    public string Store { get; }

    /// <summary>Protocol, server and bucket, which an interrupted rotation is known by.</summary>
    public string Target { get; }

    /// <summary>Where the key is kept.</summary>
    public CredentialRecord Record { get; }

    public KeyProof Proof { get; }

    /// <summary>Who makes and ends keys; null when people do.</summary>
    public IAccessKeyService? Service => Options.Service;

    /// <summary>Whether the key has an id, which changes with it.</summary>
    public bool ChangesId => _keys.User is not null;

    /// <summary>The settings that change.</summary>
    public IReadOnlyList<string> Settings => _keys.User is null ? [_keys.Password] : [_keys.User, _keys.Password];

    /// <summary>Without a service whoever ends the former key is the clock.</summary>
    public TimeSpan Grace => Options.Grace ?? (Service is null ? TimeSpan.Zero : RotationOptions.DefaultGrace);

    /// <summary>Looks where everything is. Nothing is read or changed.</summary>
    /// <exception cref="RotationException">The key cannot be rotated here.</exception>
    public static KeySetup Create(DataJointConfig config, string store, StoreRotationOptions options)
    {
        LoginKeys keys = StoreCredential.Find(config.Snapshot, store);
        return options.Service is not null && keys.User is null
            ? throw new RotationException(RotationRules.Impossible, $"the credential of {Display.Sanitize(keys.Name)} is not an access key", "Rotate it by hand.")
            : new KeySetup(config, store, options, keys);
    }

    /// <summary>The other stores whose settings hold a secret.</summary>
    public IReadOnlyList<string> ListOthers(Secret secret) =>
    [
        .. _config.Snapshot.Stores.Where(store => store != _store && _config.Snapshot.Stores.Validate(store).Count == 0)
            .Where(store => _config.Snapshot.Stores[store] is var spec
                && spec.Attributes.Any(attribute => spec.GetSecret(attribute) is { IsResolved: true } held && held.Equals(secret)))
            .Select(store => Display.Sanitize("stores." + store)),
    ];

    /// <summary>Reads the key that is recorded now.</summary>
    public async Task<Login> ReadAsync(CancellationToken cancellationToken)
    {
        _config.Reload();
        ConfigurationSnapshot snapshot = _config.Snapshot;
        IReadOnlyList<SettingResolution> read = await ConfigurationSnapshot.ResolveAsync(Settings.Select(snapshot.Find), cancellationToken).ConfigureAwait(false);
        string[] texts = [.. SettingResolution.GetAll(read).Select(setting => setting.Value.Reveal() ?? "")];
        return new Login(ChangesId ? texts[0] : "", new Secret(texts[^1]));
    }
}
