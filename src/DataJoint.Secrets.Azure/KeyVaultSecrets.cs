using System.Text.Json;
using Azure;
using Azure.Security.KeyVault.Secrets;
using DataJoint.Configuration;
using DataJoint.Identities.Azure.Faults;
using DataJoint.Secrets.Azure.Requests;

namespace DataJoint.Secrets.Azure;

/// <summary><c>ref+azurekeyvault://vault/secret[/version]</c>: a secret of Azure Key Vault, by default its newest version.</summary>
internal sealed class KeyVaultSecrets(VaultClients clients) : ISecretManager
{
    public string Scheme => "azurekeyvault";

    public int MaxDocuments => 1;

    public string? FindProblem(SecretReference reference)
    {
        string[] parts = reference.Path.Split('/');
        return parts.Length is not (2 or 3) ? "does not name a secret: expected vault/secret or vault/secret/version"
            : VaultAddress.Find(parts[0]) is null ? $"has an invalid vault {Display.Quote(parts[0])}: expected its name, or a host such as lab.vault.azure.net"
            : !parts.Skip(1).All(IsName) ? "has an invalid name or version: expected letters, digits and -"
            : reference.Query.Keys.FirstOrDefault() is { } unknown ? $"has an unknown parameter {Display.Quote(unknown)}: expected none"
            : null;
    }

    public async Task<IReadOnlyList<SecretAnswer>> ReadAsync(IReadOnlyList<SecretReference> documents, CancellationToken cancellationToken)
    {
        string[] parts = documents[0].Path.Split('/');
        string what = Display.Sanitize(documents[0].Path, 200);
        try
        {
            Response<KeyVaultSecret> answer = await clients.Get(VaultAddress.Find(parts[0])!)
                .GetSecretAsync(parts[1], parts.ElementAtOrDefault(2), cancellationToken: cancellationToken).ConfigureAwait(false);
            return [answer.Value.Value is { } text ? new SecretAnswer(new Secret(text), clients.Identity) : throw VaultFaults.UnexpectedAnswer(what)];
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
