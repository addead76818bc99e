using System.Text.Json;
using Azure;
using Azure.Security.KeyVault.Secrets;
using DataJoint.Configuration;
using DataJoint.Identities.Azure.Faults;
using DataJoint.Secrets.Azure.Requests;

namespace DataJoint.Secrets.Azure;

/// <summary><c>ref+azurekeyvault://vault/secret[/version]</c>: a secret of Azure Key Vault, by default its newest version.</summary>
internal sealed class KeyVaultSecrets(VaultClients clients) : IWritableSecretManager
{
    public string Scheme => "azurekeyvault";

    public int MaxDocuments => 1;

    public string? DescribeServer(SecretReference document) => $"Azure Key Vault at {VaultAddress.Find(document.Path.Split('/')[0])?.Host}";

    public string? FindProblem(SecretReference reference)
    {
        string[] parts = reference.Path.Split('/');
        return parts.Length is not (2 or 3) ? "does not name a secret: expected vault/secret or vault/secret/version"
            : VaultAddress.Find(parts[0]) is null ? $"has an invalid vault {Display.Quote(parts[0])}: expected its name, or a host such as lab.vault.azure.net"
            : !parts.Skip(1).All(IsName) ? "has an invalid name or version: expected letters, digits and -"
            : reference.Query.Keys.FirstOrDefault() is { } unknown ? $"has an unknown parameter {Display.Quote(unknown)}: expected none"
            : null;
    }

    public async Task<IReadOnlyList<SecretAnswer>> ReadAsync(IReadOnlyList<SecretReference> documents, CancellationToken cancellationToken) =>
    [
        await AskAsync(documents[0], async (client, name, version) =>
        {
            Response<KeyVaultSecret> answer = await client.GetSecretAsync(name, version, cancellationToken: cancellationToken).ConfigureAwait(false);
            return answer.Value.Value is { } text ? new SecretAnswer(new Secret(text), clients.Identity) : null;
        }).ConfigureAwait(false),
    ];

    public string? FindWriteProblem(SecretReference reference) => reference.Path.Split('/').Length == 3 ? "names a version, and a new one is made" : null;

    /// <summary>What people and programs attached to the secret, but for dates, is the new version's, too.</summary>
    public Task WriteAsync(SecretReference document, Func<Secret, Secret> edit, CancellationToken cancellationToken) =>
        AskAsync(document, async (client, name, _) =>
        {
            KeyVaultSecret there = await client.GetSecretAsync(name, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (there.Value is null)
            {
                return null;
            }

            KeyVaultSecret next = new(name, edit(new Secret(there.Value)).Reveal()) { Properties = { ContentType = there.Properties.ContentType } };
            foreach ((string tag, string value) in there.Properties.Tags)
            {
                next.Properties.Tags[tag] = value;
            }

            await client.SetSecretAsync(next, cancellationToken).ConfigureAwait(false);
            return there;
        });

    /// <param name="document">The secret.</param>
    /// <param name="ask">Asks for it by its name and version; gives null where the answer is none.</param>
    private async Task<T> AskAsync<T>(SecretReference document, Func<SecretClient, string, string?, Task<T?>> ask)
        where T : class
    {
        string[] parts = document.Path.Split('/');
        string what = Display.Sanitize(document.Path, 200);
        try
        {
            return await ask(clients.Get(VaultAddress.Find(parts[0])!), parts[1], parts.ElementAtOrDefault(2)).ConfigureAwait(false) ?? throw VaultFaults.UnexpectedAnswer(what);
        }
        catch (AzureIdentityException fault)
        {
            throw VaultFaults.Explain(fault);
        }
        catch (RequestFailedException refusal)
        {
            throw VaultFaults.Explain(refusal, what, clients.Identity);
        }
        catch (AggregateException several) when (several.InnerException is RequestFailedException refusal)
        {
            throw VaultFaults.Explain(refusal, what, clients.Identity);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            // The message of the cause quotes what it cannot parse.
            throw VaultFaults.UnexpectedAnswer(what);
        }
    }

    private static bool IsName(string text) => text.Length is > 0 and <= 127 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
