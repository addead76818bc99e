# Runs djc from this checkout: .\djc.ps1 check --project samples\quickstart
# Builds it first when a source is newer than the last build; otherwise starts it at once, without MSBuild.
# The same as the shell script djc beside it, for Windows PowerShell 5.1 and PowerShell 7.
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$artifacts = Join-Path $root 'artifacts'
$stamp = Join-Path $artifacts 'djc.ps1.stamp'
$log = Join-Path $artifacts 'djc.log'
$suffix = if ([Environment]::OSVersion.Platform -eq 'Win32NT') { '.exe' } else { '' }
$program = Join-Path $artifacts "bin/DataJoint.Cli/release/djc$suffix"

function Test-Fresh([string] $file) {
    if (-not (Test-Path -LiteralPath $file -PathType Leaf)) { return $false }
    $built = (Get-Item -LiteralPath $file).LastWriteTimeUtc
    $sources = @(Get-Item -LiteralPath (Join-Path $root 'src')) +
        @(Get-ChildItem -LiteralPath (Join-Path $root 'src') -Recurse) +
        @('Directory.Build.props', 'Directory.Build.targets', 'Directory.Packages.props', 'global.json', 'djc.ps1' |
            ForEach-Object { Get-Item -LiteralPath (Join-Path $root $_) })
    foreach ($source in $sources) {
        if ($source.LastWriteTimeUtc -gt $built) { return $false }
    }
    return $true
}

function Invoke-Build {
    $version = $null
    if (Get-Command dotnet -ErrorAction SilentlyContinue) {
        Push-Location -LiteralPath $root
        try { $version = & dotnet --version 2>$null } catch { $version = $null } finally { Pop-Location }
    }
    if (-not $version) {
        [Console]::Error.WriteLine('djc: the .NET 10 SDK is needed to build djc: https://dotnet.microsoft.com/download/dotnet/10.0')
        exit 70
    }
    [Console]::Error.WriteLine("building djc with .NET SDK $version; the first time takes a minute or two")
    $began = [DateTime]::UtcNow
    $language = $env:DOTNET_CLI_UI_LANGUAGE
    Push-Location -LiteralPath $root
    try {
        $env:DOTNET_CLI_UI_LANGUAGE = 'en'
        & dotnet build src/DataJoint.Cli/DataJoint.Cli.csproj -c Release -v m -tl:off --disable-build-servers | Tee-Object -FilePath $log |
            ForEach-Object { if ($_ -match '^\s*([A-Za-z][\w.]*) -> ') { [Console]::Error.WriteLine("  compiled $($Matches[1])") } }
        $failed = $LASTEXITCODE -ne 0
    } finally {
        # The session is the user's; without a value the variable goes.
        $env:DOTNET_CLI_UI_LANGUAGE = $language
        Pop-Location
    }
    if ($failed) {
        Get-Content -LiteralPath $log | ForEach-Object { [Console]::Error.WriteLine($_) }
        [Console]::Error.WriteLine("djc: the build failed; its output is above and in $log")
        exit 70
    }
    Set-Content -LiteralPath $stamp -Value $version
    (Get-Item -LiteralPath $stamp).LastWriteTimeUtc = $began
}

if (-not ((Test-Fresh $stamp) -and (Test-Path -LiteralPath $program))) {
    if ($env:DJC_COMPLETION) { exit 0 } # whoever presses the tabulator key wants no build
    New-Item -ItemType Directory -Force -Path $artifacts | Out-Null
    # One build at a time; whoever waited finds it done.
    $lock = $null
    while (-not $lock) {
        try { $lock = [IO.File]::Open((Join-Path $artifacts 'djc.ps1.lock'), 'OpenOrCreate', 'ReadWrite', 'None') }
        catch [IO.IOException] { Start-Sleep -Milliseconds 200 }
    }
    try {
        if (-not ((Test-Fresh $stamp) -and (Test-Path -LiteralPath $program))) { Invoke-Build }
    } finally { $lock.Dispose() }
}

& $program @args
exit $LASTEXITCODE
