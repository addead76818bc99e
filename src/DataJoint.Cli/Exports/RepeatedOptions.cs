using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;

namespace DataJoint.Cli.Exports;

/// <summary>djc with the options that lead to the same configuration, wherever the command is typed.</summary>
internal static class RepeatedOptions
{
    /// <summary>The beginning of such a command.</summary>
    /// <param name="context">Whose options.</param>
    /// <param name="environment">The environment that was chosen, also by DJ_ENV; or null.</param>
    /// <exception cref="CommandException">One of them cannot be typed, or is a secret.</exception>
    public static string Write(CommandContext context, string? environment)
    {
        List<string> words = ["djc"];
        if (context.CreateOptions().StartDirectory is string directory)
        {
            Add(words, GlobalOptions.Project, Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)));
        }

        if (environment is not null)
        {
            Add(words, GlobalOptions.Environment, environment);
        }

        foreach (string text in context.Line.ListValues(GlobalOptions.Set))
        {
            Add(words, GlobalOptions.Set, CheckOpen(text));
        }

        foreach (string host in context.Line.ListValues(GlobalOptions.Trust))
        {
            Add(words, GlobalOptions.Trust, host);
        }

        if (context.Has(GlobalOptions.AllowExec))
        {
            words.Add(GlobalOptions.AllowExec.Name);
        }

        return string.Join(' ', words);
    }

    private static void Add(List<string> words, OptionDefinition option, string text)
    {
        words.Add(option.Name);
        words.Add(ShellWord.From(text) ?? throw new CommandException(
            ExitCode.Failure, $"{option.Name}: {Display.Quote(text)} cannot stand in the commands that are written",
            "run djc in the folder of the project, and give settings in a file"));
    }

    /// <summary>What is written may be committed.</summary>
    private static string CheckOpen(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        SettingKey key = SettingKeys.CheckSyntax(text[..equals]);
        string value = text[(equals + 1)..];
        bool isOpen = SecretReference.IsReference(value)
            || (!key.IsSecret && SettingValue.TryParse(key, value, out SettingValue parsed, out _) && !parsed.IsSecret && parsed.ToString() == parsed.Reveal());
        return isOpen ? text : throw new CommandException(
            ExitCode.Failure, $"--set {Display.Sanitize(key.Text)}: a secret cannot stand in the commands that are written", "keep it with djc secrets set");
    }
}
