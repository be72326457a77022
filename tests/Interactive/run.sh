#!/usr/bin/env bash
# The package and the module in .NET Interactive itself: cells in C# and in PowerShell, and the tour through nbconvert.
# Needs a built checkout, Debian's python3-nbconvert, and on the path the tool: dotnet tool install -g Microsoft.dotnet-interactive. Without them everything is skipped.
# Where there is no python3 but another one has the packages, name it: PYTHON=/usr/bin/python3.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
for python in "${PYTHON:-}" python3 /usr/bin/python3; do
    "$python" -c 'import jupyter_client, nbconvert' 2> /dev/null && break
    python=
done
if [ -z "$python" ] || ! command -v dotnet-interactive > /dev/null; then
    echo "Interactive: 0 passed, 0 failed, 1 skipped (needs dotnet-interactive, and python3 with jupyter_client and nbconvert)"
    exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Kernels, settings and packages of their own: nothing of the user's is touched. Packages that are there already are read where they are, but never an earlier one of ours.
NUGET_FALLBACK_PACKAGES=$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: //')
export NUGET_FALLBACK_PACKAGES NUGET_PACKAGES=$folder/nuget
export JUPYTER_DATA_DIR=$folder/data JUPYTER_CONFIG_DIR=$folder/config JUPYTER_RUNTIME_DIR=$folder/runtime IPYTHONDIR=$folder/ipython XDG_DATA_HOME=$folder/share
export JUPYTER_PLATFORM_DIRS=1 PYTHONDONTWRITEBYTECODE=1 ALEXNET_CACHE=$folder/cache ALEXNET_CONFIG=$folder/settings
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT=1 DOTNET_INTERACTIVE_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_NOLOGO=1
mkdir -p "$JUPYTER_RUNTIME_DIR" "$JUPYTER_DATA_DIR/kernels"
dotnet-interactive --version
dotnet-interactive jupyter install --path "$JUPYTER_DATA_DIR/kernels" > /dev/null || exit 1
export ALEXNET_PACKAGES=$folder/packages
NUGET_PACKAGES=$NUGET_FALLBACK_PACKAGES dotnet pack ../../src/AlexNet.Interactive -c Release --no-build -o "$ALEXNET_PACKAGES" -p:PackageVersion=0.0.0-test -v quiet || exit 1
"$python" ../Jupyter/count.py Interactive
