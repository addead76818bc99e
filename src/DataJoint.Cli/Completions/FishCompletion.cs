using System.Text;
using DataJoint.Cli.CommandLine;

namespace DataJoint.Cli.Completions;

/// <summary>Completions for fish.</summary>
internal static class FishCompletion
{
    public static string Create(Command root)
    {
        IReadOnlyList<CompletionCase> cases = CompletionCases.List(root);
        string values = string.Join(' ', CompletionCases.ListValueOptions(cases).Select(o => o.Name));
        string paths = string.Join(' ', cases.Skip(1).Select(c => $"'{c.Path}'"));
        StringBuilder text = new($$"""
            # fish completion for djc. Use it now: djc completion fish | source
            # Always: djc completion fish > ~/.config/fish/completions/djc.fish
            function __djc_path
                set -l path djc
                set -l skip no
                set -l count 0
                for word in (commandline -opc)[2..-1]
                    if test $skip = yes
                        set skip no
                        continue
                    end
                    switch $word
                        case --
                            echo "$path --"
                            return
                        case {{values}}
                            set skip yes
                        case '-*'
                        case '*'
                            if contains -- "$path $word" {{paths}}
                                set path "$path $word"
                            else
                                set count (math $count + 1)
                            end
                    end
                end
                test $count -eq 0; and echo $path; or echo "$path …"
            end
            function __djc_at
                test (__djc_path) = "$argv[1]"
            end
            function __djc_in
                string match -q -- "$argv[1]*" (__djc_path); and not string match -q -- '* --' (__djc_path)
            end
            complete -c djc -f

            """);
        AppendRules(text, cases);
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static void AppendRules(StringBuilder text, IReadOnlyList<CompletionCase> cases)
    {
        foreach (CompletionCase one in cases)
        {
            foreach ((string word, string description) in one.Words)
            {
                text.Append($"complete -c djc -n '__djc_at \"{one.Path}\"' -a {Quote(word)} -d {Quote(description)}\n");
            }

            foreach (OptionDefinition option in one.Options.Where(o => !GlobalOptions.All.Contains(o)))
            {
                text.Append($"complete -c djc -n '__djc_in \"{one.Path}\"' {Option(option)}\n");
            }
        }

        foreach (OptionDefinition option in GlobalOptions.All)
        {
            text.Append($"complete -c djc -n '__djc_in djc' {Option(option)}\n");
        }
    }

    private static string Option(OptionDefinition option)
    {
        string form = $"-l {option.Name[2..]} -d {Quote(option.Description)}" + (option.Short is null ? "" : $" -s {option.Short[1..]}");
        string values = option.IsDirectory ? "'(__fish_complete_directories)'" : Quote(string.Join(' ', CompletionCases.ValuesOf(option)));
        return option.ValueName is null ? form : $"{form} -x -a {values}";
    }

    private static string Quote(string text) =>
        "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'";
}
