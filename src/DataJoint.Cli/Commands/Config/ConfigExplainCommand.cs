using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Rendering;
using DataJoint.Configuration;

namespace DataJoint.Cli.Commands.Config;

/// <summary><c>djc config explain KEY</c>: who gives a setting a value, and why one of them wins.</summary>
internal static class ConfigExplainCommand
{
    public static Command Define() => new("explain", "Explain where the value of one setting comes from")
    {
        Description = "Shows what the setting is for, every layer that gives it a value (highest first), which of them wins, and why.",
        Arguments = [new("KEY", "The setting, such as database.host or stores.main.bucket") { Kind = WordKind.Setting }],
        Examples =
        [
            ("djc config explain database.user", "why this user?"),
            ("djc config explain stores.main.secret_key --env prod", "and in production?"),
        ],
        Run = Run,
    };

    private static ValueTask<int> Run(CommandContext context)
    {
        string key = context.Arguments[0];
        SettingKeys.CheckSyntax(key);
        ConfigurationSnapshot snapshot = context.LoadSnapshot();
        SettingExplanation explanation = snapshot.Explain(key);
        SettingKeys.CheckKnown(snapshot, explanation.Setting);
        IReadOnlyList<string> reasons = WinningReasons.Explain(snapshot, explanation);
        if (context.Format == OutputFormat.Json)
        {
            WriteJson(context, snapshot, explanation, reasons);
        }
        else
        {
            ExplanationText.Write(context, explanation, reasons);
            context.ReportDiagnostics(snapshot.Diagnostics);
        }

        return new(ExitCode.Done);
    }

    private static void WriteJson(
        CommandContext context, ConfigurationSnapshot snapshot, SettingExplanation explanation, IReadOnlyList<string> reasons) =>
        context.WriteJson(json =>
        {
            json.WriteNumber("version", 1);
            json.WriteString("key", explanation.Setting.Key);
            json.WriteString("description", explanation.Description);
            json.WriteString("type", SettingTypes.NameOf(explanation.Rule.Type));
            json.WriteBoolean("secret", explanation.Setting.IsSecret);
            SettingJson.WriteValue(json, "default", explanation.Default, reveal: false);
            json.WriteStartArray("environmentVariables");
            foreach (string variable in explanation.EnvironmentVariables)
            {
                json.WriteStringValue(variable);
            }

            json.WriteEndArray();
            SettingJson.WriteValue(json, "value", explanation.Setting.Value, reveal: false);
            SettingJson.WriteReference(json, explanation.Setting.Reference);
            json.WriteString("source", SettingJson.NameOf(explanation.Setting.Layer));
            json.WriteString("origin", explanation.Setting.Origin?.ToString());
            json.WriteStartArray("candidates");
            foreach (SettingCandidate candidate in explanation.Candidates)
            {
                json.WriteStartObject();
                json.WriteString("source", SettingJson.NameOf(candidate.Layer));
                json.WriteString("origin", candidate.Origin?.ToString());
                SettingJson.WriteValue(json, "value", candidate.Value, reveal: false);
                SettingJson.WriteReference(json, candidate.Reference);
                json.WriteBoolean("wins", candidate.Wins);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("why", string.Join(' ', reasons));
            DiagnosticJson.WriteMember(json, snapshot.Diagnostics);
        });
}
