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

    /// <summary>Replaces a secret; in an engine of version 2 only the version that was read.</summary>
    /// <exception cref="SecretException">It was not replaced.</exception>
    public async Task WriteAsync(SecretReference document, Func<Secret, Secret> edit, CancellationToken cancellationToken)
    {
        // Says what is wrong with the reference, or with the right to read.
        (await ReadAsync(document, cancellationToken).ConfigureAwait(false)).Get();
        VaultMount mount = await _mounts.FindAsync(document, cancellationToken).ConfigureAwait(false);
        if (mount.Version == 0)
        {
            mount = mount with { Version = (await TryAsync(document, mount with { Version = 2 }, cancellationToken).ConfigureAwait(false)).Failure is null ? 2 : 1 };
        }

        string path = PathOf(document, mount);
        (VaultReply there, _) = await session.AskAsync(text => Question(HttpMethod.Get, path, document, text), cancellationToken).ConfigureAwait(false);
        JsonElement data = mount.Version == 2 ? VaultReply.Member(there.Data, "data") : there.Data;
        if (!there.IsSuccess || data.ValueKind != JsonValueKind.Object)
        {
            throw VaultReplies.Unexpected(session.Client, there);
        }

        byte[] body = Body(edit(new Secret(data.GetRawText())), mount.Version == 2 ? VaultReply.Member(there.Data, "metadata") : null);
        (VaultReply reply, VaultToken token) = await session.AskAsync(text => Question(HttpMethod.Post, path, document, text, body), cancellationToken).ConfigureAwait(false);
        if (!reply.IsSuccess)
        {
            throw reply.Status switch
            {
                403 => SecretException.From(
                    SecretRules.Refused, $"{await token.IdentifyAsync(time, cancellationToken).ConfigureAwait(false)}: permission denied to write {Display.Sanitize(document.Path)}",
                    $"Give the identity a policy with the capability update for {Display.Sanitize(path)}.", isTransient: false),
                400 => new SecretException($"{Display.Sanitize(document.Path)} at {session.Client.Name} was not written: somebody else has changed it just now", "Try again.", isTransient: true),
                _ => VaultReplies.Unexpected(session.Client, reply),
            };
        }
    }

    private static string PathOf(SecretReference document, VaultMount mount) => mount.Version == 2 ? $"{mount.Path}data/{document.Path[mount.Path.Length..]}" : document.Path;

    private static VaultQuestion Question(HttpMethod method, string path, SecretReference document, Secret token, byte[]? body = null) =>
        new(method, path) { Namespace = VaultPath.NamespaceIn(document), Token = token, Json = body };

    /// <param name="document">The new text.</param>
    /// <param name="metadata">Of the version that is replaced; null in an engine of version 1.</param>
    private static byte[] Body(Secret document, JsonElement? metadata)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            if (metadata is null)
            {
                json.WriteRawValue(document.Reveal());
            }
            else
            {
                json.WriteStartObject();
                json.WriteStartObject("options");
                if (VaultReply.Member(metadata.Value, "version") is { ValueKind: JsonValueKind.Number } version)
                {
                    json.WriteNumber("cas", version.GetInt64());
                }

                json.WriteEndObject();
                json.WritePropertyName("data");
                json.WriteRawValue(document.Reveal());
                json.WriteEndObject();
            }
        }

        return bytes.ToArray();
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
        string path = PathOf(document, mount);
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
