using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Secrets.Aws.Requests;

namespace DataJoint.Secrets.Aws.Managers;

/// <summary><c>ref+awsssm://path/of/name[?region=…&amp;version=…]</c>: a parameter of AWS Systems Manager, decrypted; the version is a number or a label.</summary>
internal sealed class StoredParameters(AwsClient client) : IWritableSecretManager
{
    private const string Version = "version";

    public string Scheme => "awsssm";

    // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
    public int MaxDocuments => 10;

    public string GroupOf(SecretReference document) => client.GroupOf(document);

    public string? DescribeServer(SecretReference document) => client.DescribeServer(AwsService.ParameterStore, document);

    public string? FindProblem(SecretReference reference) =>
        !reference.Path.StartsWith("arn:", StringComparison.Ordinal) && !reference.Path.All(c => char.IsAsciiLetterOrDigit(c) || "/_.-".Contains(c, StringComparison.Ordinal))
            ? "does not name a parameter: expected letters, digits and /_.-, or an ARN; a version stands in ?version="
            : reference.Query.TryGetValue(Version, out string? version)
                && (version.Length == 0 || !version.All(c => char.IsAsciiLetterOrDigit(c) || "_.-".Contains(c, StringComparison.Ordinal)))
            ? $"has an invalid version {Display.Quote(version)}: expected a number or a label"
            : AwsRegion.FindProblem(reference, Version);

    public async Task<IReadOnlyList<SecretAnswer>> ReadAsync(IReadOnlyList<SecretReference> documents, CancellationToken cancellationToken)
    {
        string region = await client.GetRegionAsync(documents[0], cancellationToken).ConfigureAwait(false);
        string[] names = [.. documents.Select(NameOf)];
        AwsRequest request = new(AwsService.ParameterStore, region, "GetParameters", JsonBody.Write(writer =>
        {
            writer.WriteTexts("Names", names.Distinct(StringComparer.Ordinal));
            writer.WriteBoolean("WithDecryption", true);
        }));
        try
        {
            Dictionary<string, SecretAnswer> found =
                await client.AskAsync(request, (root, identity) => Read(root, names, request, identity), cancellationToken).ConfigureAwait(false);
            return await Task.WhenAll(documents.Zip(names).Select(pair => found.TryGetValue(pair.Second, out SecretAnswer? answer)
                ? Task.FromResult(answer)
                : ReadOneAsync(pair.First, cancellationToken))).ConfigureAwait(false);
        }
        catch (AwsRefusal refusal) when (documents.Count > 1 && !refusal.IsAboutLogin && !refusal.IsTransient)
        {
            // One that may not be read, or decrypted, spoils the call for all: asked singly, each has its own error.
            return await Task.WhenAll(documents.Select(document => ReadOneAsync(document, cancellationToken))).ConfigureAwait(false);
        }
        catch (AwsRefusal refusal)
        {
            SecretException failure = AwsFaults.Explain(refusal, request, documents.Count > 1 ? "these parameters" : Describe(names[0]));
            return [.. documents.Select(_ => new SecretAnswer(failure))];
        }
    }

    public string? FindWriteProblem(SecretReference reference) => reference.Query.ContainsKey(Version) ? "names a version, and a new one is made"
        : reference.Path.StartsWith("arn:", StringComparison.Ordinal) ? "is an ARN, and parameters are written by their names" : null;

