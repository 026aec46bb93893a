#!/usr/bin/env bash
# Makes this work tree ready: `setup.sh run` for running, `setup.sh dev` for the tools alone,
# `setup.sh test` for every check. A step is skipped while what it was made from is unchanged
# (by content), so the second call takes milliseconds.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

purpose=${1:-run}
log=build/setup.log
mkdir -p build
: > "$log"

fail() {
    echo "$*" >&2
    exit 1
}

# step WHAT COMMAND…: its output goes into the log; when it fails, one sentence says where to look.
step() {
    local what=$1
    shift
    echo "Set-up: $what"
    echo "== $what" >> "$log"
    "$@" >> "$log" 2>&1 || fail "Set-up stopped while $what: see $log for what went wrong."
}

fingerprint() { # FILE…
    if command -v sha256sum > /dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi | cksum
}

unchanged() { # STAMP FINGERPRINT
    [ -f "$1" ] && [ "$(< "$1")" = "$2" ]
}

version_of() { # PYTHON
    "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2> /dev/null
}

# --- Python ---

check_python() {
    command -v "$python" > /dev/null \
        || fail "Orderpaper needs Python 3.11 or newer, and there is no $python here: install it, or say where it is with PYTHON=…"
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
        || fail "Orderpaper needs Python 3.11 or newer, and $python is $(version_of "$python"): say where a newer one is with PYTHON=…"
    "$python" -c 'import ensurepip, venv' 2> /dev/null \
        || fail "$python cannot make virtual environments: on Debian or Ubuntu, run 'apt-get install python3-venv' as root first."
}

# The .venv belongs to this folder and this Python: its programs hold both names.
venv_is_usable() {
    local version
    version=$(version_of .venv/bin/python) || return 1
    unchanged .venv/.made-for "$PWD $version" || return 1
    [ -z "${PYTHON:-}" ] || [ "$version" = "$(version_of "$PYTHON")" ]
}

make_venv() {
    rm -rf .venv && "$python" -m venv .venv && .venv/bin/python -m pip install uv \
        && echo "$PWD $(version_of .venv/bin/python)" > .venv/.made-for
}

install_libraries() { # LOCK
    .venv/bin/python -m uv pip sync --python .venv/bin/python --require-hashes --compile-bytecode "$1"
}

if ! venv_is_usable; then
    python=${PYTHON:-python3}
    check_python
    step "making .venv" make_venv
fi

# Once the tools for tests are there they stay, so that `make run` and `make test` can alternate.
lock=requirements.lock
if [ "$purpose" != run ] || [ -f .venv/.with-tools ]; then
    lock=requirements-dev.lock
    touch .venv/.with-tools
fi
now=$(fingerprint "$lock")
if ! unchanged .venv/.libraries "$now"; then
    step "installing the Python libraries" install_libraries "$lock"
    echo "$now" > .venv/.libraries
fi

# --- Translations ---

compile_translations() {
    .venv/bin/python -m babel.messages.frontend compile --domain orderpaper --directory server/locale
}

shopt -s nullglob
translations=(server/locale/*/LC_MESSAGES/orderpaper.po)
if [ ${#translations[@]} -gt 0 ]; then
    compiled=(server/locale/*/LC_MESSAGES/orderpaper.mo)
    now=$(fingerprint "${translations[@]}")
    if [ ${#compiled[@]} -ne ${#translations[@]} ] || ! unchanged .venv/.translations "$now"; then
        step "compiling the translations" compile_translations
        echo "$now" > .venv/.translations
    fi
fi

# --- Pages ---

check_node() {
    command -v node > /dev/null \
        || fail "Orderpaper's pages are built with Node.js 20 or newer, and there is no node here: install it (Debian 13, Ubuntu 25.04 or newer: apt-get install nodejs npm)."
    node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' \
        || fail "Orderpaper's pages are built with Node.js 20 or newer, and node here is $(node --version): install a newer one."
    command -v npm > /dev/null \
        || fail "Orderpaper's pages are built with npm, and there is none here: install it (Debian or Ubuntu: apt-get install npm)."
}

fetch_packages() {
    (cd web && npm ci)
}

build_pages() {
    (cd web && node build.mjs)
}

set_up_pages() {
    local packages sources pages_stale="" packages_stale=""
    packages=$(fingerprint web/package.json web/package-lock.json)
    sources=$(find web/src -type f | LC_ALL=C sort | tr '\n' '\0' | xargs -0 cat web/build.mjs | cksum)
    unchanged web/dist/.made-from "$packages $sources" || pages_stale=yes
    # The tests also need packages that the pages do not: axe-core and oidc-provider.
    if [ -n "$pages_stale" ] || [ "$purpose" = test ]; then
        unchanged web/node_modules/.made-from "$packages" || packages_stale=yes
    fi
    if [ -n "$pages_stale$packages_stale" ]; then check_node; fi
    if [ -n "$packages_stale" ]; then
        step "fetching the pages' packages" fetch_packages
        echo "$packages" > web/node_modules/.made-from
    fi
    if [ -n "$pages_stale" ]; then
        step "building the pages" build_pages
        echo "$packages $sources" > web/dist/.made-from
    fi
}

if [ "$purpose" != dev ]; then set_up_pages; fi

# --- Browser, for the tests ---

# The shell is Chromium without its windows, and runs the tests a third faster; either does.
install_chromium() {
    export DEBIAN_FRONTEND=noninteractive
    apt-get update
    apt-get install -y --no-install-recommends chromium-headless-shell \
        || apt-get install -y --no-install-recommends chromium
}

has_chromium() {
    command -v chromium-headless-shell > /dev/null || command -v chromium > /dev/null
}

if [ "$purpose" = test ] && ! has_chromium; then
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get > /dev/null; then
        fail "The tests drive Chromium, and there is none here: install it (Debian: apt-get install chromium-headless-shell)."
    fi
    step "installing Chromium" install_chromium
fi

# --- PostgreSQL, for the tests of the journal in it; they start servers of their own ---

install_postgresql() {
    export DEBIAN_FRONTEND=noninteractive
    apt-get update && apt-get install -y --no-install-recommends postgresql
}

has_postgresql() {
    command -v initdb > /dev/null || compgen -G "/usr/lib/postgresql/*/bin/initdb" > /dev/null
}

if [ "$purpose" = test ] && ! has_postgresql; then
    if [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null && [ ! -f .venv/.no-postgresql ]; then
        echo "Set-up: installing PostgreSQL"
        install_postgresql >> "$log" 2>&1 || touch .venv/.no-postgresql # not tried again each time
    fi
    has_postgresql \
        || echo "There is no PostgreSQL here, so the tests on it are skipped (Debian: apt-get install postgresql)."
fi
