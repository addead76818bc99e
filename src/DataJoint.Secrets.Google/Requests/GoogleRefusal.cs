using System.Text.Json;
using DataJoint.Configuration;

namespace DataJoint.Secrets.Google.Requests;

/// <summary>What a refusal of Google's means for a secret. Status and code of the answer are told; its message stays out.</summary>
/// <remarks>See https://cloud.google.com/apis/design/errors.</remarks>
internal static class GoogleRefusal
{
    private const string Who = "Google Secret Manager";

    /// <param name="status">The HTTP status.</param>
    /// <param name="body">The answer.</param>
    /// <param name="what">What was wanted: <c>lab/mysql</c>.</param>
    /// <param name="identity">Who asked, in words.</param>
    /// <param name="retryAfter">How long it wants to be left alone.</param>
    public static SecretException Explain(int status, byte[] body, string what, string identity, TimeSpan? retryAfter)
    {
        (string code, string reason) = Read(body);
        string told = FormattableString.Invariant($"HTTP {status}{(code.Length > 0 ? ", " + code : "")}");
        return status switch
        {
            429 or >= 500 => SecretException.From(SecretRules.Unreachable, $"{Who} cannot answer now ({told})", "Try again in a while.", isTransient: true, retryAfter),
            401 => Create(SecretRules.Refused, $"{Who} refuses the login of {identity} ({told})", "Log in again: gcloud auth application-default login; or replace the service account's key."),
            403 when reason == "SERVICE_DISABLED" => Create(
                SecretRules.Refused, $"{Who} is not enabled in the project of {what}, asked by {identity}", "Run: gcloud services enable secretmanager.googleapis.com"),
            403 => Create(
                SecretRules.Refused, $"{Who} refuses {identity} the secret {what} ({told})",
                "Give this identity the role roles/secretmanager.secretAccessor on the secret; check the project's id, too."),
            404 => Create(SecretRules.NotFound, $"{Who} does not have the secret {what}, or not this version", "Correct project, name or version in the reference, or create it: gcloud secrets create."),
            400 when code == "FAILED_PRECONDITION" => Create(
                SecretRules.NotFound, $"the version of the secret {what} is disabled or destroyed", "Enable it (gcloud secrets versions enable), or name another with ?version=."),
            _ => Create(SecretRules.Unresolved, $"{Who} does not give the secret {what} ({told})", "Check the reference."),
        };
    }

    public static SecretException UnexpectedAnswer() => Create(SecretRules.Unreachable, $"what answers in place of {Who} is something else", "Check the network and the proxy.");

    private static SecretException Create(DiagnosticRule rule, string message, string hint) => SecretException.From(rule, message, hint, isTransient: false);

    private static (string Code, string Reason) Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            JsonElement error = document.RootElement.GetProperty("error");
            string reason = error.TryGetProperty("details", out JsonElement details) && details.ValueKind == JsonValueKind.Array
                ? details.EnumerateArray().Select(one => one.TryGetProperty("reason", out JsonElement found) ? found.GetString() : null).FirstOrDefault(found => found is not null) ?? "" : "";
            return (Word(error.GetProperty("status").GetString()), Word(reason));
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return ("", "");
        }
    }

    private static string Word(string? text) => text is { Length: < 60 } && text.All(c => char.IsAsciiLetterUpper(c) || c == '_') ? text : "";
}
