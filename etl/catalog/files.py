"""YAML read strictly: every scalar stays text, a repeated key is an error, and each error names file and line."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from etl.model import CatalogueError

_Base: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Strict(_Base):  # type: ignore[misc]
    """BaseLoader (01 is not 1, no is not False) that refuses a repeated key."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key) for key, _ in node.value]
        if len(set(keys)) < len(keys):
            repeated = sorted({key for key in keys if keys.count(key) > 1})
            mark = node.start_mark
            raise CatalogueError(f"{mark.name}:{mark.line + 1}: {repeated} stands twice; keep one")
        return super().construct_mapping(node, deep)  # type: ignore[no-any-return]


def read_yaml(file: Path) -> Any:
    """The file's content as text, lists and mappings."""
    try:
        with file.open(encoding="utf-8") as handle:
            return yaml.load(handle, Loader=_Strict)  # noqa: S506 - BaseLoader builds text only
    except OSError as missing:
        raise CatalogueError(f"{file}: cannot be read ({missing})") from missing
    except yaml.YAMLError as wrong:
        raise CatalogueError(f"{file}: {wrong}") from wrong


@lru_cache(maxsize=4)
def fingerprint(home: Path) -> str:
    """The hash of a catalogue's files: what a release was published with."""
    told = hashlib.sha256()
    for file in sorted(home.rglob("*.yml")):
        told.update(file.relative_to(home).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return told.hexdigest()[:16]
