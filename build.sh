#!/usr/bin/env bash
# One door: build, test, coverage, bench, pack. Needs the .NET 10 SDK and nothing else; build.ps1 is the same for PowerShell.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

build() {
    dotnet build AlexNetShell.sln -c Release "$@"
}

# All xunit projects, then the Pester suite where pwsh 7.6 and Pester 5 or 6 are found, and the tests in Jupyter and in .NET Interactive where those are. The last line counts all.
test_all() {
    local log results=0
    log=$(mktemp)
    dotnet build AlexNetShell.sln -c Release -v quiet
    # One project after another: they share the cores, and their output stays readable.
    for project in tests/*/*.csproj; do
        dotnet test "$project" -c Release --no-build "$@" 2>&1 | tee -a "$log" || results=1
    done
    pester 2>&1 | tee -a "$log" || results=1
    tests/Jupyter/run.sh 2>&1 | tee -a "$log" || results=1
    tests/Interactive/run.sh 2>&1 | tee -a "$log" || results=1
    # What failed is said again at the end, where it is looked for: xunit's "  Failed name [1 s]" with its message, Pester's "[-] name", Jupyter's "FAIL: name".
    if [ "$results" -ne 0 ]; then
        echo "What failed:"
        sed 's/\x1b\[[0-9;]*m//g' "$log" | grep -E -A 12 '^ +Failed |^ *\[-\] |^(FAIL|ERROR): ' | cut -c 1-300 | tail -n 200 || true
    fi
    # Lines of the form "Passed!  - Failed:     0, Passed:    59, Skipped:     0, Total: ..." and "Pester: 10 passed, 0 failed, 0 skipped", "Jupyter: ...".
    awk '
        /^(Passed|Failed|Skipped)! +- Failed:/ { gsub(",", ""); for (i = 1; i < NF; i++) { if ($i == "Failed:") f += $(i + 1); if ($i == "Passed:") p += $(i + 1); if ($i == "Skipped:") s += $(i + 1) } }
        /^(Pester|Jupyter|Interactive): [0-9]+ passed/ { gsub(",", ""); p += $2; f += $4; s += $6 }
        END { printf "%d passed, %d failed, %d skipped\n", p, f, s }' "$log" > "$log.sum"
    rm -f "$log"
    # A project that died without a line of its own must not look like success.
    if [ "$results" -ne 0 ] && grep -q ' 0 failed' "$log.sum"; then sed -i.bak 's/ 0 failed/ 1 failed/' "$log.sum"; fi
    cat "$log.sum"
    rm -f "$log.sum" "$log.sum.bak"
    return "$results"
}

has_pester() {
    command -v pwsh > /dev/null && pwsh -NoProfile -Command 'exit [int]!($PSVersionTable.PSVersion -ge "7.6" -and (Get-Module -ListAvailable Pester | Where-Object Version -ge "5.0"))' 2> /dev/null
}

pester() {
    if has_pester; then
        pwsh -NoProfile -File tests/Pester/Run.ps1
    else
        echo "Pester: 0 passed, 0 failed, $(cat tests/{Pester,Automation}/*.Tests.ps1 | grep -cE '^\s*It\s') skipped (needs pwsh 7.6 and Pester 5 or 6)"
    fi
}

# artifacts/coverage: what all suites together reach of src/. Its last table is that of all.
coverage() {
    local with_pester=false
    build -v quiet
    if has_pester; then with_pester=true; else echo "Pester is left out: it needs pwsh 7.6 and Pester 5 or 6" >&2; fi
    dotnet msbuild tests/Coverage/Coverage.proj -restore -t:Cover "-p:WithPester=$with_pester" -v:minimal -nologo
}

# Two programs of the benchmark are projects of their own, since their packages are large (libtorch, the compiler ahead of time) and only this
# needs them. Without them the rest is measured all the same.
bench() {
    dotnet publish bench/AlexNet.Bench.ColdStart -c Release -v quiet || echo "cold start is left out: its program does not build here" >&2
    dotnet build bench/AlexNet.Bench.Torch -c Release -v quiet || echo "libtorch is left out: its program does not build here" >&2
    dotnet run -c Release --project bench/AlexNet.Bench -- "$@"
}

# artifacts/AlexNet: the module, to be copied into a module path. artifacts/packages: the same for a gallery of modules, the engine for .NET developers, and its pictures for notebooks.
pack() {
    build -v quiet
    rm -rf artifacts
    dotnet msbuild src/AlexNet.PowerShell -t:PackModule -p:Configuration=Release "-p:PackFolder=$PWD/artifacts/AlexNet" -v:quiet
    dotnet pack packaging/AlexNet.Package.csproj -c Release "-p:PackFolder=$PWD/artifacts/AlexNet" -o artifacts/packages -v quiet
    dotnet pack src/AlexNet.Engine -c Release --no-build -o artifacts/packages -v quiet
    dotnet pack src/AlexNet.Interactive -c Release --no-build -o artifacts/packages -v quiet
    du -sh artifacts/AlexNet artifacts/packages/*
}

target=${1:-build}
[ $# -gt 0 ] && shift
case "$target" in
    build) build -v quiet "$@" ;;
    test) test_all "$@" ;;
    coverage) coverage ;;
    bench) bench "$@" ;;
    pack) pack ;;
    *) echo "usage: ./build.sh [build|test|coverage|bench|pack]" >&2; exit 64 ;;
esac
