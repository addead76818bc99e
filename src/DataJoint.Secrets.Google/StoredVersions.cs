using System.Globalization;
using System.Text;
using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Secrets.Google.Requests;

namespace DataJoint.Secrets.Google;

/// <summary><c>ref+gcpsecrets://project/secret[?version=…]</c>: a version of a secret in Google Secret Manager, by default the newest.</summary>
/// <remarks>See https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets.versions/access.</remarks>
internal sealed class StoredVersions(GoogleClient client) : IWritableSecretManager
{
    private const string Version = "version";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string Scheme => "gcpsecrets";

    public int MaxDocuments => 1;

    public string? DescribeServer(SecretReference document) => client.Server;

    public string? FindProblem(SecretReference reference)
    {
        string[] parts = reference.Path.Split('/');
        return parts.Length != 2 ? "does not name a secret: expected project/secret"
            // A project of an organisation may have a domain before its name: example.com:lab.
            : parts[0].Length == 0 || !parts[0].All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.' or ':') ? $"has an invalid project {Display.Quote(parts[0])}: expected its id or number"
            : !IsName(parts[1]) ? $"has an invalid name {Display.Quote(parts[1])}: expected letters, digits, - and _"
            : reference.Query.Keys.FirstOrDefault(name => name != Version) is { } unknown ? $"has an unknown parameter {Display.Quote(unknown)}: expected version"
            : reference.Query.TryGetValue(Version, out string? version) && !IsName(version) ? $"has an invalid version {Display.Quote(version)}: expected a number, latest or an alias"
            : null;
    }

    public async Task<IReadOnlyList<SecretAnswer>> ReadAsync(IReadOnlyList<SecretReference> documents, CancellationToken cancellationToken)
    {
        SecretReference document = documents[0];
        string[] parts = document.Path.Split('/');
        string version = document.Query.GetValueOrDefault(Version, "latest");
        string name = $"projects/{Uri.EscapeDataString(parts[0])}/secrets/{parts[1]}/versions/{version}";
        return [await client.AccessAsync(name, Display.Sanitize(document.Path, 200) + (version == "latest" ? "" : $" version {version}"), Read, cancellationToken).ConfigureAwait(false)];
    }

    public string? FindWriteProblem(SecretReference reference) =>
        reference.Query.TryGetValue(Version, out string? version) && version != "latest" ? "names a version, and a new one is made" : null;

    /// <summary>See https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets/addVersion.</summary>
    public async Task WriteAsync(SecretReference document, Func<Secret, Secret> edit, CancellationToken cancellationToken)
    {
        byte[] payload = Utf8.GetBytes(edit((await ReadAsync([document], cancellationToken).ConfigureAwait(false))[0].Get()).Reveal());
        using MemoryStream body = new();
        using (Utf8JsonWriter json = new(body))
        {
            json.WriteStartObject();
            json.WriteStartObject("payload");
            json.WriteBase64String("data", payload);
            json.WriteString("dataCrc32c", Crc32C.Compute(payload).ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        string[] parts = document.Path.Split('/');
        await client.AddAsync($"projects/{Uri.EscapeDataString(parts[0])}/secrets/{parts[1]}", Display.Sanitize(document.Path, 200), body.ToArray(), cancellationToken).ConfigureAwait(false);
    }

    private static bool IsName(string text) => text.Length is > 0 and <= 255 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static SecretAnswer Read(JsonElement root, string what, string identity)
    {
        JsonElement payload = root.GetProperty("payload");
        byte[] bytes = payload.TryGetProperty("data", out JsonElement data) ? data.GetBytesFromBase64() : [];
        if (payload.TryGetProperty("dataCrc32c", out JsonElement sum) && ChecksumIn(sum) is { } expected && expected != Crc32C.Compute(bytes))
        {
            return new SecretAnswer(SecretException.From(
                SecretRules.Unreachable, $"the secret {what} arrived damaged: its checksum (CRC-32C) is another one", hint: "Try again.", isTransient: true));
        }

        try
        {
            return new SecretAnswer(new Secret(Utf8.GetString(bytes)), identity);
        }
        catch (ArgumentException)
        {
            // The cause shows bytes of the secret.
            return new SecretAnswer(new SecretException($"the secret {what} is not text: it has bytes that are not UTF-8", "Store the secret as text."));
        }
    }

    /// <summary>64-bit integers are strings in Google's JSON.</summary>
    private static long? ChecksumIn(JsonElement sum) =>
        sum.ValueKind == JsonValueKind.String && long.TryParse(sum.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out long text) ? text
        : sum.ValueKind == JsonValueKind.Number && sum.TryGetInt64(out long number) ? number : null;
}
