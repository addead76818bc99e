using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Terminals;
using DataJoint.Cli.Transfers;
using DataJoint.Configuration;
using DataJoint.Leaks;

namespace DataJoint.Cli.Scans;

/// <summary>The rules that a project has besides those that are built in: in <c>custom.scan.rules</c>, or in files.</summary>
internal static class OwnRules
{
    /// <summary>The setting: an array of rules, or the name of a file of them.</summary>
    public const string Setting = "custom.scan.rules";

    private const int LargestFile = 1 << 20;
    private const string Remedy = "djc scan --help names the members of a rule; the guide \"Rules of your own\" has an example";

    /// <summary>Lists them.</summary>
    /// <exception cref="CommandException">A file cannot be read, or a rule is invalid.</exception>
    public static IReadOnlyList<PatternRule> List(CommandContext context, ConfigurationSnapshot? project, IReadOnlyList<string> files)
    {
        List<PatternRule> rules = [];
        if (project?.ListSettings().FirstOrDefault(setting => setting.Key == Setting) is { Value.HasValue: true } own)
        {
            rules.AddRange(ReadSetting(project, own));
        }

        foreach (string file in files)
        {
            rules.AddRange(ReadFile(LocalFile.Resolve(context, file), Display.Sanitize(file)));
        }

        return rules.GroupBy(rule => rule.Rule.Id).FirstOrDefault(same => same.Count() > 1) is { Key: string twice }
            ? throw CommandException.UsageError($"two rules are called {twice}", "give one of them another id")
            : rules;
    }

    private static IReadOnlyList<PatternRule> ReadSetting(ConfigurationSnapshot project, ResolvedSetting own)
    {
        string text = own.Value.Reveal() ?? "";
        string shown = $"{Setting} ({own.Origin})";
        return text.TrimStart() is ['[' or '{', ..] ? Parse(text, shown, hasPlaces: false)
            : text.Length == 0 || text.Contains('\0', StringComparison.Ordinal) ? throw CommandException.UsageError($"{shown}: expected rules, or the name of a file of them", Remedy)
            : ReadFile(Path.GetFullPath(text, project.Project.Root ?? project.Project.StartDirectory), Display.Sanitize(text));
    }

    private static IReadOnlyList<PatternRule> ReadFile(string path, string shown)
    {
        try
        {
            FileInfo file = new(path);
            if (!file.Exists || file.Length is 0 or > LargestFile)
            {
                throw CommandException.UsageError($"{shown}: {(!file.Exists ? "no such file" : file.Length == 0 ? "is empty" : "is larger than 1 MiB")}", Remedy);
            }

            return Parse(File.ReadAllText(path), shown, hasPlaces: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw CommandException.UsageError($"{shown} cannot be read: {SystemFault.Describe(refused)}");
        }
    }

    private static IReadOnlyList<PatternRule> Parse(string text, string shown, bool hasPlaces)
    {
        try
        {
            return PatternRule.Parse(text, shown);
        }
        catch (FormatException invalid)
        {
            // Within a setting, lines and columns are those of the value as it was read.
            int what = hasPlaces ? -1 : invalid.Message.IndexOf(": ", shown.Length, StringComparison.Ordinal);
            throw CommandException.UsageError(Display.Sanitize(what < 0 ? invalid.Message : shown + invalid.Message[what..], 1000), Remedy);
        }
    }
}
