#!/usr/bin/env bash
# Processor instructions that reading a letter takes, as valgrind's callgrind counts them: nearly the same in each run,
# whatever else the machine does. From a checkout:
#
#     benchmarks/instructions.sh [--letters FOLDER] [--count N] [--parts] [--json FILE]
#
# FOLDER holds real letters, as text files (`corpus/` by default, whose letters are composed). Letters are counted at
# their first reading in a process that has read 60 made letters and the folder's others (60 at most), and once more when
# their words are known; takes some minutes. With --parts it tells instead what each part of the pipeline takes.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-python}
if ! command -v valgrind >/dev/null || ! command -v callgrind_control >/dev/null; then
    echo "skipped: valgrind is not installed (Debian: apt install valgrind)"
    exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
valgrind --quiet --tool=callgrind --instr-atstart=no --callgrind-out-file="$folder/callgrind.out" \
    "$python" -X faulthandler benchmarks/instructions.py "$folder/callgrind.out" "$@" 2>"$folder/errors" \
    || { cat "$folder/errors" >&2; exit 1; }
