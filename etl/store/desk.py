"""Papers on the desk: files that came in and are not staged yet, the work asked for on them, and remembered answers."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from etl.store.audit import record
from etl.store.sealed import grown, newest, sum_from, vouched
from etl.store.tables import META

Connection = sa.Connection

UPLOAD = sa.Table(
    "upload",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("by", "file", "sha256")),
    sa.Column("content", sa.LargeBinary, nullable=False),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("state", "task", "clerk", "layout")),
    *(sa.Column(name, sa.BigInteger, nullable=False) for name in ("size", "done", "total", "submission")),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("problem", "answers", "reading")),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("received_at", "changed_at")),
    sa.Index("upload_by_state", "state", "id"),
    info={"append_only": False},
)
"""One file of one sender. `state` is waiting | working | read | refused | staged | discarded; `task` is what is next."""

ANSWER = sa.Table(
    "answer",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("sender", "layout", "settles", "scope")),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("decision", "by", "at")),
    sa.Index("answer_by_layout", "sender", "layout", "id"),
)
"""What a sender decided about a layout; the later of two about one scope holds."""

TELLING = ("remember",)
"""The lines of the audit chain that tell the seal `answers`."""

_LOST = " lost "
"""In `clerk`: behind it stands how often a clerk was lost over the file."""
_LIGHT = [column for column in UPLOAD.c if column.name not in ("content", "reading")]


def add(tx: Connection, **values: Any) -> int:
    """A file on the desk."""
    return int(tx.execute(UPLOAD.insert().values(values).returning(UPLOAD.c.id)).scalar_one())


def one(tx: Connection, upload: int) -> Any:
    """A file's row without its bytes; None where there is none."""
    columns = [column for column in UPLOAD.c if column.name != "content"]
    return tx.execute(sa.select(*columns).where(UPLOAD.c.id == upload)).first()


def of_submission(tx: Connection, submission: int) -> Any:
    """The file a submission was staged from; None where it came another way."""
    columns = [column for column in UPLOAD.c if column.name != "content"]
    query = sa.select(*columns).where(UPLOAD.c.submission == submission, UPLOAD.c.state == "staged")
    return tx.execute(query.order_by(UPLOAD.c.id.desc()).limit(1)).first()


def content(tx: Connection, upload: int) -> bytes:
    """A file's bytes."""
    return bytes(tx.execute(sa.select(UPLOAD.c.content).where(UPLOAD.c.id == upload)).scalar_one())


def lying(tx: Connection, by: str, states: tuple[str, ...], most: int = 50) -> list[Any]:
    """Someone's files in some states, newest first."""
    query = sa.select(*_LIGHT).where(UPLOAD.c.by == by, UPLOAD.c.state.in_(states))
    return list(tx.execute(query.order_by(UPLOAD.c.id.desc()).limit(most)))


def same(tx: Connection, by: str, sha256: str) -> int | None:
    """A file with these bytes that already lies on someone's desk."""
    query = sa.select(UPLOAD.c.id).where(UPLOAD.c.by == by, UPLOAD.c.sha256 == sha256)
    return tx.scalar(query.where(UPLOAD.c.state.in_(("waiting", "working", "read"))).limit(1))


def write(tx: Connection, upload: int, **values: Any) -> None:
    """Write some of a file's columns."""
    tx.execute(UPLOAD.update().where(UPLOAD.c.id == upload).values(values))


def write_as(tx: Connection, upload: int, clerk: str, **values: Any) -> bool:
    """Write, as the clerk who works on it, some of a file's columns; False where it is no longer this clerk's."""
    own = (UPLOAD.c.id == upload) & (UPLOAD.c.clerk == clerk) & (UPLOAD.c.state == "working")
    return tx.execute(UPLOAD.update().where(own).values(values)).rowcount > 0


def claim(tx: Connection, clerk: str, at: str) -> Any:
    """The oldest waiting file, from now on this clerk's; None where nothing waits."""
    waiting = sa.select(UPLOAD.c.id, UPLOAD.c.clerk).where(UPLOAD.c.state == "waiting")
    row = tx.execute(waiting.order_by(UPLOAD.c.id).limit(1)).first()
    if row is None:
        return None
    name = f"{clerk}{_LOST}{lost(row.clerk)}"
    write(tx, row.id, state="working", clerk=name, changed_at=at, done=0, total=0)
    return one(tx, row.id)


def put_back(tx: Connection, upload: int, times: int) -> None:
    """A file waits again whose clerk was lost, so many times by now."""
    write(tx, upload, state="waiting", clerk=f"{_LOST}{times}")


def lost(clerk: str) -> int:
    """How often a clerk was lost over the file this one, or nobody, works on."""
    return int(clerk.partition(_LOST)[2] or 0)


def worked_on(tx: Connection) -> list[Any]:
    """Every file some clerk says it works on: its number, the clerk and when it was last heard of."""
    columns = (UPLOAD.c.id, UPLOAD.c.file, UPLOAD.c.clerk, UPLOAD.c.changed_at)
    return list(tx.execute(sa.select(*columns).where(UPLOAD.c.state == "working")))


def remember(tx: Connection, rows: list[dict[str, Any]]) -> None:
    """Keep answers for the sender's next file of the layout, sealed in the audit chain."""
    if rows:
        last = newest(tx, ANSWER)
        tx.execute(ANSWER.insert(), rows)
        seal = grown(vouched(tx, "answers", TELLING), sum_from(tx, ANSWER, last))
        record(tx, rows[0]["sender"], "remember", about=[row["scope"] for row in rows], answers=seal)


def remembered(tx: Connection, sender: str, layout: str) -> list[Any]:
    """Every answer of a sender about a layout, in the order they were given."""
    query = sa.select(ANSWER).where(ANSWER.c.sender == sender, ANSWER.c.layout == layout)
    return list(tx.execute(query.order_by(ANSWER.c.id)))
