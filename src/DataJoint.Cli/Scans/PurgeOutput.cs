using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Rendering;
using DataJoint.Configuration;
using DataJoint.Leaks;

namespace DataJoint.Cli.Scans;

/// <summary>Tells what a purge would do or did, in text or JSON.</summary>
internal static class PurgeOutput
{
    /// <summary>What would change.</summary>
    /// <param name="context">Where to tell it.</param>
    /// <param name="plan">What would change.</param>
    /// <param name="isAsked">Whether a question follows.</param>
    public static void WritePlan(CommandContext context, PurgePlan plan, bool isAsked)
    {
        if (context.Format == OutputFormat.Json)
        {
            if (!isAsked)
            {
                context.WriteJson(json =>
                {
                    json.WriteNumber("version", 1);
                    json.WriteBoolean("dryRun", true);
                    PurgeJson.WritePlan(json, plan);
                });
            }

            return;
        }

        PurgeText text = new(context);
        text.WritePlan(plan);
        if (!isAsked && plan.HasChanges && plan.MissingPaths.Count == 0)
        {
            context.Output.Write("Nothing was changed; --yes purges.\n");
        }
    }

    /// <summary>What was done.</summary>
    /// <returns>The exit code.</returns>
    public static int WriteResult(CommandContext context, PurgeResult result, bool isShown)
    {
        if (context.Format == OutputFormat.Json)
        {
            context.WriteJson(json => PurgeJson.WriteResult(json, result));
        }
        else
        {
            PurgeText text = new(context);
            if (!isShown)
            {
                text.WritePlan(result.Plan);
            }

            text.WriteResult(result);
        }

        if (!result.Proof.IsClean && context.Format != OutputFormat.Json)
        {
            context.Output.Flush();
            context.WriteDiagnostics([new Diagnostic(PurgeRules.Remains, "a path or value is still there", PurgeRules.Remains.Remedy)]);
        }

        return WriteMissing(context, result.Plan) || !result.Proof.IsClean ? ExitCode.Failure : ExitCode.Done;
    }

    /// <summary>The paths that no commit has: who misspelt one has purged nothing.</summary>
    /// <returns>Whether there is one.</returns>
    public static bool WriteMissing(CommandContext context, PurgePlan plan)
    {
        if (context.Format != OutputFormat.Json && plan.MissingPaths.Count > 0)
        {
            const string Help = "Look at its spelling, from the root of the repository; it may have been purged before.";
            context.Output.Flush();
            context.WriteDiagnostics([.. plan.MissingPaths.Select(path => new Diagnostic(PurgeRules.Impossible, $"{Show(path)} is in no commit of any branch, tag or other ref", Help))]);
        }

        return plan.MissingPaths.Count > 0;
    }

    /// <summary>What the clone of a remote repository has.</summary>
    /// <returns>The exit code.</returns>
    public static int WriteRemote(CommandContext context, PurgeProof proof)
    {
        if (context.Format == OutputFormat.Json)
        {
            context.WriteJson(json =>
            {
                json.WriteNumber("version", 1);
                PurgeJson.WriteProof(json, proof);
            });
        }
        else
        {
            PurgeText text = new(context);
            text.WriteProof(proof);
            context.Output.Write("A clone shows what refs reach. What the server keeps besides (caches, pull requests, forks) no clone can show.\n");
        }

        return proof.IsClean ? ExitCode.Done : ExitCode.Failure;
    }

    /// <summary>Why nothing was done, or not all of it.</summary>
    public static void WriteFailure(CommandContext context, Diagnostic failure)
    {
        context.Output.Flush();
        if (context.Format == OutputFormat.Json)
        {
            context.WriteJson(json => DiagnosticJson.WriteFailure(json, failure.Id, failure.Message, [failure]));
        }
        else
        {
            context.WriteDiagnostics([failure]);
        }
    }

    /// <summary>A path or name for people.</summary>
    public static string Show(string text) => Display.Sanitize(text, 400);
}
