namespace DataJoint.Cli.Completions;

/// <summary>Completions for PowerShell, Windows PowerShell included.</summary>
internal static class PowerShellCompletion
{
    /// <remarks>Where nothing is offered PowerShell offers files by itself.</remarks>
    public const string Script =
        """
        # PowerShell completion for djc. Use it now: djc completion pwsh | Out-String | Invoke-Expression
        # Always: put that line into $PROFILE
        Register-ArgumentCompleter -Native -CommandName djc -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            $elements = @($commandAst.CommandElements)
            $typed = @($elements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition })
            $words = @($typed | ForEach-Object { if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text } })
            $djc = Get-Command djc -CommandType Application -ErrorAction Ignore | Select-Object -First 1
            if (-not $djc) { return }
            $env:DJC_COMPLETION = '1'
            try { $lines = @(& $djc __complete '--' @words "=$wordToComplete" 2>$null) }
            finally { Remove-Item Env:DJC_COMPLETION }
            if ($lines.Count -gt 0 -and $lines[0] -eq 'command') {
                $start = ($typed | Where-Object { $_.Extent.Text -eq '--' } | Select-Object -First 1).Extent.EndOffset - $commandAst.Extent.StartOffset
                $rest = $commandAst.Extent.Text.Substring($start).TrimStart()
                if ($rest -eq '') { return }
                return [System.Management.Automation.CommandCompletion]::CompleteInput($rest, $rest.Length, $null).CompletionMatches
            }
            $lines | Select-Object -Skip 1 | ForEach-Object {
                $word, $description = $_ -split "`t", 2
                $shown = $word
                if ($word -match '[^\w./:=-]') { $shown = "'" + [System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($word) + "'" }
                if (-not $description) { $description = $word }
                [System.Management.Automation.CompletionResult]::new($shown, $word, 'ParameterValue', $description)
            }
        }

        """;
}
