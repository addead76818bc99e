using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Secrets.Vault.Logins;
using DataJoint.Secrets.Vault.Server;

namespace DataJoint.Secrets.Vault.Engines;

/// <summary>Reads what the key/value engines of one server keep.</summary>
internal sealed class KeyValueReader(VaultSession session, TimeProvider time)
{
    /// <summary>The parameter that names a version.</summary>
    public const string Version = "version";

    private readonly VaultMounts _mounts = new(session, time);

    /// <exception cref="SecretException">It cannot be had.</exception>
    public async Task<SecretAnswer> ReadAsync(SecretReference document, CancellationToken cancellationToken)
    {
        VaultMount mount = await _mounts.FindAsync(document, cancellationToken).ConfigureAwait(false);
        if (document.Path.Length <= mount.Path.Length)
        {
            throw NotFound(document, "is a mount, not a secret", "Write: ref+vault://mount/path#/field");
        }

        if (mount.Version > 0)
        {
            return await ReadAsync(document, mount, cancellationToken).ConfigureAwait(false);
        }

        SecretAnswer second = await TryAsync(document, mount with { Version = 2 }, cancellationToken).ConfigureAwait(false);
        return second.Failure is null || document.Query.ContainsKey(Version) ? second
            : await TryAsync(document, mount with { Version = 1 }, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SecretAnswer> TryAsync(SecretReference document, VaultMount mount, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(document, mount, cancellationToken).ConfigureAwait(false);
        }
        catch (SecretException failed) when (!failed.IsTransient)
        {
            return new SecretAnswer(failed);
        }
    }

    private async Task<SecretAnswer> ReadAsync(SecretReference document, VaultMount mount, CancellationToken cancellationToken)
    {
        string? version = document.Query.GetValueOrDefault(Version);
        if (version is not null && mount.Version == 1)
        {
            throw NotFound(document, $"has versions only in a key/value engine of version 2, and {Display.Quote(mount.Path)} is of version 1", "Remove the version from the reference.");
        }

        string rest = document.Path[mount.Path.Length..];
        string path = mount.Version == 2 ? $"{mount.Path}data/{rest}" : document.Path;
        (VaultReply reply, VaultToken token) = await session.AskAsync(
            text => new VaultQuestion(HttpMethod.Get, path)
            {
                Query = version is null ? "" : "?version=" + version,
                Namespace = VaultPath.NamespaceIn(document),
                Token = text,
            },
            cancellationToken).ConfigureAwait(false);
        JsonElement data = mount.Version == 2 ? VaultReply.Member(reply.Data, "data") : reply.Data;
        if (reply.IsSuccess && data.ValueKind == JsonValueKind.Object)
        {
            return new SecretAnswer(new Secret(data.GetRawText()), await token.IdentifyAsync(time, cancellationToken).ConfigureAwait(false));
        }

        _mounts.Forget(document, mount);
        throw reply.Status switch
        {
            403 => SecretException.From(
                SecretRules.Refused, $"{await token.IdentifyAsync(time, cancellationToken).ConfigureAwait(false)}: permission denied for {Display.Sanitize(document.Path)}",
                $"Give the identity a policy with the capability read for {Display.Sanitize(path)}.", isTransient: false),
            404 => NotFound(document, DescribeMissing(reply, version), rest.StartsWith("data/", StringComparison.Ordinal) ? "Omit data/ after the mount: the reference names the secret as vault kv get does." : null),
            _ => VaultReplies.Unexpected(session.Client, reply),
        };
    }

    private static string DescribeMissing(VaultReply reply, string? version)
    {
        JsonElement metadata = VaultReply.Member(reply.Data, "metadata");
        string which = version is null ? "" : $" in version {version}";
        return VaultReply.Flag(metadata, "destroyed") ? $"was destroyed{which}"
            : VaultReply.Text(metadata, "deletion_time") is not null ? $"was deleted{which}"
            : $"does not exist{which}";
    }

    private SecretException NotFound(SecretReference document, string what, string? hint) =>
        SecretException.From(SecretRules.NotFound, $"{Display.Sanitize(document.Path)} at {session.Client.Name} {what}", hint, isTransient: false);
}
