using System.Text;
using DataJoint.Cli.CommandLine;

namespace DataJoint.Cli.Completions;

/// <summary>Completions for bash.</summary>
internal static class BashCompletion
{
    public static string Create(Command root)
    {
        IReadOnlyList<CompletionCase> cases = CompletionCases.List(root);
        IReadOnlyList<OptionDefinition> values = CompletionCases.ListValueOptions(cases);
        return $$"""
            # bash completion for djc. Use it now: source <(djc completion bash)
            # Always: djc completion bash > ~/.local/share/bash-completion/completions/djc
            _djc() {
              local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} path=djc words= options= skip= count=0 word i
              # bash takes the = of --set KEY=VALUE for a word of its own.
              for ((i = 1; i < COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                if [[ $skip ]]; then skip=; continue; fi
                case $word in
                  --)
                    if ((COMP_CWORD == i + 1)); then COMPREPLY=($(compgen -c -- "$cur")); else COMPREPLY=($(compgen -f -- "$cur")); fi
                    return ;;
                  {{string.Join('|', values.Select(o => o.Name))}}) skip=1 ;;
                  -*) ;;
                  *)
                    case "$path $word" in
                      {{string.Join(" | ", cases.Skip(1).Select(c => $"'{c.Path}'"))}}) path="$path $word" ;;
                      *) ((count += 1)) ;;
                    esac ;;
                esac
              done
              case $prev in
            {{Values(values)}}  esac
              case $path in
            {{Words(cases)}}  esac
              if [[ $cur == -* ]]; then words=$options; elif ((count > 0)); then words=; fi
              COMPREPLY=($(compgen -W "$words" -- "$cur"))
            }
            complete -F _djc djc

            """.ReplaceLineEndings("\n");
    }

    private static string Values(IReadOnlyList<OptionDefinition> options)
    {
        StringBuilder text = new();
        foreach (OptionDefinition option in options)
        {
            string from = option.IsDirectory ? "-d" : $"-W '{string.Join(' ', CompletionCases.ValuesOf(option))}'";
            string space = option.IsSettingKey ? "compopt -o nospace; " : "";
            text.Append($"    {option.Name}) {space}COMPREPLY=($(compgen {from} -- \"$cur\")); return ;;\n");
        }

        return text.ToString();
    }

    private static string Words(IReadOnlyList<CompletionCase> cases)
    {
        StringBuilder text = new();
        foreach (CompletionCase one in cases)
        {
            string words = string.Join(' ', one.Words.Select(w => w.Word));
            text.Append($"    '{one.Path}') words='{words}' options='{string.Join(' ', one.Options.Select(o => o.Name))}' ;;\n");
        }

        return text.ToString();
    }
}
