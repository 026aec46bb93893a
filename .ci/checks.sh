#!/usr/bin/env bash
# Every check, in the order in which it is cheap to fail; stops at the first that does.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

TIMEFORMAT='   took %R s'
python=.venv/bin/python
# Kept, whatever the caller has set: each of the many servers that tests start would compile itself.
export PYTHONDONTWRITEBYTECODE=

stopped() {
    echo "make test stopped: $1 failed." >&2
    exit 1
}

check() { # NAME COMMAND…
    local name=$1
    shift
    echo "== $name"
    time "$@" || stopped "$name"
}

check "format" "$python" -m ruff format --check .
check "lint" "$python" -m ruff check .
check "types" "$python" -m mypy
check "imports" .venv/bin/lint-imports --no-logo
# Hundreds of servers wait for the disk before they acknowledge. Where memory can hold files, the
# tests keep theirs there; 300 MB are needed. The path is short, as that of a socket must be.
place=()
if [[ -z ${TMPDIR:-} && -w /dev/shm ]] && (($(df --output=avail /dev/shm | tail -1) > 1000000)); then
    TMPDIR=$(mktemp -d /dev/shm/op.XXXXXX)
    export TMPDIR
    trap 'rm -rf "$TMPDIR"' EXIT
    place=(--basetemp "$TMPDIR/t")
fi
# Last and not timed by us: its own last line says how many tests passed and how long they took.
echo "== tests"
"$python" -m pytest -n auto --dist loadfile "${place[@]}" || stopped "tests"
