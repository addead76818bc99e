using System.Text.Json;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Rendering;
using DataJoint.Configuration;
using DataJoint.Operations;

namespace DataJoint.Cli.Commands.Secrets;

/// <summary>Tells of a rotation: each step when it is done, or in JSON all at the end.</summary>
internal sealed class RotationText(CommandContext context, string key)
{
    private readonly List<RotationStep> _steps = [];
    private readonly List<Diagnostic> _warnings = [];

    /// <summary>A step was done.</summary>
    public void Add(RotationStep step)
    {
        _steps.Add(step);
        if (context.Format != OutputFormat.Json)
        {
            context.Output.Write(Line(step, "", PastOf(step.Kind)));
            context.Output.Flush();
        }
    }

    public void Warn(Diagnostic warning)
    {
        _warnings.Add(warning);
        context.ReportDiagnostics([warning]);
    }

    /// <summary>The result of a dry run.</summary>
    public void WritePlan(IReadOnlyList<RotationStep> steps)
    {
        if (context.Format == OutputFormat.Json)
        {
            context.WriteJson(json => WriteMembers(json, steps, isPlan: true));
            return;
        }

        foreach (RotationStep step in steps)
        {
            context.Output.Write(Line(step, "would ", InfinitiveOf(step.Kind)));
        }
    }

    /// <summary>What is about to be done, before somebody is asked.</summary>
    public void WriteOutlook(IReadOnlyList<RotationStep> steps)
    {
        foreach (RotationStep step in steps)
        {
            context.Error.Write(Line(step, "", InfinitiveOf(step.Kind)));
        }
    }

    /// <summary>It is over.</summary>
    /// <param name="failure">Why before its end; null when all was done.</param>
    public void Finish(Diagnostic? failure)
    {
        if (context.Format == OutputFormat.Json)
        {
            context.WriteJson(json =>
            {
                if (failure is null)
                {
                    WriteMembers(json, _steps, isPlan: false);
                    DiagnosticJson.WriteMember(json, _warnings);
                    return;
                }

                DiagnosticJson.WriteFailure(json, failure.Id, failure.Message, [failure, .. _warnings]);
                WriteSteps(json, _steps);
            });
        }
        else if (failure is not null)
        {
            context.Output.Flush();
            context.WriteDiagnostics([failure]);
        }
    }

    private void WriteMembers(Utf8JsonWriter json, IReadOnlyList<RotationStep> steps, bool isPlan)
    {
        json.WriteNumber("version", 1);
        json.WriteString("key", key);
        json.WriteBoolean("dryRun", isPlan);
        WriteSteps(json, steps);
    }

    private static void WriteSteps(Utf8JsonWriter json, IReadOnlyList<RotationStep> steps)
    {
        json.WriteStartArray("steps");
        foreach (RotationStep step in steps)
        {
            json.WriteStartObject();
            json.WriteString("step", PastOf(step.Kind));
            json.WriteString("subject", step.Subject);
            if (step.Note.Length > 0)
            {
                json.WriteString("note", step.Note);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Line(RotationStep step, string before, string word) =>
        $"{before}{word,-8} {step.Subject}{(step.Note.Length == 0 ? "" : $" ({step.Note})")}\n";

    private static string PastOf(RotationStepKind kind) => kind.ToString().ToLowerInvariant();

    private static string InfinitiveOf(RotationStepKind kind) => kind switch
    {
        RotationStepKind.Resumed => "resume",
        RotationStepKind.Changed => "change",
        RotationStepKind.Proven => "prove",
        RotationStepKind.Written => "write",
        RotationStepKind.Waiting => "wait",
        RotationStepKind.Retired => "retire",
        RotationStepKind.Created => "create",
        RotationStepKind.Deleted => "delete",
        _ => "try",
    };
}
