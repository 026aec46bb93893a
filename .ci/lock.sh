#!/usr/bin/env bash
# Writes both locks. They name versions and hashes only: no registry, no folder of this machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

compile() { # OPTION… of uv
    env -u UV_FIND_LINKS .venv/bin/python -m uv pip compile --quiet --no-config \
        --universal --python-version 3.11 --generate-hashes \
        --custom-compile-command "make lock" pyproject.toml "$@"
}

further=(--extra single-sign-on --extra postgres)
compile "$@" "${further[@]}" -o requirements.lock
# What runs is the same version with and without the tools.
compile "$@" "${further[@]}" --group dev --constraint requirements.lock -o requirements-dev.lock

if grep -n '://\|^ *--\(index\|extra\|find\)' requirements.lock requirements-dev.lock; then
    echo "A lock names an address: see above." >&2
    exit 1
fi
