#!/usr/bin/env bash
# Prints the path of a database server's program, installing Debian's when we are root.
# Usage: database.sh postgres|redis-server
set -euo pipefail

say() { printf '%s\n' "$*" >&2; }
declare -A PACKAGE=([postgres]=postgresql [redis-server]=redis-server)
program="${1:-}"
package="${PACKAGE[$program]:-}"
[ -n "$package" ] || { say "Usage: database.sh postgres|redis-server"; exit 2; }

# PostgreSQL's programs (initdb stands beside postgres) are not on Debian's path.
find_program() {
  local candidate
  for candidate in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) $(tr ':' ' ' <<<"$PATH"); do
    [ -x "$candidate/$program" ] && { echo "$candidate/$program"; return; }
  done
  return 1
}

find_program && exit
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  say "No $program here; installing Debian's ..."
  # Its own service is not wanted: the tests start one in a folder of theirs.
  { apt-get update -qq && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$package"; } >/dev/null 2>&1 || true
  find_program && exit
fi
say "No $program here: install it (on Debian, apt-get install $package)."
exit 1
