"""YAML read strictly: every scalar stays text, a repeated key is an error, and each mapping knows its file and lines."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from etl.model import CatalogueError

_Base: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Block(dict[str, Any]):
    """A mapping as a file has it: `at(key)` says where the key, or the mapping, stands."""

    file: str
    line: int
    lines: dict[str, int]

    def at(self, key: str = "") -> str:
        """`crops.yml:12`."""
        return f"{self.file}:{self.lines.get(key, self.line)}"


class _Strict(_Base):  # type: ignore[misc]
    """BaseLoader (01 is not 1, no is not False) that refuses a repeated key."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Block:
        block = Block()
        block.file, block.line, block.lines = Path(node.start_mark.name).name, node.start_mark.line + 1, {}
        for key_node, value_node in node.value:
            key = self.construct_object(key_node)
            line = key_node.start_mark.line + 1
            if not isinstance(key, str):
                raise CatalogueError(f"{block.file}:{line}: a list or mapping is no key; write one word")
            if key in block:
                first = block.lines[key]
                raise CatalogueError(
                    f"{block.file}:{line}: {key} stands in line {first} already; keep one of the two"
                )
            block.lines[key] = line
            block[key] = self.construct_object(value_node, deep=True)
        return block


def read_yaml(file: Path) -> Any:
    """The file's content as text, lists and blocks."""
    try:
        with file.open(encoding="utf-8") as handle:
            return yaml.load(handle, Loader=_Strict)  # noqa: S506 - BaseLoader builds text only
    except OSError as missing:
        raise CatalogueError(f"{file}: cannot be read ({missing.strerror}); restore the file") from missing
    except UnicodeDecodeError as wrong:
        raise CatalogueError(f"{file.name}: is not UTF-8; save it as UTF-8") from wrong
    except yaml.MarkedYAMLError as wrong:
        line = wrong.problem_mark.line + 1 if wrong.problem_mark else 1
        told = f"{wrong.problem}; check indentation, quotes and brackets there"
        raise CatalogueError(f"{file.name}:{line}: {told}") from wrong


@lru_cache(maxsize=4)
def fingerprint(home: Path) -> str:
    """The hash of a catalogue's files: what a release was published with."""
    told = hashlib.sha256()
    for file in sorted(home.rglob("*.yml")):
        told.update(file.relative_to(home).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return told.hexdigest()[:16]
