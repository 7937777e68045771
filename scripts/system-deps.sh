#!/bin/sh
# Makes sure the machine has what the tests run against: Redis, PostgreSQL, a browser, a PDF reader, one font; and the
# programs named, such as firefox-esr, each in a package of its name.
# Installs what is missing when it may (Debian or Ubuntu, root or sudo without password); else says what to install.
set -eu

missing=""
need() { missing="$missing $1"; }
command -v redis-server >/dev/null 2>&1 || need redis-server
command -v pg_virtualenv >/dev/null 2>&1 || need postgresql-common
# initdb is not on the PATH on Debian.
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need postgresql
command -v chromium >/dev/null 2>&1 || need chromium
command -v pdftoppm >/dev/null 2>&1 || need poppler-utils
[ -n "$(find /usr/share/fonts -name '*.ttf' -print -quit 2>/dev/null)" ] || need fonts-dejavu-core
for program in "$@"; do
  command -v "$program" >/dev/null 2>&1 || need "$program"
done
[ -n "$missing" ] || exit 0

refuse() { echo "The tests need:$missing. Install them and run make test again ($1)." >&2; exit 1; }
command -v apt-get >/dev/null 2>&1 || refuse "this machine has no apt-get"
if [ "$(id -u)" -eq 0 ]; then as_root=""
elif sudo -n true 2>/dev/null; then as_root="sudo -n"
else refuse "sudo apt-get install$missing"
fi

echo "Installing for the tests:$missing" >&2
log=$(mktemp)
# shellcheck disable=SC2086  # both are lists of words
if ! { $as_root apt-get update -qq && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >"$log" 2>&1; then
  tail -n 20 "$log" >&2
  refuse "apt-get failed, see above"
fi
rm -f "$log"
