using System.Text.Json;
using DataJoint.Leaks;

namespace DataJoint.Cli.Scans;

/// <summary>Tells of a purge for programs: the document that the guide describes, version 1.</summary>
internal static class PurgeJson
{
    public static void WriteResult(Utf8JsonWriter json, PurgeResult result)
    {
        json.WriteNumber("version", 1);
        json.WriteBoolean("dryRun", false);
        WritePlan(json, result.Plan);
        WriteProof(json, result.Proof);
        json.WriteString("backup", result.BackupFile);
        json.WriteString("commitMap", result.CommitMapFile);
        WriteTexts(json, "pushCommands", result.PushCommands);
    }

    public static void WritePlan(Utf8JsonWriter json, PurgePlan plan)
    {
        json.WriteBoolean("changes", plan.HasChanges);
        json.WriteBoolean("finishesInterrupted", plan.IsUnfinished);
        json.WriteNumber("commits", plan.Commits);
        json.WriteNumber("changedCommits", plan.ChangedCommits);
        json.WriteNumber("prunedCommits", plan.PrunedCommits);
        json.WriteStartArray("files");
        foreach (PurgedFile file in plan.Files)
        {
            json.WriteStartObject();
            json.WriteString("path", file.Path);
            json.WriteNumber("versions", file.Versions);
            json.WriteBoolean("removed", file.IsRemoved);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteTexts(json, "missingPaths", plan.MissingPaths);
        json.WriteStartArray("refs");
        foreach (PurgedRef target in plan.Refs)
        {
            json.WriteStartObject();
            json.WriteString("name", target.Name);
            json.WriteString("old", target.Old);
            json.WriteString("new", target.New);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("signatures");
        foreach (LostSignature lost in plan.Signatures)
        {
            json.WriteStartObject();
            json.WriteString("id", lost.Id);
            json.WriteString("type", lost.Type);
            json.WriteString("subject", lost.Subject);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteTexts(json, "notices", plan.Notices);
    }

    public static void WriteProof(Utf8JsonWriter json, PurgeProof proof)
    {
        json.WriteStartObject("proof");
        json.WriteBoolean("clean", proof.IsClean);
        json.WriteNumber("objects", proof.Objects);
        json.WriteNumber("bytes", proof.Bytes);
        WriteTexts(json, "remains", proof.Remains);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
