namespace DataJoint.Cli.Completions;

/// <summary>Completions for bash, from version 3.2 on, which macOS has.</summary>
internal static class BashCompletion
{
    public const string Script =
        """
        # bash completion for djc. Use it now: source <(djc completion bash)
        # Always: djc completion bash > ~/.local/share/bash-completion/completions/djc
        _djc() {
          local rest=${COMP_LINE:0:COMP_POINT} gap word cur source= item before= i last quote=
          local -a words args
          words=() args=() COMPREPLY=()
          # bash splits words at = and : too, which djc does not: what no blank separates is one word.
          for ((i = 0; i <= COMP_CWORD; i++)); do
            gap=${rest%%[![:space:]]*}
            rest=${rest:${#gap}}
            word=${COMP_WORDS[i]:0:${#rest}}
            rest=${rest:${#word}}
            if [[ $gap || $i == 0 ]]; then words[${#words[@]}]=$word; else words[${#words[@]}-1]+=$word; fi
          done
          for word in "${words[@]:1}"; do
            case $word in
              [\"\']*) word=${word:1}; word=${word%[\"\']} ;;
              *) word=${word//\\/} ;;
            esac
            [[ $word == '~/'* ]] && word=$HOME/${word:2}
            args[${#args[@]}]=$word
          done
          last=$((${#args[@]} - 1))
          # bash 3.2 cannot be told that names of files follow, and then quotes none.
          type compopt >/dev/null 2>&1 || quote=always
          cur=${args[last]}
          args[last]="=$cur"
          # Of a word with = or : bash replaces what follows the last of them.
          if [[ ${words[last+1]} != [\"\']* ]]; then
            for item in = :; do
              [[ $COMP_WORDBREAKS == *"$item"* && $cur == *"$item"* ]] || continue
              word=${cur%"$item"*}$item
              ((${#word} > ${#before})) && before=$word
            done
          fi
          while IFS=$'\t' read -r item _; do
            if [[ ! $source ]]; then source=$item; continue; fi
            item=${item#"$before"}
            [[ $source == words || $quote ]] && printf -v item %q "$item"
            COMPREPLY[${#COMPREPLY[@]}]=$item
          done < <(DJC_COMPLETION=1 command djc __complete -- "${args[@]}" 2>/dev/null)
          [[ ${#COMPREPLY[@]} == 1 && $COMPREPLY == *[=:/] ]] && compopt -o nospace 2>/dev/null
          case $source in
            files) _djc_files -f "${cur#"$before"}" ;;
            directories) _djc_files -d "${cur#"$before"}" ;;
            command)
              for ((i = 1; i < COMP_CWORD; i++)); do [[ ${COMP_WORDS[i]} == -- ]] && break; done
              if declare -F _command_offset >/dev/null; then
                _command_offset $((i + 1))
              elif ((COMP_CWORD == i + 1)); then
                COMPREPLY=($(compgen -c -- "$cur"))
              else
                _djc_files -f "$cur"
              fi ;;
          esac
        }
        _djc_files() {
          local item
          compopt -o filenames 2>/dev/null
          while IFS= read -r item; do
            [[ $quote ]] && printf -v item %q "$item"
            COMPREPLY[${#COMPREPLY[@]}]=$item
          done < <(compgen "$1" -- "$2")
        }
        complete -F _djc djc

        """;
}
