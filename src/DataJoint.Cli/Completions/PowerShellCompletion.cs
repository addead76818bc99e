using System.Text;
using DataJoint.Cli.CommandLine;

namespace DataJoint.Cli.Completions;

/// <summary>Completions for PowerShell, Windows PowerShell included.</summary>
internal static class PowerShellCompletion
{
    public static string Create(Command root)
    {
        IReadOnlyList<CompletionCase> cases = CompletionCases.List(root);
        IReadOnlyList<OptionDefinition> values = CompletionCases.ListValueOptions(cases);
        return $$"""
            # PowerShell completion for djc. Use it now: djc completion pwsh | Out-String | Invoke-Expression
            # Always: put that line into $PROFILE
            Register-ArgumentCompleter -Native -CommandName djc -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
                $words = @{
            {{Words(cases)}}    }
                $options = @{
            {{Options(cases)}}    }
                $values = @{
            {{Values(values)}}    }
                $path = 'djc'; $previous = ''; $skip = $false; $count = 0
                foreach ($element in @($commandAst.CommandElements | Select-Object -Skip 1)) {
                    if ($element.Extent.EndOffset -ge $cursorPosition) { break }
                    $word = $element.Extent.Text
                    $previous = $word
                    if ($skip) { $skip = $false; continue }
                    if ($word -eq '--') { return }
                    if ($values.ContainsKey($word)) { $skip = $true }
                    elseif ($word.StartsWith('-')) { }
                    elseif ($words.ContainsKey("$path $word")) { $path = "$path $word" }
                    else { $count++ }
                }
                $found = if ($skip) { $values[$previous] } elseif ($wordToComplete.StartsWith('-')) { $options[$path] } elseif ($count -eq 0) { $words[$path] }
                $found | Where-Object { $_ -and $_.StartsWith($wordToComplete) } |
                    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }

            """.ReplaceLineEndings("\n");
    }

    private static string Words(IEnumerable<CompletionCase> cases) => Table(cases.Select(c => (c.Path, c.Words.Select(w => w.Word))));

    private static string Options(IEnumerable<CompletionCase> cases) => Table(cases.Select(c => (c.Path, c.Options.Select(o => o.Name))));

    private static string Values(IEnumerable<OptionDefinition> options) =>
        Table(options.Select(o => (o.Name, (IEnumerable<string>)CompletionCases.ValuesOf(o))));

    private static string Table(IEnumerable<(string Key, IEnumerable<string> Items)> rows)
    {
        StringBuilder text = new();
        foreach ((string key, IEnumerable<string> items) in rows)
        {
            text.Append($"        '{key}' = @(").AppendJoin(", ", items.Select(i => $"'{i}'")).Append(")\n");
        }

        return text.ToString();
    }
}
