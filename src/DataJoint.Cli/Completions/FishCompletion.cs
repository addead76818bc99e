namespace DataJoint.Cli.Completions;

/// <summary>Completions for fish.</summary>
internal static class FishCompletion
{
    public const string Script =
        """
        # fish completion for djc. Use it now: djc completion fish | source
        # Always: djc completion fish > ~/.config/fish/completions/djc.fish
        function __djc_complete
            set -l words (commandline -opc | string replace -r '^~/' "$HOME/")
            set -l typed (commandline -ct)
            set -l plain (string unescape -- "$typed")
            or set plain $typed
            set -l lines (DJC_COMPLETION=1 command djc __complete -- $words[2..-1] "="(string replace -r '^~/' "$HOME/" -- "$plain") 2>/dev/null)
            switch "$lines[1]"
                case command
                    set -l dashes (contains -i -- -- $words)
                    set -l rest
                    test $dashes -lt (count $words); and set rest (string escape -- $words[(math $dashes + 1)..-1])
                    complete -C (string join ' ' -- $rest "$typed")
                    return
                case files
                    __fish_complete_path "$typed"
                case directories
                    __fish_complete_directories "$typed" ''
            end
            test (count $lines) -gt 1; and string join \n -- $lines[2..-1]
        end
        complete -c djc -f -a '(__djc_complete)'

        """;
}
