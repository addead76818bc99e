using System.Text.Json;
using DataJoint.Configuration;

namespace DataJoint.Cli.Clients;

/// <summary>Writes what <c>djc conn</c> found as a document, version 1.</summary>
internal static class TargetJson
{
    /// <summary>Writes the parts, whatever form they were asked in.</summary>
    public static void Write(Utf8JsonWriter json, ClientTarget target, bool hasPassword)
    {
        json.WriteNumber("version", 1);
        json.WriteString("backend", target.Backend);
        json.WriteString("host", target.IsFile ? null : target.Host);
        WriteNumber(json, "port", target.IsFile ? null : target.Port);
        json.WriteString("user", target.IsFile ? null : target.User);
        json.WriteString("password", target.IsFile || !hasPassword ? null : target.Password?.Reveal() ?? Secret.Mask);
        json.WriteString("database", target.Name);
        json.WriteStartObject("tls");
        json.WriteString("mode", NameOf(target));
        json.WriteString("ca", target.IsFile ? null : target.Ca);
        json.WriteString("cert", target.IsFile ? null : target.Certificate);
        json.WriteString("key", target.IsFile ? null : target.Key);
        json.WriteEndObject();
    }

    /// <summary>Writes the form that was asked for.</summary>
    public static void Write(Utf8JsonWriter json, string form, string text, ClientCommand? client, IReadOnlyList<string> notes)
    {
        json.WriteString("form", form);
        json.WriteString("text", text);
        if (client is not null)
        {
            json.WriteStartArray("command");
            json.WriteStringValue(client.Program);
            foreach (string argument in client.Arguments)
            {
                json.WriteStringValue(argument);
            }

            json.WriteEndArray();
            json.WriteStartObject("environment");
            foreach ((string name, string value) in client.Variables)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        json.WriteStartArray("notes");
        foreach (string note in notes)
        {
            json.WriteStringValue(note);
        }

        json.WriteEndArray();
    }

    private static string? NameOf(ClientTarget target) => target.IsFile ? null : target.Tls switch
    {
        TlsMode.Off => "off",
        TlsMode.Preferred => "preferred",
        TlsMode.Required => "required",
        TlsMode.VerifyCa => "verify-ca",
        _ => "verify-full",
    };

    private static void WriteNumber(Utf8JsonWriter json, string name, int? number)
    {
        if (number is int value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
