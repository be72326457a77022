# One door: build, test, coverage, bench, pack. Needs the .NET 10 SDK and nothing else; build.sh is the same for bash.
# Runs in PowerShell 7 and in the Windows PowerShell that Windows has.
param(
    [ValidateSet('build', 'test', 'coverage', 'bench', 'pack')] [string] $Target = 'build',
    [Parameter(ValueFromRemainingArguments)] [string[]] $Arguments = @()
)
$ErrorActionPreference = 'Stop'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = 1
$env:DOTNET_NOLOGO = 1
Set-Location $PSScriptRoot

function Invoke-Build {
    dotnet build AlexNetShell.sln -c Release -v quiet @Arguments
    if ($LASTEXITCODE) { exit $LASTEXITCODE }
}

# All xunit projects, then the Pester suite where pwsh 7.6 and Pester 5 or 6 are found, and the tests in Jupyter and in .NET Interactive where those are. The last line counts all.
function Invoke-Test {
    dotnet build AlexNetShell.sln -c Release -v quiet
    if ($LASTEXITCODE) { exit $LASTEXITCODE }
    $passed = $failed = $skipped = $broken = 0
    $failures = @()
    $count = {
        $_
        if ("$_" -match '^ +Failed |^\W*\[-\] |^(FAIL|ERROR): ') { $script:failures += "$_" }
        if ("$_" -match '^(Passed|Failed|Skipped)! +- Failed: +(\d+), Passed: +(\d+), Skipped: +(\d+)') {
            $script:failed += $Matches[2]; $script:passed += $Matches[3]; $script:skipped += $Matches[4]
        }
        elseif ("$_" -match '^(?:Pester|Jupyter|Interactive): (\d+) passed, (\d+) failed, (\d+) skipped') {
            $script:passed += $Matches[1]; $script:failed += $Matches[2]; $script:skipped += $Matches[3]
        }
    }
    foreach ($project in Get-ChildItem tests/*/*.csproj) {
        dotnet test $project.FullName -c Release --no-build @Arguments | ForEach-Object $count
        if ($LASTEXITCODE) { $broken = 1 }
    }
    Invoke-PesterSuite | ForEach-Object $count
    if ($LASTEXITCODE) { $broken = 1 }
    if ($env:OS -ne 'Windows_NT') {
        foreach ($tests in 'Jupyter', 'Interactive') {
            bash tests/$tests/run.sh | ForEach-Object $count
            if ($LASTEXITCODE) { $broken = 1 }
        }
    }
    if ($broken -and -not $failed) { $failed = 1 }
    if ($broken) { 'What failed:'; $failures }
    "$passed passed, $failed failed, $skipped skipped"
    exit $broken
}

function Test-Pester {
    if (-not (Get-Command pwsh -ErrorAction Ignore)) { return $false }
    pwsh -NoProfile -Command 'exit [int]!($PSVersionTable.PSVersion -ge "7.6" -and (Get-Module -ListAvailable Pester | Where-Object Version -ge "5.0"))'
    -not $LASTEXITCODE
}

function Invoke-PesterSuite {
    if (Test-Pester) { return pwsh -NoProfile -File tests/Pester/Run.ps1 }
    $global:LASTEXITCODE = 0
    $tests = (Select-String -Path tests/Pester/*.Tests.ps1, tests/Automation/*.Tests.ps1 -Pattern '^\s*It\s' | Measure-Object).Count
    "Pester: 0 passed, 0 failed, $tests skipped (needs pwsh 7.6 and Pester 5 or 6)"
}

# artifacts/coverage: what all suites together reach of src/. Its last table is that of all.
function Invoke-Coverage {
    Invoke-Build
    $withPester = Test-Pester
    if (-not $withPester) { Write-Warning 'Pester is left out: it needs pwsh 7.6 and Pester 5 or 6' }
    dotnet msbuild tests/Coverage/Coverage.proj -restore -t:Cover "-p:WithPester=$withPester" -v:minimal -nologo
    exit $LASTEXITCODE
}

# artifacts/AlexNet: the module, to be copied into a module path. artifacts/packages: the same for a gallery of modules, the engine for .NET developers, and its pictures for notebooks.
function Invoke-Pack {
    Invoke-Build
    if (Test-Path artifacts) { Remove-Item artifacts -Recurse }
    dotnet msbuild src/AlexNet.PowerShell -t:PackModule -p:Configuration=Release "-p:PackFolder=$PSScriptRoot/artifacts/AlexNet" -v:quiet
    if ($LASTEXITCODE) { exit $LASTEXITCODE }
    dotnet pack packaging/AlexNet.Package.csproj -c Release "-p:PackFolder=$PSScriptRoot/artifacts/AlexNet" -o artifacts/packages -v quiet
    if ($LASTEXITCODE) { exit $LASTEXITCODE }
    dotnet pack src/AlexNet.Engine -c Release --no-build -o artifacts/packages -v quiet
    if ($LASTEXITCODE) { exit $LASTEXITCODE }
    dotnet pack src/AlexNet.Interactive -c Release --no-build -o artifacts/packages -v quiet
    Get-ChildItem artifacts
}

switch ($Target) {
    build { Invoke-Build }
    test { Invoke-Test }
    coverage { Invoke-Coverage }
    # Two programs of the benchmark are projects of their own, since their packages are large (libtorch, the compiler ahead of time) and only
    # this needs them. Without them the rest is measured all the same.
    bench {
        dotnet publish bench/AlexNet.Bench.ColdStart -c Release -v quiet
        if ($LASTEXITCODE) { Write-Warning 'cold start is left out: its program does not build here' }
        dotnet build bench/AlexNet.Bench.Torch -c Release -v quiet
        if ($LASTEXITCODE) { Write-Warning 'libtorch is left out: its program does not build here' }
        dotnet run -c Release --project bench/AlexNet.Bench -- @Arguments
    }
    pack { Invoke-Pack }
}
