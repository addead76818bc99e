namespace DataJoint.Cli.Completions;

/// <summary>Completions for zsh.</summary>
internal static class ZshCompletion
{
    public const string Script =
        """
        #compdef djc
        # zsh completion for djc. Use it now: source <(djc completion zsh)
        # Always: djc completion zsh > a file named _djc in a directory of $fpath
        _djc() {
          local typed=${(Q)PREFIX} line word entry
          local -a typedwords lines whole open
          integer dashes
          typedwords=("${(@Q)words[2,CURRENT-1]}")
          typedwords=("${(@)typedwords/#\~\//$HOME/}")
          lines=("${(@f)$(DJC_COMPLETION=1 command djc __complete -- "${(@)typedwords}" "=${typed/#\~\//$HOME/}" 2>/dev/null)}")
          if [[ $lines[1] == command ]]; then
            dashes=${words[(ie)--]}
            words=("${(@)words[dashes+1,-1]}")
            ((CURRENT -= dashes))
            _normal
            return
          fi
          for line in "${(@)lines[2,-1]}"; do
            word=${line%%$'\t'*}
            entry="${word//:/\\:}:${line#*$'\t'}"
            if [[ $word == *[=:/] ]]; then open+=("$entry"); else whole+=("$entry"); fi
          done
          ((${#whole})) && _describe -t words word whole
          ((${#open})) && _describe -t words word open -S ''
          case $lines[1] in
            files) compset -P '--*='; _files ;;
            directories) compset -P '--*='; _files -/ ;;
          esac
        }
        if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _djc "$@"; else compdef _djc djc; fi

        """;
}