    /// <summary>See https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html.</summary>
    public async Task WriteAsync(SecretReference document, Func<Secret, Secret> edit, CancellationToken cancellationToken)
    {
        string region = await client.GetRegionAsync(document, cancellationToken).ConfigureAwait(false);
        string name = NameOf(document);
        Secret text = edit((await ReadOneAsync(document, cancellationToken).ConfigureAwait(false)).Get());

        // Without the key it would be encrypted with the account's own from now on, which others may not use.
        AwsRequest question = Question(null);
        AwsRequest Question(string? page) => new(AwsService.ParameterStore, region, "DescribeParameters", JsonBody.Write(writer =>
        {
            if (page is not null)
            {
                writer.WriteString("NextToken", page);
            }

            writer.WriteStartArray("ParameterFilters");
            writer.WriteStartObject();
            writer.WriteString("Key", "Name");
            writer.WriteTexts("Values", [name]);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }));
        AwsRequest request = question;
        try
        {
            (bool IsFound, string? Key, string? Next) page = await client.AskAsync(question, (root, _) => KeyIn(root), cancellationToken).ConfigureAwait(false);
            while (!page.IsFound && page.Next is not null)
            {
                page = await client.AskAsync(Question(page.Next), (root, _) => KeyIn(root), cancellationToken).ConfigureAwait(false);
            }

            string? key = page.IsFound ? page.Key : throw AwsFaults.NotFound(question, Describe(name));
            request = new(AwsService.ParameterStore, region, "PutParameter", JsonBody.Write(writer =>
            {
                writer.WriteString("Name", name);
                writer.WriteString("Value", text.Reveal());
                writer.WriteBoolean("Overwrite", true);
                if (key is not null)
                {
                    writer.WriteString("KeyId", key);
                }
            }));
            await client.AskAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (AwsRefusal refusal)
        {
            throw AwsFaults.Explain(refusal, request, Describe(name));
        }
    }

    /// <summary>A page may be empty and not the last.</summary>
    private static (bool IsFound, string? Key, string? Next) KeyIn(JsonElement root)
    {
        JsonElement parameter = root.GetProperty("Parameters").EnumerateArray().FirstOrDefault();
        bool isFound = parameter.ValueKind == JsonValueKind.Object;
        string? next = root.TryGetProperty("NextToken", out JsonElement page) ? page.GetString() : null;
        return (isFound, isFound && parameter.TryGetProperty("KeyId", out JsonElement key) ? key.GetString() : null, next);
    }

    private async Task<SecretAnswer> ReadOneAsync(SecretReference document, CancellationToken cancellationToken)
    {
        try
        {
            return (await ReadAsync([document], cancellationToken).ConfigureAwait(false))[0];
        }
        catch (SecretException failed)
        {
            return new SecretAnswer(failed);
        }
    }

    /// <summary>A name in a hierarchy begins with a slash, which the form of references hides.</summary>
    private static string NameOf(SecretReference document)
    {
        bool lacksSlash = document.Path.Contains('/', StringComparison.Ordinal) && document.Path[0] != '/' && !document.Path.StartsWith("arn:", StringComparison.Ordinal);
        return (lacksSlash ? "/" : "") + document.Path + (document.Query.TryGetValue(Version, out string? version) ? ":" + version : "");
    }

    private static Dictionary<string, SecretAnswer> Read(JsonElement root, string[] names, AwsRequest request, string identity)
    {
        Dictionary<string, SecretAnswer> answers = new(StringComparer.Ordinal);
        bool isAlone = names.Length == 1;
        foreach (string missing in root.GetProperty("InvalidParameters").EnumerateArray().Select(name => name.GetString()!).Concat(isAlone ? names : []))
        {
            answers[missing] = new SecretAnswer(AwsFaults.NotFound(request, Describe(missing)));
        }

        foreach (JsonElement parameter in root.GetProperty("Parameters").EnumerateArray())
        {
            string name = parameter.GetProperty("Name").GetString()!;
            string selector = parameter.TryGetProperty("Selector", out JsonElement given) ? given.GetString() ?? "" : "";
            string? arn = parameter.TryGetProperty("ARN", out JsonElement known) ? known.GetString() : null;
            foreach (string asked in names.Where(asked => isAlone || asked == name + selector || asked == arn + selector))
            {
                answers[asked] = new SecretAnswer(new Secret(parameter.GetProperty("Value").GetString()!), identity);
            }
        }

        return answers;
    }

    private static string Describe(string name) => $"the parameter {Display.Sanitize(name, 200)}";
}
