using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Rendering;
using DataJoint.Configuration;

namespace DataJoint.Cli.Commands.Secrets;

/// <summary><c>djc secrets list</c>: which credentials there are, where, and how old.</summary>
internal static class SecretsListCommand
{
    private static readonly OptionDefinition Missing = new("--missing", null, "List what the settings need and nobody gives instead");

    public static Command Define() => new("list", "List credentials: names, layers, places and ages")
    {
        Description =
            """
            Lists every credential in every layer, and everything else that .secrets/ gives, with its place and the age of its
            file. Values are never shown. An asterisk marks the one in force.

            With --missing: the user, the password and the credentials of stores that the settings need and nobody gives, and for
            each every place where it may stand, with the command. Exit 1 when there is one. A password counts, since only the
            server knows whether the account has one; djc check asks it. A store without any credential uses the platform's
            identity, which is listed and is not missing.
            """,
        Options = [Missing],
        Examples =
        [
            ("djc secrets list", "what is kept where, and since when"),
            ("djc secrets list --missing", "what has to be given on this machine, and how"),
        ],
        Run = Run,
    };

    private static ValueTask<int> Run(CommandContext context)
    {
        ConfigurationSnapshot snapshot = context.LoadSnapshot();
        if (context.Has(Missing))
        {
            context.ReportDiagnostics(snapshot.Diagnostics);
            return new(MissingSecretsReport.Write(context, snapshot));
        }

        List<SecretEntry> entries = [.. List(snapshot, context.HostEnvironment.Now)];
        context.ReportDiagnostics(snapshot.Diagnostics);
        if (context.Format == OutputFormat.Json)
        {
            WriteJson(context, snapshot, entries);
        }
        else if (entries.Count == 0)
        {
            context.Error.Write("no credentials: djc secrets set KEY stores one\n");
        }
        else
        {
            WriteTable(context, entries);
        }

        return new(ExitCode.Done);
    }

    private static IEnumerable<SecretEntry> List(ConfigurationSnapshot snapshot, DateTimeOffset now)
    {
        foreach (ResolvedSetting setting in snapshot.ListSettings())
        {
            foreach (SettingCandidate candidate in snapshot.Explain(setting.Key).Candidates)
            {
                if (candidate.Origin is Origin origin && (setting.IsSecret || candidate.Layer == SettingLayer.Secrets))
                {
                    yield return new SecretEntry(setting.Key, candidate.Layer, origin, candidate.Wins, AgeOf(snapshot, candidate, now));
                }
            }
        }
    }

    private static TimeSpan? AgeOf(ConfigurationSnapshot snapshot, SettingCandidate candidate, DateTimeOffset now)
    {
        if (candidate.Layer is not (SettingLayer.Secrets or SettingLayer.Project))
        {
            return null;
        }

        FileInfo file = new(Path.Combine(snapshot.Project.Root ?? "/", candidate.Origin!.Source));
        return file.Exists ? now - new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero) : null;
    }

    private static void WriteTable(CommandContext context, List<SecretEntry> entries)
    {
        Style style = context.OutputStyle;
        TextTable table = new(
            new TableColumn("  SETTING") { Least = SettingsTable.ShortestKey },
            new TableColumn("SOURCE") { Drop = ColumnDrop.First },
            new TableColumn("AGE") { Drop = ColumnDrop.Last },
            new TableColumn("ORIGIN") { Least = SettingsTable.ShortestOrigin });
        foreach (SecretEntry entry in entries)
        {
            table.Add(
                (_, text) => entry.Wins ? text : style.Dim(text),
                $"{(entry.Wins ? "*" : " ")} {Display.Sanitize(entry.Key)}", SettingJson.NameOf(entry.Layer), entry.Age, Display.Sanitize(entry.Origin.ToString(), 4096));
        }

        table.Write(context.Output, context.OutputWidth, style);
    }

    private static void WriteJson(CommandContext context, ConfigurationSnapshot snapshot, List<SecretEntry> entries) =>
        context.WriteJson(json =>
        {
            json.WriteNumber("version", 1);
            json.WriteStartArray("secrets");
            foreach (SecretEntry entry in entries)
            {
                json.WriteStartObject();
                json.WriteString("key", entry.Key);
                json.WriteString("source", SettingJson.NameOf(entry.Layer));
                json.WriteString("origin", entry.Origin.ToString());
                json.WriteBoolean("wins", entry.Wins);
                if (entry.Elapsed is TimeSpan age)
                {
                    json.WriteNumber("ageSeconds", (long)Math.Max(0, age.TotalSeconds));
                }
                else
                {
                    json.WriteNull("ageSeconds");
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            DiagnosticJson.WriteMember(json, snapshot.Diagnostics);
        });
}
