using System.Text;
using DataJoint.Cli.CommandLine;

namespace DataJoint.Cli.Completions;

/// <summary>Completions for zsh.</summary>
internal static class ZshCompletion
{
    public static string Create(Command root)
    {
        IReadOnlyList<CompletionCase> cases = CompletionCases.List(root);
        IReadOnlyList<OptionDefinition> values = CompletionCases.ListValueOptions(cases);
        return $$"""
            #compdef djc
            # zsh completion for djc. Use it now: source <(djc completion zsh)
            # Always: djc completion zsh > a file named _djc in a directory of $fpath
            _djc() {
              local at=djc word skip=
              local -a items options
              integer i count=0
              for ((i = 2; i < CURRENT; i++)); do
                word=${words[i]}
                if [[ -n $skip ]]; then skip=; continue; fi
                case $word in
                  --)
                    words=("${(@)words[i+1,-1]}"); ((CURRENT -= i)); _normal; return ;;
                  {{string.Join('|', values.Select(o => o.Name))}}) skip=1 ;;
                  -*) ;;
                  *)
                    case "$at $word" in
                      {{string.Join('|', cases.Skip(1).Select(c => $"'{c.Path}'"))}}) at="$at $word" ;;
                      *) ((count += 1)) ;;
                    esac ;;
                esac
              done
              case ${words[CURRENT-1]} in
            {{Values(values)}}  esac
              case $at in
            {{Words(cases)}}  esac
              if [[ ${words[CURRENT]} == -* ]]; then
                _describe option options
              elif ((count == 0)); then
                _describe command items
              fi
            }
            if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _djc "$@"; else compdef _djc djc; fi

            """.ReplaceLineEndings("\n");
    }

    private static string Values(IReadOnlyList<OptionDefinition> options)
    {
        StringBuilder text = new();
        foreach (OptionDefinition option in options)
        {
            string action = option.IsDirectory ? "_files -/" : option.IsSettingKey
                ? $"compadd -S '' -- {string.Join(' ', CompletionCases.ValuesOf(option))}"
                : $"compadd -- {string.Join(' ', option.Choices)}";
            text.Append($"    {option.Name}) {action}; return ;;\n");
        }

        return text.ToString();
    }

    private static string Words(IReadOnlyList<CompletionCase> cases)
    {
        StringBuilder text = new();
        foreach (CompletionCase one in cases)
        {
            text.Append($"    '{one.Path}')\n");
            text.Append("      items=(").AppendJoin(' ', one.Words.Select(w => Entry(w.Word, w.Description))).Append(")\n");
            text.Append("      options=(").AppendJoin(' ', one.Options.Select(o => Entry(o.Name, o.Description))).Append(") ;;\n");
        }

        return text.ToString();
    }

    private static string Entry(string word, string description) =>
        "'" + word.Replace(":", "\\:", StringComparison.Ordinal) + ":" + description.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
