using System.Text;
using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Secrets.Aws.Requests;

namespace DataJoint.Secrets.Aws.Managers;

/// <summary><c>ref+awssecrets://name[?region=…&amp;version_stage=…&amp;version_id=…]</c>: a secret of AWS Secrets Manager, by its name or ARN.</summary>
internal sealed class StoredSecrets(AwsClient client) : IWritableSecretManager
{
    private const string Stage = "version_stage";
    private const string Id = "version_id";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string Scheme => "awssecrets";

    // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_BatchGetSecretValue.html
    public int MaxDocuments => 20;

    public string GroupOf(SecretReference document) => client.GroupOf(document);

    public string? DescribeServer(SecretReference document) => client.DescribeServer(AwsService.SecretsManager, document);

    public string? FindProblem(SecretReference reference) =>
        !reference.Path.StartsWith("arn:", StringComparison.Ordinal)
            && (reference.Path.Length > 512 || !reference.Path.All(c => char.IsAsciiLetterOrDigit(c) || "/_+=.@-".Contains(c, StringComparison.Ordinal)))
            ? "does not name a secret: expected letters, digits and /_+=.@-, or an ARN"
            : AwsRegion.FindProblem(reference, Stage, Id);

    public async Task<IReadOnlyList<SecretAnswer>> ReadAsync(IReadOnlyList<SecretReference> documents, CancellationToken cancellationToken)
    {
        string region = await client.GetRegionAsync(documents[0], cancellationToken).ConfigureAwait(false);

        // A call for many knows no versions, and takes a right of its own: what it does not give is asked for singly, so that each has its own error.
        string[] names = [.. documents.Where(document => !HasVersion(document)).Select(document => document.Path).Distinct(StringComparer.Ordinal)];
        Dictionary<string, SecretAnswer> together = names.Length > 1 ? await ReadManyAsync(region, names, cancellationToken).ConfigureAwait(false) : [];
        return await Task.WhenAll(documents.Select(document => !HasVersion(document) && together.TryGetValue(document.Path, out SecretAnswer? answer)
            ? Task.FromResult(answer)
            : ReadOneAsync(region, document, cancellationToken))).ConfigureAwait(false);
    }

    public string? FindWriteProblem(SecretReference reference) => HasVersion(reference) ? "names a version, and a new one is made" : null;

    /// <summary>See https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html.</summary>
    public async Task WriteAsync(SecretReference document, Func<Secret, Secret> edit, CancellationToken cancellationToken)
    {
        string region = await client.GetRegionAsync(document, cancellationToken).ConfigureAwait(false);
        Secret text = edit((await ReadOneAsync(region, document, cancellationToken).ConfigureAwait(false)).Get());
        AwsRequest request = new(AwsService.SecretsManager, region, "PutSecretValue", JsonBody.Write(writer =>
        {
            writer.WriteString("SecretId", document.Path);
            writer.WriteString("SecretString", text.Reveal());
            writer.WriteString("ClientRequestToken", Guid.NewGuid().ToString());
        }));
        try
        {
            await client.AskAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (AwsRefusal refusal)
        {
            throw AwsFaults.Explain(refusal, request, Describe(document));
        }
    }

    private static bool HasVersion(SecretReference document) => document.Query.ContainsKey(Stage) || document.Query.ContainsKey(Id);

    private async Task<Dictionary<string, SecretAnswer>> ReadManyAsync(string region, string[] names, CancellationToken cancellationToken)
    {
        AwsRequest request = new(AwsService.SecretsManager, region, "BatchGetSecretValue", JsonBody.Write(writer => writer.WriteTexts("SecretIdList", names)));
        try
        {
            return await client.AskAsync(request, (root, identity) => ReadMany(root, names, identity), cancellationToken).ConfigureAwait(false);
        }
        catch (AwsRefusal refusal) when (!refusal.IsAboutLogin && !refusal.IsTransient)
        {
            return [];
        }
        catch (AwsRefusal refusal)
        {
            throw AwsFaults.Explain(refusal, request, "these secrets");
        }
    }

    private static Dictionary<string, SecretAnswer> ReadMany(JsonElement root, string[] names, string identity)
    {
        Dictionary<string, SecretAnswer> answers = new(StringComparer.Ordinal);
        foreach (JsonElement value in root.GetProperty("SecretValues").EnumerateArray())
        {
            string name = value.GetProperty("Name").GetString()!;
            string arn = value.GetProperty("ARN").GetString()!;
            foreach (string asked in names.Where(asked => asked == name || asked == arn))
            {
                answers[asked] = Read(value, asked, identity);
            }
        }

        return answers;
    }

    private async Task<SecretAnswer> ReadOneAsync(string region, SecretReference document, CancellationToken cancellationToken)
    {
        AwsRequest request = new(AwsService.SecretsManager, region, "GetSecretValue", JsonBody.Write(writer =>
        {
            writer.WriteString("SecretId", document.Path);
            if (document.Query.TryGetValue(Stage, out string? stage))
            {
                writer.WriteString("VersionStage", stage);
            }

            if (document.Query.TryGetValue(Id, out string? id))
            {
                writer.WriteString("VersionId", id);
            }
        }));
        try
        {
            return await client.AskAsync(request, (root, identity) => Read(root, document.Path, identity), cancellationToken).ConfigureAwait(false);
        }
        catch (AwsRefusal refusal)
        {
            return new SecretAnswer(AwsFaults.Explain(refusal, request, Describe(document)));
        }
        catch (SecretException failed)
        {
            return new SecretAnswer(failed);
        }
    }

    private static string Describe(SecretReference document) => string.Concat(
        "the secret ", Display.Sanitize(document.Path, 200), HasVersion(document) ? " of this version" : "");

    private static SecretAnswer Read(JsonElement value, string name, string identity)
    {
        if (value.TryGetProperty("SecretString", out JsonElement text) && text.ValueKind == JsonValueKind.String)
        {
            return new SecretAnswer(new Secret(text.GetString()!), identity);
        }

        try
        {
            return new SecretAnswer(new Secret(Utf8.GetString(value.GetProperty("SecretBinary").GetBytesFromBase64())), identity);
        }
        catch (ArgumentException)
        {
            // The cause shows bytes of the secret.
            return new SecretAnswer(new SecretException($"the secret {Display.Sanitize(name, 200)} is not text: it has bytes that are not UTF-8", "Store the secret as text."));
        }
    }
}
