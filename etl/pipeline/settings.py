"""What an office may choose: one table of name, default and kind; help is `setting.<name>` in the string table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from etl.model import BadChoice


@dataclass(frozen=True, slots=True)
class Setting:
    """One choice: a whole number between bounds; with the bounds 0 and 1 it is no or yes.

    `visitors`: who may look without signing in — 0 nobody, 1 whoever sits at this machine, 2 everybody.
    """

    name: str
    default: int
    least: int = 0
    most: int = 1


SETTINGS = (
    Setting("visitors", 1, 0, 2),
    Setting("two_persons", 0),
    Setting("idle_minutes", 60, 5, 480),
    Setting("session_hours", 12, 1, 24),
    Setting("tries", 5, 3, 10),
    Setting("lockout_minutes", 15, 5, 120),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds: the office's choices over the defaults."""

    values: Mapping[str, int]

    @classmethod
    def of(cls, stored: Mapping[str, str]) -> Settings:
        """From what the store holds."""
        return cls({s.name: int(stored.get(s.name, s.default)) for s in SETTINGS})

    def __getitem__(self, name: str) -> int:
        return self.values[name]


def checked(name: str, value: str) -> str:
    """The value as it is stored; BadChoice where the setting or the value is none."""
    setting = _BY_NAME.get(name)
    if setting is None:
        raise BadChoice(name, choice=name, welcome=", ".join(_BY_NAME))
    if not value.isdecimal() or not setting.least <= int(value) <= setting.most:
        raise BadChoice(value, choice=value, welcome=f"{setting.least}-{setting.most}")
    return value
