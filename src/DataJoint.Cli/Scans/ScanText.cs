using System.Globalization;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Rendering;
using DataJoint.Configuration;
using DataJoint.Leaks;
using DataJoint.Operations;

namespace DataJoint.Cli.Scans;

/// <summary>Writes what a scan found for people.</summary>
internal sealed class ScanText(CommandContext context)
{
    private const int ShownRefs = 4;
    private const int ShortId = 12;

    /// <summary>A number of things.</summary>
    public static string Count(long count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count} {thing}{(count == 1 ? "" : "s")}");

    /// <summary>Where a leak is, as other tools write it.</summary>
    public static string PlaceOf(Leak leak) => string.Create(CultureInfo.InvariantCulture, $"{Display.Sanitize(leak.Path, 400)}:{leak.Line}:{leak.Column}");

    public void Write(ScanResult result)
    {
        LeakReport report = result.Report;
        Style style = context.OutputStyle;
        foreach (Leak leak in report.Leaks)
        {
            context.Output.Write($"{style.Bold(PlaceOf(leak))}: {style.Red(leak.Rule.Title)} ({leak.Rule.Id})\n");
            context.Output.Write($"    {leak.Excerpt}\n");
            if (leak.Commit is string commit)
            {
                context.Output.Write($"    {DescribeCommit(commit, leak)}\n");
            }

            if (result.VerificationOf(leak) is LeakVerification tried)
            {
                context.Output.Write($"    {(tried.Status == VerificationStatus.Valid ? style.Red(tried.ToString()) : tried.ToString())}\n");
            }

            if (context.IsVerbose)
            {
                context.Output.Write($"    fingerprint {leak.Fingerprint}\n");
            }
        }

        string rest = result.Accepted > 0 ? $", {Count(result.Accepted, "accepted one")} not shown" : "";
        context.Output.Write($"{Count(report.Leaks.Count, "leak")} in {Count(report.Files, "file")}{rest}\n");
        foreach (LeakRule rule in report.Leaks.Select(leak => leak.Rule).Distinct())
        {
            context.Output.Write($"  {style.Cyan("help:")} {rule.Id}: {TextLines.Break(rule.Remedy.Replace("`", "", StringComparison.Ordinal), context.OutputWidth, "  help: ".Length)}\n");
        }
    }

    private static string DescribeCommit(string commit, Leak leak)
    {
        string refs = string.Join(", ", leak.Refs.Take(ShownRefs).Select(name => Display.Sanitize(Shorten(name))));
        string more = leak.Refs.Count > ShownRefs ? $" and {leak.Refs.Count - ShownRefs} more" : "";
        string date = leak.AuthorDate is { Length: >= 10 } written ? " of " + Display.Sanitize(written[..10]) : "";
        return $"commit {commit[..Math.Min(ShortId, commit.Length)]}{date}{(refs.Length > 0 ? ", in " + refs + more : "")}";
    }

    private static string Shorten(string name) => name.StartsWith("refs/heads/", StringComparison.Ordinal) ? name["refs/heads/".Length..] : name.Replace("refs/", "", StringComparison.Ordinal);
}
