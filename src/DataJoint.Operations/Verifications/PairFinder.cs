using System.Globalization;
using DataJoint.Configuration;
using DataJoint.Leaks;

namespace DataJoint.Operations.Verifications;

/// <summary>Finds to which configured server or store a leak belongs. Nothing is asked, except the user.</summary>
internal sealed class PairFinder
{
    private const string Password = "database.password";

    /// <summary>The rules whose findings may be the password of a database.</summary>
    private static readonly LeakRule[] Logins =
    [
        LeakRules.DataJointSetting, LeakRules.DatabaseUrl, LeakRules.ConnectionString, LeakRules.SqlPassword, LeakRules.CallArgument, LeakRules.CommandArgument,
        LeakRules.CredentialAssignment, LeakRules.SecretsFile,
    ];

    private static readonly string[] KeyIds = ["AKIA", "ASIA"];

    private readonly ConfigurationSnapshot _snapshot;
    private readonly StorePairs _stores;
    private readonly ConfirmedHosts _hosts;
    private readonly List<(string Key, Secret Value)> _known = [];

    public PairFinder(ConfigurationSnapshot snapshot, LeakVerificationOptions options)
    {
        _snapshot = snapshot;
        _stores = new StorePairs(snapshot);
        _hosts = new ConfirmedHosts(options);
        foreach (ResolvedSetting setting in snapshot.ListSettings())
        {
            if (setting.Value.HasValue && setting.IsSecret && setting.Value.AsSecret() is { IsResolved: true } secret && secret.Reveal().Length > 0)
            {
                _known.Add((setting.Key, secret));
            }
        }
    }

    /// <summary>The configured server.</summary>
    private string Server => At(_snapshot.Database.Host, _snapshot.Database.Port);

    private bool IsDescribed =>
        _snapshot.ListSettings().Any(setting => setting.Layer != SettingLayer.Default && setting.Key is "database.host" or "database.user" or "database.port");

    /// <summary>Finds it.</summary>
    /// <returns>What is to be tried, or why nothing is.</returns>
    public (CredentialPair? Pair, string Reason) Find(FoundCredential found)
    {
        if (FindKey(found.Secret) is string key)
        {
            Secret secret = found.Secret;
            return key == Password ? OfDatabase(new CredentialPair(Server, null, secret) { Rank = 0 })
                : _stores.FindConfigured(key, secret) ?? (null, $"{Display.Sanitize(key)} is not a login of the database or a key of a store");
        }

        if (KeyIds.Any(prefix => found.Secret.Reveal().StartsWith(prefix, StringComparison.Ordinal)))
        {
            return (null, "it is the id of a key, without its secret");
        }

        return _stores.Find(found, IsConfigured)
            ?? (Logins.Contains(found.Rule) ? FindLogin(found) : (null, "it is not a login of the database or a key of a store"));
    }

    /// <summary>Whose credential a pair is, and where. What belongs to one account may lock it.</summary>
    public string AccountOf(CredentialPair pair) =>
        $"{pair.Target}\n{(pair.Store is null ? pair.User ?? _snapshot.Database.User : StorePairs.IdOf(pair, _snapshot.Stores[pair.Store]))}";

    /// <summary>The setting that holds a secret now, or null.</summary>
    public string? FindKey(Secret secret) => _known.Find(each => each.Value.Equals(secret)).Key;

    private (CredentialPair? Pair, string Reason) FindLogin(FoundCredential found)
    {
        if (StoreKeyName.IsOfOtherUrl(found))
        {
            return No("it is the password of a URL that leads to no database");
        }

        if (_snapshot.Database.Backend == "sqlite" || !IsDescribed)
        {
            return No(_snapshot.Database.Backend == "sqlite" ? "an SQLite database has no logins" : "the configuration names no database server");
        }

        string? user = found.User ?? _snapshot.Database.User;
        if (string.IsNullOrEmpty(user))
        {
            return (null, "no user stands beside it, and database.user is not set");
        }

        string? configured = found.User is null || found.User == _snapshot.Database.User ? null : found.User;
        if (found.Host is not string host || IsConfigured(host, found.Port))
        {
            return OfDatabase(new CredentialPair(Server, configured, found.Secret) { Rank = found.Host is not null ? 1 : found.User is not null ? 2 : 3 });
        }

        string target = At(host, found.Port);
        if (_stores.FindAt(host, found.Port) is string store && !_hosts.Names(host, found.Port))
        {
            return No($"{Display.Sanitize(target)} is the endpoint of stores.{Display.Sanitize(store)}, and no database server");
        }

        return _hosts.Allows(host, found.Port) ? (new CredentialPair(target, configured, found.Secret) { Rank = 1, Elsewhere = (host, found.Port) }, "")
            : No($"the configuration does not name {Display.Sanitize(target)}; --verify-host {Display.Sanitize(target)} confirms it");
    }

    /// <summary>Whether the configured server is there, and may be given credentials.</summary>
    private (CredentialPair? Pair, string Reason) OfDatabase(CredentialPair pair) => _snapshot.Database.Backend == "sqlite" ? No("an SQLite database has no logins")
        : !IsDescribed ? No("the configuration names no database server")
        : string.IsNullOrEmpty(pair.User) && _snapshot.Find("database.user") is { Value.HasValue: false } ? No("database.user is not set")
        : _snapshot.Trust.FindUntrusted(_snapshot.DatabaseFlows).Count > 0 ? No(Untrusted(Server))
        : (pair, "");

    private static (CredentialPair? Pair, string Reason) No(string reason) => (null, reason);

    /// <summary>What is said where only the project names a destination, and nobody has confirmed it.</summary>
    public static string Untrusted(string destination) =>
        $"only the project names {Display.Sanitize(destination)}, and nobody has confirmed that credentials may go there: djc trust {Display.Sanitize(destination)}";

    private bool IsConfigured(string host, int? port) =>
        ConfirmedHosts.IsSameHost(host, _snapshot.Database.Host) && (port is null || port == _snapshot.Database.Port);

    private static string At(string host, int? port) => port is int number
        ? string.Create(CultureInfo.InvariantCulture, $"{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{number}")
        : host;
}
