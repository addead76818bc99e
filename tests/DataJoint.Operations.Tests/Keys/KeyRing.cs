using System.Collections.Concurrent;
using DataJoint.Configuration;
using DataJoint.Secrets;
using DataJoint.Stores;

namespace DataJoint.Operations.Tests;

/// <summary>A service that makes keys, and who may come into its store, in memory.</summary>
internal sealed class KeyRing : IAccessKeyService
{
    private static readonly ConcurrentDictionary<string, KeyRing> Rings = new(StringComparer.Ordinal);

    private readonly List<Key> _keys = [];

    private KeyRing(string host) => Host = host;

    /// <summary>The endpoint of its store.</summary>
    public string Host { get; }

    public TimeProvider Clock { get; } = new LeapingClock();

    public string Title => "the ring";

    public bool CanDisable { get; init; } = true;

    public bool ChoosesIds { get; init; } = true;

    public int? MaxKeys { get; init; } = 2;

    /// <summary>How often the store does not know a new key yet.</summary>
    public int Lag { get; set; }

    /// <summary>Told of each call, before it is carried out and after; what it throws is what the caller gets.</summary>
    public Action<string, bool> OnCall { get; set; } = static (_, _) => { };

    /// <summary>The key that the store knows and denies every right, or null.</summary>
    public string? DeniedId { get; set; }

    /// <summary>Told of each request to its store.</summary>
    public Action OnRequest { get; set; } = static () => { };

    public IReadOnlyList<string> Ids => [.. _keys.Select(key => key.Id)];

    public static KeyRing Create(bool canDisable = true, bool choosesIds = true, int? maxKeys = 2)
    {
        KeyRing ring = new($"{Guid.NewGuid():N}.example.com") { CanDisable = canDisable, ChoosesIds = choosesIds, MaxKeys = maxKeys };
        Rings[ring.Host] = ring;
        StoreAdapters.TryRegister(new RingAdapter());
        return ring;
    }

    public static KeyRing At(string host) => Rings[host];

    /// <summary>A key that somebody has made.</summary>
    public AccessKeyPair Add(string? id = null, TimeSpan age = default)
    {
        Key made = new(id ?? "AKIDFAKE" + Guid.NewGuid().ToString("N")[..12].ToUpperInvariant(), "fake-secret-" + Guid.NewGuid().ToString("N"), Clock.GetUtcNow() - age);
        _keys.Add(made);
        return new AccessKeyPair(made.Id, new Secret(made.Secret));
    }

    public void Remove(string id) => _keys.RemoveAll(key => key.Id == id);

    /// <summary>Whether the store lets a key in.</summary>
    public StoreErrorCode? FindRefusal(string id, string secret, bool counts = true)
    {
        if (id == DeniedId)
        {
            return StoreErrorCode.AccessDenied;
        }

        Key? key = _keys.Find(each => each.Id == id && each.IsActive);
        if (key is null || (counts && key.IsNew && Lag-- > 0))
        {
            return StoreErrorCode.CredentialsRefused;
        }

        return key.Secret == secret ? null : StoreErrorCode.SignatureMismatch;
    }

    public string? ProposeId() => ChoosesIds ? null : "RINGFAKE" + Guid.NewGuid().ToString("N")[..12].ToUpperInvariant();

    public Task<IReadOnlyList<AccessKeyInfo>> ListAsync(AccessKeyPair login, string keyId, CancellationToken cancellationToken) =>
        Call<IReadOnlyList<AccessKeyInfo>>("list", login, () =>
        [.. _keys.Select(key => new AccessKeyInfo(key.Id, key.IsActive, key.Created))]);

    public Task<AccessKeyPair> CreateAsync(AccessKeyPair login, string keyId, string? proposedId, CancellationToken cancellationToken) => Call("create", login, () =>
    {
        (_keys.Count < (MaxKeys ?? int.MaxValue)).ShouldBeTrue("a rotation looks before it makes a key");
        AccessKeyPair made = Add(proposedId);
        _keys[^1].IsNew = true;
        return made;
    });

    public Task DisableAsync(AccessKeyPair login, string keyId, CancellationToken cancellationToken) => Call("disable", login, () =>
    {
        CanDisable.ShouldBeTrue();
        return _keys.Find(key => key.Id == keyId)?.IsActive = false;
    });

    public Task DeleteAsync(AccessKeyPair login, string keyId, CancellationToken cancellationToken) => Call("delete", login, () => _keys.RemoveAll(key => key.Id == keyId));

    private Task<T> Call<T>(string name, AccessKeyPair login, Func<T> call)
    {
        OnCall(name, false);
        if (FindRefusal(login.Id, login.SecretKey.Reveal(), counts: false) is not null)
        {
            throw SecretException.From(SecretRules.Refused, "the ring does not know the caller", null, isTransient: false);
        }

        T made = call();
        OnCall(name, true);
        return Task.FromResult(made);
    }

    private sealed class Key(string id, string secret, DateTimeOffset created)
    {
        public string Id => id;

        public string Secret => secret;

        public DateTimeOffset Created => created;

        public bool IsActive { get; set; } = true;

        public bool IsNew { get; set; }
    }
}
