using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Leaks;

namespace DataJoint.Cli.Scans;

/// <summary>Tells of a purge for people.</summary>
internal sealed class PurgeText(CommandContext context)
{
    private const int Shown = 20;
    private const int ShortId = 12;

    public void WritePlan(PurgePlan plan)
    {
        if (plan.IsUnfinished)
        {
            context.WriteNote("an interrupted purge is finished first");
        }

        WriteSome(plan.Files, file => $"{PurgeOutput.Show(file.Path)}: {ScanText.Count(file.Versions, "version")} {(file.IsRemoved ? "removed" : "changed")}");
        WriteSome(plan.Refs, target => target.New is null ? $"{PurgeOutput.Show(target.Name)}: deleted" : $"{PurgeOutput.Show(target.Name)}: {Shorten(target.Old)} becomes {Shorten(target.New)}");
        context.Output.Write(plan.HasChanges ? $"{plan.ChangedCommits} of {ScanText.Count(plan.Commits, "commit")} made again\n" : $"nothing to purge in {ScanText.Count(plan.Commits, "commit")}\n");
        if (plan.PrunedCommits > 0)
        {
            context.Output.Write($"{ScanText.Count(plan.PrunedCommits, "commit")} without a change dropped\n");
        }

        WriteSome(plan.Signatures, lost => $"signed {lost.Type} {Shorten(lost.Id)}: {PurgeOutput.Show(lost.Subject)}");
        foreach (string notice in plan.Notices)
        {
            context.WriteNote(notice);
        }
    }

    public void WriteResult(PurgeResult result)
    {
        WriteProof(result.Proof);
        if (result.BackupFile is not string backup)
        {
            return;
        }

        context.Output.Write($"commit map: {PurgeOutput.Show(result.CommitMapFile ?? "")}\n");
        context.Output.Write("\nLeft to do:\n");
        int step = 1;
        if (result.PushCommands.Count > 0)
        {
            context.Output.Write($"{step++}. Push, when everybody knows (nothing was pushed):\n");
            foreach (string command in result.PushCommands)
            {
                context.Output.Write($"     {command}\n");
            }

            context.Output.Write($"{step++}. Look whether it is gone there: djc purge … --verify-remote URL\n");
        }

        context.Output.Write($"{step++}. Let everybody clone again; a pull would bring the old history back. Branches on the old history: git rebase --onto NEW OLD.\n");
        context.Output.Write($"{step++}. Ask the forge to remove cached commits and pull requests, and have forks deleted: no tool can prove that those are gone.\n");
        context.Output.Write($"{step}. Delete the backup, which has the secret: {ShellWord.From(backup) ?? PurgeOutput.Show(backup)}\n");
    }

    public void WriteProof(PurgeProof proof)
    {
        foreach (string place in proof.Remains.Take(Shown))
        {
            context.Output.Write($"{context.OutputStyle.Red("still there:")} {PurgeOutput.Show(place)}\n");
        }

        context.Output.Write(
            $"examined {ScanText.Count(proof.Objects, "object")}: {(proof.IsClean ? "none has it" : ScanText.Count(proof.Remains.Count, "place") + " left")}\n");
    }

    private void WriteSome<T>(IReadOnlyList<T> all, Func<T, string> describe)
    {
        foreach (T one in all.Take(context.IsVerbose ? int.MaxValue : Shown))
        {
            context.Output.Write(describe(one) + "\n");
        }

        if (all.Count > Shown && !context.IsVerbose)
        {
            context.Output.Write($"… and {all.Count - Shown} more (--verbose shows all)\n");
        }
    }

    private static string Shorten(string id) => id[..Math.Min(ShortId, id.Length)];
}
