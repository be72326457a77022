#!/usr/bin/env bash
# The kernel in Jupyter itself: Jupyter's test of kernels, a notebook through nbconvert, a console through a pipe, a front end that is killed.
# Needs a built shell and Debian's python3-jupyter-kernel-test, python3-nbconvert and jupyter-console; without them everything is skipped.
# Where there is no python3 but another one has the packages, name it: PYTHON=/usr/bin/python3.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
for python in "${PYTHON:-}" python3 /usr/bin/python3; do
    "$python" -c 'import jupyter_kernel_test, nbconvert, jupyter_console' 2> /dev/null && break
    python=
done
if [ -z "$python" ]; then
    echo "Jupyter: 0 passed, 0 failed, 1 skipped (needs python3 with jupyter_kernel_test, nbconvert and jupyter_console)"
    exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# A kernel, settings and a history of its own: nothing of the user's is touched.
export JUPYTER_DATA_DIR=$folder/data JUPYTER_CONFIG_DIR=$folder/config JUPYTER_RUNTIME_DIR=$folder/runtime IPYTHONDIR=$folder/ipython XDG_DATA_HOME=$folder/share
export JUPYTER_PLATFORM_DIRS=1 PYTHONDONTWRITEBYTECODE=1
mkdir -p "$JUPYTER_RUNTIME_DIR"
dotnet ../../src/AlexNet.Shell/bin/Release/net10.0/AlexNet.Shell.dll kernel install --user || exit 1
"$python" count.py Jupyter
