using System.Text.Json;
using DataJoint.Configuration;

namespace DataJoint.Identities.Google.Sources;

/// <summary>How a token of another provider stands in a file or an answer: as it is, or as a member of a JSON object.</summary>
internal sealed class SubjectTokenFormat
{
    private readonly string? _field;

    private SubjectTokenFormat(string? field) => _field = field;

    /// <summary>Reads <c>format</c> of a <c>credential_source</c>.</summary>
    /// <exception cref="GoogleIdentityException">It is none that is known.</exception>
    public static SubjectTokenFormat From(CredentialDocument source)
    {
        if (!source.Has("format"))
        {
            return new SubjectTokenFormat(null);
        }

        CredentialDocument format = source.Section("format");
        return (format.Find("type") ?? "text") switch
        {
            "text" => new SubjectTokenFormat(null),
            "json" => new SubjectTokenFormat(format.Text("subject_token_field_name")),
            _ => throw format.CreateException("type must be text or json"),
        };
    }

    /// <summary>The token; <see langword="null"/> when there is none in the text.</summary>
    public Secret? Find(string text)
    {
        string? token = (_field is null ? text : FindMember(text, _field))?.Trim();
        return string.IsNullOrEmpty(token) ? null : new Secret(token);
    }

    private static string? FindMember(string json, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.GetProperty(name).GetString();
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
