"""The bundle of the widget: built when its sources changed, with Node of the system or of PyPI."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from launch.model import ROOT

WIDGET = ROOT / "widget"
DIST = WIDGET / "dist"
LOG = ROOT / "build" / "logs" / "widget.log"
_STAMP = ROOT / "build" / "widget.stamp"
_NODE_OF_PYPI = ROOT / "build" / "node"
_LOCKED_NODE = ROOT / "requirements-node.txt"
# As in widget/package.json, engines.
_OLDEST_NODE = (20, 19)
_NOT_MADE_OF = ("node_modules", "dist", "tests")
_PATIENCE_S = 600


class BuildFailed(RuntimeError):
    """The widget cannot be built; the text says what to do."""


def ensure_built() -> bool:
    """Build the widget if its sources changed; return whether there was a build.

    Raises BuildFailed; the assistant runs without it, over REST.
    """
    if not (WIDGET / "package.json").exists():
        raise BuildFailed("widget/package.json is not there")
    stamp = fingerprint(WIDGET)
    if (DIST / "widget.js").exists() and _STAMP.exists() and _STAMP.read_text() == stamp:
        return False
    print("Building the widget (only when its sources changed) ...", flush=True)
    environment = ensure_packages()
    _STAMP.unlink(missing_ok=True)
    _run(["npm", "run", "build"], environment)
    _STAMP.write_text(stamp)
    return True


def check() -> int:
    """Check types, run the unit tests, build, and hold the bundle to its size.

    Return the exit code of what failed, else 0; what is wrong goes to the terminal. Raises
    BuildFailed when there is no Node.js to do it with.
    """
    stamp, environment = fingerprint(WIDGET), ensure_packages()
    _STAMP.unlink(missing_ok=True)
    npm = shutil.which("npm", path=environment["PATH"]) or "npm"
    code = subprocess.run(
        [npm, "run", "--silent", "check"], cwd=WIDGET, env=environment, check=False
    ).returncode
    if not code:
        _STAMP.write_text(stamp)
    return code


def ensure_packages() -> dict[str, str]:
    """Install what the lock file names, if that was not done; return an environment with Node.js.

    Raises BuildFailed.
    """
    LOG.parent.mkdir(parents=True, exist_ok=True)
    LOG.write_bytes(b"")
    environment = _environment_with_node()
    if not _installed():
        _run(["npm", "ci", "--no-audit", "--no-fund"], environment)
    return environment


def fingerprint(folder: Path) -> str:
    """Return a short hash of everything that the bundle is made of."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if inside.parts[0] not in _NOT_MADE_OF and path.is_file():
            digest.update(inside.as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _installed() -> bool:
    """Whether node_modules was installed from the present lock file."""
    lock, done = WIDGET / "package-lock.json", WIDGET / "node_modules" / ".package-lock.json"
    return done.exists() and done.stat().st_mtime >= lock.stat().st_mtime


def _environment_with_node() -> dict[str, str]:
    """Return an environment in which node and npm are found."""
    path = os.environ.get("PATH", "")
    if _fits(path):
        return {**os.environ, "PATH": path}
    path = f"{_NODE_OF_PYPI / 'bin'}{os.pathsep}{path}"
    if not _fits(path):
        print("No Node.js 20.19 or later here; getting one from PyPI ...", flush=True)
        _install_node()
    if not _fits(path):
        raise BuildFailed(
            "there is no Node.js, and none came from PyPI: install Node.js 20.19 or later, with npm"
        )
    return {**os.environ, "PATH": path}


def _install_node() -> None:
    """Try to get Node.js from PyPI; whether it runs is for the caller to see."""
    python = str(_NODE_OF_PYPI / "bin" / "python")
    with contextlib.suppress(BuildFailed):
        _run([sys.executable, "-m", "venv", str(_NODE_OF_PYPI)])
        _run(
            [
                *(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
                *("--require-hashes", "-r", str(_LOCKED_NODE)),
            ]
        )


def _fits(path: str) -> bool:
    """Whether node on this path runs and is new enough, with npm beside it."""
    node = shutil.which("node", path=path)
    if node is None or shutil.which("npm", path=path) is None:
        return False
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return False
    version = re.match(r"v(\d+)\.(\d+)", said.stdout)
    return version is not None and (int(version[1]), int(version[2])) >= _OLDEST_NODE


def _run(command: list[str], environment: dict[str, str] | None = None) -> None:
    program = shutil.which(command[0], path=(environment or os.environ).get("PATH"))
    shown = " ".join((Path(command[0]).name, *command[1:3]))
    with LOG.open("ab") as log:
        try:
            done = subprocess.run(
                [program or command[0], *command[1:]],
                cwd=WIDGET,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                timeout=_PATIENCE_S,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise BuildFailed(f"`{shown}` did not finish: {type(error).__name__}") from None
    if done.returncode:
        raise BuildFailed(f"`{shown}` failed; the last lines of {LOG.name} in {LOG.parent} say why")
