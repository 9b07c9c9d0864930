"""A moment in the history of the store: a release, or the last release of a day as it ended in Việt Nam."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import sqlalchemy as sa

from etl.model import BadChoice
from etl.store.tables import RELEASE

_VIETNAM = timezone(timedelta(hours=7))


def release_on(db: sa.Connection, as_of: int | str) -> int:
    """The release a choice names; 0 for a day before the first; BadChoice for anything else."""
    text = str(as_of).strip()
    if text.isascii() and text.isdigit() and len(text) < 10:
        return _known(db, int(text))
    try:
        day = date.fromisoformat(text)
    except ValueError as wrong:
        raise BadChoice(text, choice=text, welcome=_welcome(db)) from wrong
    if day.year in (date.min.year, date.max.year):
        raise BadChoice(text, choice=text, welcome=_welcome(db))
    end = datetime.combine(day + timedelta(days=1), time(), _VIETNAM).astimezone(UTC)
    before = sa.select(sa.func.max(RELEASE.c.id)).where(RELEASE.c.at < end.isoformat(timespec="seconds"))
    return db.scalar(before) or 0


def _known(db: sa.Connection, release: int) -> int:
    if release and not db.scalar(sa.select(RELEASE.c.id).where(RELEASE.c.id == release)):
        raise BadChoice(str(release), choice=release, welcome=_welcome(db))
    return release


def _welcome(db: sa.Connection) -> str:
    newest = db.scalar(sa.select(sa.func.max(RELEASE.c.id))) or 0
    return f"1–{newest}, {today().isoformat()}" if newest else "0"


def today() -> date:
    """The day it is in Việt Nam."""
    return datetime.now(_VIETNAM).date()


def vietnam_day(at: str) -> date:
    """The day in Việt Nam of a moment as the store writes it."""
    return datetime.fromisoformat(at).astimezone(_VIETNAM).date()
