"""Reading a YAML file so that every complaint about it can name a line."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Hashable, Sequence

import yaml

from knowledge.errors import KnowledgeError, Problem

try:
    from yaml import CSafeLoader as _SafeLoader
except ImportError:  # a PyYAML built without libyaml
    from yaml import SafeLoader as _SafeLoader  # type: ignore[assignment]

KeyPath = Sequence["str | int"]


class _DuplicateKey(Exception):
    def __init__(self, key: object, line: int) -> None:
        self.key, self.line = key, line


class _Loader(_SafeLoader):  # type: ignore[valid-type,misc]
    """A safe loader that refuses a key written twice, where YAML would keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[object] = set()
        for key_node, _ in node.value:
            if key_node.value in seen:
                raise _DuplicateKey(key_node.value, key_node.start_mark.line + 1)
            seen.add(key_node.value)
        return super().construct_mapping(node, deep)  # type: ignore[no-any-return]


def read(path: Path, name: str) -> Any:
    """Return what the YAML file holds; `name` is the file's name in complaints.

    Raises KnowledgeError for a file that is missing, is no YAML, or has a key twice.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except FileNotFoundError:
        raise KnowledgeError([Problem(name, 1, "file", "is missing; restore it")]) from None
    except UnicodeDecodeError:
        message = "is not UTF-8 text; save it as UTF-8"
        raise KnowledgeError([Problem(name, 1, "file", message)]) from None
    except _DuplicateKey as error:
        message = "stands twice in the same entry; keep one of the two"
        raise KnowledgeError([Problem(name, error.line, str(error.key), message)]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        reason = getattr(error, "problem", None) or "unreadable"
        message = f"is no YAML here: {reason}. Check indentation, quotes and colons around it"
        raise KnowledgeError([Problem(name, line, "file", message)]) from None


def line_of(path: Path, keys: KeyPath) -> int:
    """Return the line (from 1) of the entry that `keys` leads to, or of its nearest parent."""
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_SafeLoader)
    line = 1
    for key in keys:
        if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
            line = node.start_mark.line + 1
            continue
        if not isinstance(node, yaml.MappingNode):
            break
        found = next(((k, v) for k, v in node.value if k.value == str(key)), None)
        if found is None:
            break
        line, node = found[0].start_mark.line + 1, found[1]
    return line
