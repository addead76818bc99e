using System.Text.Json;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Rendering;
using DataJoint.Configuration.Editing;

namespace DataJoint.Cli.Commands.Project;

/// <summary>Writes a migration for programs.</summary>
internal static class MigrationJson
{
    /// <summary>Writes the members of the document.</summary>
    /// <param name="json">The writer, inside the document's object.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="applied">Whether it was carried out.</param>
    /// <param name="edits">The files that were touched.</param>
    public static void Write(Utf8JsonWriter json, MigrationPlan plan, bool applied, IReadOnlyList<FileEdit> edits)
    {
        json.WriteNumber("version", 1);
        json.WriteString("file", plan.OldFile);
        json.WriteString("root", plan.Root);
        json.WriteBoolean("applied", applied);
        json.WriteStartArray("steps");
        foreach (MigrationStep step in plan.Steps)
        {
            Write(json, step);
        }

        json.WriteEndArray();
        EditReport.WriteFiles(json, edits);
        json.WriteStartArray("credentialsInOldFile");
        foreach (string key in plan.CredentialsInOldFile)
        {
            json.WriteStringValue(key);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, MigrationStep step)
    {
        json.WriteStartObject();
        json.WriteString("oldKey", step.OldKey);
        json.WriteString("origin", step.Origin.ToString());
        json.WriteString("newKey", step.NewKey);
        json.WriteString("action", NameOf(step.Action));
        json.WriteString("file", step.File);
        SettingJson.WriteValue(json, "value", step.Value, reveal: false);
        if (step.IsSecret)
        {
            json.WriteBoolean("secret", true);
        }

        json.WriteString("note", step.Note);
        json.WriteEndObject();
    }

    private static string NameOf(MigrationAction action) => action switch
    {
        MigrationAction.Carry => "carry",
        MigrationAction.CarryAsCustom => "custom",
        MigrationAction.Present => "present",
        MigrationAction.Conflict => "conflict",
        MigrationAction.Replace => "replace",
        _ => "unset",
    };
}
