"""When the widget is built, and what is said when it cannot be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from launch import bundle

_NPM = """#!/bin/sh
echo "$*" >> "$(dirname "$0")/calls"
mkdir -p dist node_modules
: > dist/widget.js
: > node_modules/.package-lock.json
"""


@pytest.fixture()
def widget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A widget of one source, with a node and an npm that only note how they are called."""
    folder = tmp_path / "widget"
    (folder / "src").mkdir(parents=True)
    (folder / "package.json").write_text("{}", encoding="utf-8")
    (folder / "package-lock.json").write_text("{}", encoding="utf-8")
    (folder / "src" / "index.ts").write_text("export {};", encoding="utf-8")
    tools = tmp_path / "tools"
    tools.mkdir()
    program(tools / "node", "#!/bin/sh\necho v22.1.0\n")
    program(tools / "npm", _NPM)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(bundle, "WIDGET", folder)
    monkeypatch.setattr(bundle, "DIST", folder / "dist")
    monkeypatch.setattr(bundle, "LOG", tmp_path / "logs" / "widget.log")
    monkeypatch.setattr(bundle, "_STAMP", tmp_path / "widget.stamp")
    return folder


def program(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


def calls(tools: Path) -> list[str]:
    """Return how npm was called since the last look."""
    noted = tools / "calls"
    lines = noted.read_text(encoding="utf-8").splitlines()
    noted.unlink()
    return lines


def test_it_is_built_once_and_again_when_a_source_changes(widget: Path, tmp_path: Path) -> None:
    assert bundle.ensure_built()
    assert calls(tmp_path / "tools") == ["ci --no-audit --no-fund", "run build"]
    assert not bundle.ensure_built()
    (widget / "src" / "index.ts").write_text("export const a = 1;", encoding="utf-8")
    assert bundle.ensure_built()
    assert calls(tmp_path / "tools") == ["run build"]


def test_a_lost_bundle_is_built_again(widget: Path) -> None:
    bundle.ensure_built()
    (widget / "dist" / "widget.js").unlink()
    assert bundle.ensure_built()


def test_a_failed_build_says_where_to_look(widget: Path, tmp_path: Path) -> None:
    program(tmp_path / "tools" / "npm", "#!/bin/sh\necho no registry here\nexit 1\n")
    with pytest.raises(bundle.BuildFailed, match=r"`npm ci .*widget\.log"):
        bundle.ensure_built()
    assert "no registry here" in bundle.LOG.read_text(encoding="utf-8")


def test_packages_are_installed_for_the_tests_of_a_widget_that_is_built(
    widget: Path, tmp_path: Path
) -> None:
    bundle.ensure_built()
    (widget / "node_modules" / ".package-lock.json").unlink()
    assert not bundle.ensure_built()
    bundle.ensure_packages()
    assert calls(tmp_path / "tools")[-1] == "ci --no-audit --no-fund"


def test_a_check_that_fails_leaves_the_bundle_to_be_built(widget: Path, tmp_path: Path) -> None:
    program(tmp_path / "tools" / "npm", _NPM + '[ "$3" != check ] || exit 3\n')
    assert bundle.check() == 3
    program(tmp_path / "tools" / "npm", _NPM)
    assert bundle.ensure_built()
    assert bundle.check() == 0
    assert not bundle.ensure_built()


def test_without_node_one_line_says_what_to_install(
    widget: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path / "tools" / "node", "#!/bin/sh\nexit 127\n")
    monkeypatch.setattr(bundle, "_NODE_OF_PYPI", tmp_path / "node")
    monkeypatch.setattr(bundle, "_LOCKED_NODE", tmp_path / "not-there.txt")
    with pytest.raises(bundle.BuildFailed, match=r"^[^\n]*install Node\.js 20\.19 or later[^\n]*$"):
        bundle.ensure_packages()


@pytest.mark.parametrize(
    ("said", "fits"), [("v20.19.0", True), ("v24.1.0", True), ("v20.18.3", False), ("", False)]
)
def test_only_a_node_that_is_new_enough_is_taken(
    widget: Path, tmp_path: Path, said: str, fits: bool
) -> None:
    program(tmp_path / "tools" / "node", f"#!/bin/sh\necho {said}\n")
    assert bundle._fits(str(tmp_path / "tools")) is fits
