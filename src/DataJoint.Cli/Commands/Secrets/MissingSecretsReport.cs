using System.Text.Json;
using DataJoint.Checks;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Rendering;
using DataJoint.Configuration;

namespace DataJoint.Cli.Commands.Secrets;

/// <summary><c>djc secrets list --missing</c>: what nobody gives, and every place where it may stand.</summary>
internal static class MissingSecretsReport
{
    /// <summary>Writes it in the chosen format.</summary>
    /// <returns>The exit code: whether anything is missing.</returns>
    public static int Write(CommandContext context, ConfigurationSnapshot snapshot)
    {
        IReadOnlyList<MissingSecret> missing = MissingSecrets.Find(new CheckContext(snapshot, context.HostEnvironment));
        if (context.Format == OutputFormat.Json)
        {
            WriteJson(context, snapshot, missing);
        }
        else if (missing.Count == 0)
        {
            context.Error.Write("nothing is missing\n");
        }
        else
        {
            WriteText(context, missing);
        }

        return missing.Any(secret => secret.Need != SecretNeed.PlatformIdentity) ? ExitCode.Failure : ExitCode.Done;
    }

    private static string NameOf(SecretNeed need) => need switch
    {
        SecretNeed.Missing => "missing",
        SecretNeed.NotGiven => "not given",
        _ => "platform identity",
    };

    private static void WriteText(CommandContext context, IReadOnlyList<MissingSecret> missing)
    {
        foreach (MissingSecret secret in missing)
        {
            string note = secret.Need == SecretNeed.NotGiven ? "; an account without a password needs none: djc check asks the server" : "";
            context.Output.Write($"{context.OutputStyle.Bold(Display.Sanitize(secret.Key))}: {NameOf(secret.Need)}{note}\n");
            int width = secret.Places.Select(place => place.Name.Length).DefaultIfEmpty(0).Max();
            foreach (SecretPlace place in secret.Places)
            {
                context.Output.Write($"  {$"{Display.Sanitize(place.Name, int.MaxValue).PadRight(width)}  {place.Command}".TrimEnd()}\n");
            }
        }
    }

    private static void WriteJson(CommandContext context, ConfigurationSnapshot snapshot, IReadOnlyList<MissingSecret> missing) =>
        context.WriteJson(json =>
        {
            json.WriteNumber("version", 1);
            json.WriteStartArray("missing");
            foreach (MissingSecret secret in missing)
            {
                Write(json, secret);
            }

            json.WriteEndArray();
            DiagnosticJson.WriteMember(json, snapshot.Diagnostics);
        });

    private static void Write(Utf8JsonWriter json, MissingSecret secret)
    {
        json.WriteStartObject();
        json.WriteString("key", secret.Key);
        json.WriteString("state", NameOf(secret.Need));
        json.WriteStartArray("places");
        foreach (SecretPlace place in secret.Places)
        {
            json.WriteStartObject();
            json.WriteString("place", place.Name);
            json.WriteString("command", place.Command);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
