#!/usr/bin/env bash
# Builds the virtual environment .venv from the lock files: installs those that, or whose Python, changed since the last time.
# Usage: environment.sh [dev]   PYTHON=... chooses the interpreter.
set -euo pipefail
cd "$(dirname "$0")/.."
venv="${VENV:-.venv}"
locks=(requirements.txt)
[ "${1:-}" = dev ] && locks+=(requirements-dev.txt)

say() { printf '%s\n' "$*" >&2; }
fits() { "$1" -c 'import sys; sys.exit(sys.version_info[:2] not in ((3, 10), (3, 11)))' >/dev/null 2>&1; }

# The first candidate that runs: a pyenv shim on the path may answer 127.
find_python() {
  if [ -n "${PYTHON:-}" ]; then
    fits "$PYTHON" && { command -v "$PYTHON"; return; }
    say "PYTHON=$PYTHON is no Python 3.10 or 3.11; name one that is, or leave PYTHON out."; return 1
  fi
  local candidate
  for candidate in python3.10 python3.11 python3 python "$HOME"/.pyenv/versions/3.1[01].*/bin/python; do
    fits "$candidate" && { command -v "$candidate"; return; }
  done
  say "No Python 3.10 or 3.11 here; getting one with uv ..."
  local uv="$venv-uv/bin/uv"
  if command -v uv >/dev/null; then uv=uv; else
    python3 -m venv "$venv-uv" && "$venv-uv/bin/pip" install --quiet uv || {
      say "Could not install uv. Install Python 3.10 or 3.11 and give it as PYTHON=/path/to/python."; return 1; }
  fi
  "$uv" python install 3.10 >&2 && "$uv" python find 3.10 || {
    say "uv could not get Python 3.10. Install 3.10 or 3.11 and give it as PYTHON=/path/to/python."; return 1; }
}

stamp_of() { sha256sum "$1" - <<<"$python" | sha256sum | cut -c1-16; }

python="$(find_python)"
python="$("$python" -c 'import sys; print(sys.executable)')"
missing=()
for lock in "${locks[@]}"; do
  [ -x "$venv/bin/python" ] && [ "$(cat "$venv/.installed-$lock" 2>/dev/null)" = "$(stamp_of "$lock")" ] || missing+=("$lock")
done
[ ${#missing[@]} = 0 ] && exit

say "Building $venv with $("$python" --version) (about two minutes, once) ..."
if [ ! -x "$venv/bin/python" ] || [ "$(cat "$venv/.python" 2>/dev/null)" != "$python" ]; then
  rm -rf "$venv"
  "$python" -m venv "$venv" || { say "venv failed: on Debian, apt-get install python3-venv."; exit 1; }
  echo "$python" > "$venv/.python"
fi
# Rasa declares Python < 3.11 and works on 3.11. Byte code now: without it every start takes 9 s more.
for lock in "${missing[@]}"; do
  env -u PYTHONDONTWRITEBYTECODE "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    --ignore-requires-python --no-deps --require-hashes -r "$lock" || {
    say "Installing $lock failed: see pip's lines above. Is PyPI reachable?"; exit 1; }
  stamp_of "$lock" > "$venv/.installed-$lock"
done
