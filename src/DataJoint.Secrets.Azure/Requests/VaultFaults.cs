using System.Text.Json;
using Azure;
using DataJoint.Configuration;
using DataJoint.Identities.Azure.Faults;

namespace DataJoint.Secrets.Azure.Requests;

/// <summary>What goes wrong with a vault. Status and code of an answer are told; its message stays out.</summary>
/// <remarks>See https://learn.microsoft.com/azure/key-vault/general/rest-error-codes.</remarks>
internal static class VaultFaults
{
    private const string Who = "Azure Key Vault";

    public static SecretException Explain(RequestFailedException refusal, string what, string identity)
    {
        string code = CodeIn(refusal);
        string told = FormattableString.Invariant($"HTTP {refusal.Status}{(code.Length > 0 ? ", " + code : "")}");
        string vault = what.Split('/')[0];
        return refusal.Status switch
        {
            0 => Create(SecretRules.Unreachable, $"the vault {vault} cannot be reached: {Reason(refusal)}", "Check the vault's name, the network and the proxy.", isTransient: !IsUntrusted(refusal)),
            429 or >= 500 => Create(SecretRules.Unreachable, $"{Who} cannot answer now ({told})", "Try again in a while.", isTransient: true, RetryAfter(refusal)),
            401 => Create(SecretRules.Refused, $"the vault {vault} refuses the login of {identity} ({told})", "Log in again, as an identity of the vault's own tenant."),
            403 when code == "SecretDisabled" => Create(SecretRules.NotFound, $"the secret {what} is disabled", "Enable it: az keyvault secret set-attributes --enabled true."),
            403 when code.StartsWith("ForbiddenByFirewall", StringComparison.Ordinal) || code.StartsWith("ForbiddenByConnection", StringComparison.Ordinal) => Create(
                SecretRules.Refused, $"the vault {vault} does not let this network in, asked by {identity} ({told})", "Allow this network in the vault's firewall, or ask from one that is allowed."),
            403 => Create(
                SecretRules.Refused, $"the vault {vault} refuses {identity} the secret {what} ({told})", "Give this identity the role Key Vault Secrets User on the vault, or the permission Get in its access policy."),
            404 => Create(SecretRules.NotFound, $"{Who} does not have the secret {what}, or not this version", "Correct the name or the version in the reference, or create it: az keyvault secret set."),
            _ => Create(SecretRules.Unresolved, $"{Who} does not give the secret {what} ({told})", "Check the reference."),
        };
    }

    public static SecretException Explain(AzureIdentityException fault) => fault.Fault switch
    {
        AzureIdentityFault.Missing => Create(
            SecretRules.NoIdentity, $"nobody is logged in at Azure: {fault.Message.TrimEnd('.')}", fault.Hint ?? "Run: az login; or set AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_CLIENT_SECRET"),
        AzureIdentityFault.Unusable => Create(SecretRules.NoIdentity, fault.Message.TrimEnd('.'), fault.Hint ?? "Correct the variable, or run: az login"),
        AzureIdentityFault.Refused => Create(SecretRules.Refused, fault.Message.TrimEnd('.'), fault.Hint ?? "Correct the variables of the application, or run: az login"),
        _ => Create(SecretRules.Unreachable, fault.Message.TrimEnd('.'), fault.Hint ?? "Try again; check the network and the proxy.", fault.Fault == AzureIdentityFault.Unavailable),
    };

    public static SecretException UnexpectedAnswer(string what) =>
        Create(SecretRules.Unreachable, $"what answers in place of the vault {what.Split('/')[0]} is something else", "Check the vault's name, the network and the proxy.");

    private static SecretException Create(DiagnosticRule rule, string message, string hint, bool isTransient = false, TimeSpan? retryAfter = null) =>
        SecretException.From(rule, message, hint, isTransient, retryAfter);

    private static TimeSpan? RetryAfter(RequestFailedException refusal) =>
        refusal.GetRawResponse()?.Headers.TryGetValue("Retry-After", out string? text) == true && int.TryParse(text, out int seconds) && seconds >= 0 ? TimeSpan.FromSeconds(seconds) : null;

    private static string Reason(RequestFailedException refusal) => (refusal.InnerException as HttpRequestException)?.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "unknown host",
        HttpRequestError.ConnectionError => "no connection",
        HttpRequestError.SecureConnectionError => "its certificate cannot be verified",
        HttpRequestError.ProxyTunnelError => "the proxy does not connect",
        _ => "the answer broke off",
    };

    private static bool IsUntrusted(RequestFailedException refusal) => refusal.InnerException is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError };

    /// <summary>The inner code, which says more, else the outer one.</summary>
    private static string CodeIn(RequestFailedException refusal)
    {
        try
        {
            using var document = JsonDocument.Parse(refusal.GetRawResponse()?.Content ?? BinaryData.FromString("{}"));
            JsonElement error = document.RootElement.GetProperty("error");
            string? inner = error.TryGetProperty("innererror", out JsonElement more) && more.ValueKind == JsonValueKind.Object
                && more.TryGetProperty("code", out JsonElement found) ? found.GetString() : null;
            return (inner ?? error.GetProperty("code").GetString()) is { Length: < 60 } code && code.All(char.IsAsciiLetter) ? code : "";
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "";
        }
    }
}
