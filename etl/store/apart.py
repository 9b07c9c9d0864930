"""Cases, remembered answers, files on the desk, sessions and links against the audit chain: what was changed behind its back."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from etl.store import cases, desk, people
from etl.store.audit import told
from etl.store.sealed import held, mark_of, vouched
from etl.store.tables import REPORT, SUBMISSION

_SENT = ("file", "sha256", "size")
"""What the chain tells of a file that was sent; an earlier version left out its size."""
Given = tuple[str, str, str]
"""What an answer settles, its decision, and whose it is."""


def stands_apart(tx: sa.Connection) -> Iterator[str]:
    """What is not as the audit chain tells of it, in words."""
    if held(tx, cases.SEALED) != vouched(tx, "cases", cases.TELLING):
        yield "cases: contradictions or what was said of them differ from the audit chain"
    if held(tx, (desk.ANSWER,)) != vouched(tx, "answers", desk.TELLING):
        yield "answer: what is remembered differs from the audit chain"
    if apart := sorted(_files(tx)):
        yield f"upload: {apart} differ from the audit chain"
    if _doors(tx) - _opened(tx):
        yield "sign-in: sessions or one-time links that the audit chain does not know"


def _files(tx: sa.Connection) -> Iterator[int]:
    """Files on the desk that nobody sent so, or that are not the bytes, answers or report they were."""
    sent = {int(str(f["upload"])): (actor, f) for actor, _, f in told(tx, "upload")}
    light = [column for column in desk.UPLOAD.c if column.name not in ("content", "reading")]
    rows = tx.execute(sa.select(*light)).all()
    yield from sent.keys() ^ {row.id for row in rows}
    dropped = {f["upload"] for _, _, f in told(tx, "discard")}
    said, remembered, kept = _said(tx), _remembered(tx), _kept(tx)
    for row in rows:
        by, facts = sent.get(row.id, ("", {}))
        is_as_told = (
            row.by == by and all(row._mapping[name] == facts.get(name, row.size) for name in _SENT),
            (row.id in dropped) == (row.state == "discarded"),
            not row.submission or kept.get(row.submission) == row.sha256,
            _has_its_bytes(tx, row),
            _fits(row.answers, said[row.id], remembered[row.by]),
        )
        if not all(is_as_told):
            yield row.id


def _has_its_bytes(tx: sa.Connection, row: Any) -> bool:
    """A file that is done with has none any more."""
    content = desk.content(tx, row.id)
    if row.state in ("staged", "discarded"):
        return not content
    return bool((len(content), hashlib.sha256(content).hexdigest()) == (row.size, row.sha256))


def _kept(tx: sa.Connection) -> dict[int, str]:
    query = sa.select(SUBMISSION.c.id, REPORT.c.sha256).join(REPORT, REPORT.c.id == SUBMISSION.c.report)
    return {row.id: row.sha256 for row in tx.execute(query)}


def _said(tx: sa.Connection) -> defaultdict[int, dict[str, Given | None]]:
    """What was last answered about each scope of each file; None where it was opened again."""
    found: defaultdict[int, dict[str, Given | None]] = defaultdict(dict)
    for actor, action, f in told(tx, "answer", "open_again"):
        given = (str(f["is"]), str(f["after"]), actor) if action == "answer" else None
        found[int(str(f["upload"]))][str(f["about"])] = given
    return found


def _remembered(tx: sa.Connection) -> defaultdict[str, set[tuple[str, Given]]]:
    found: defaultdict[str, set[tuple[str, Given]]] = defaultdict(set)
    for row in tx.execute(sa.select(desk.ANSWER)):
        found[row.sender].add((row.scope, (row.settles, row.decision, row.by)))
    return found


def _fits(answers: str, said: dict[str, Given | None], remembered: set[tuple[str, Given]]) -> bool:
    """Whether a file's answers are those that were given about it, and others that its sender gave before."""
    try:
        listed: list[dict[str, str]] = json.loads(answers)
        given = {one["scope"]: (one["settles"], one["decision"], one["by"]) for one in listed}
    except (ValueError, TypeError, KeyError):
        return False
    own = {scope: answer for scope, answer in said.items() if answer}
    return (
        isinstance(listed, list)
        and own.items() <= given.items()
        and all(pair in remembered or own.get(pair[0]) == pair[1] for pair in given.items())
    )


def _doors(tx: sa.Connection) -> set[str]:
    """The marks of what lets somebody in: sessions and one-time links."""
    session, link = people.SESSION.c, people.LINK.c
    sessions = sa.select(session.token, session.user, session.opened_at, session.address)
    links = sa.select(link.token, link.user, link.until)
    return {mark_of(*row) for query in (sessions, links) for row in tx.execute(query)}


def _opened(tx: sa.Connection) -> set[str]:
    lines = told(tx, "sign_in", "user_add", "user_reset", "setup_link")
    return {str(f["mark"]) for _, _, f in lines if "mark" in f}
