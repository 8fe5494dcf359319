#!/usr/bin/env bash
# Prints the path of a Chromium or Chrome: CHROMIUM, else that of the system, else Debian's, installed when we are root.
set -euo pipefail

say() { printf '%s\n' "$*" >&2; }
# On Ubuntu without snap, chromium-browser is a script that only says so.
runs() { "$1" --version >/dev/null 2>&1; }

find_browser() {
  local candidate
  for candidate in chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Chromium.app/Contents/MacOS/Chromium" "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    runs "$candidate" && { command -v "$candidate"; return; }
  done
  return 1
}

if [ -n "${CHROMIUM:-}" ]; then
  runs "$CHROMIUM" && { command -v "$CHROMIUM"; exit; }
  say "CHROMIUM=$CHROMIUM does not run; name a Chromium or Chrome that does, or leave CHROMIUM out."; exit 1
fi
find_browser && exit
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  say "No Chromium here; installing Debian's ..."
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 || true
  find_browser && exit
fi
say "No Chromium runs here: install it (on Debian, apt-get install chromium), or give one as CHROMIUM=/path/to/chromium."
exit 1
