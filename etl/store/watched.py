"""Accounts and settings against the audit chain: what was changed there behind the chain's back is found."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import sqlalchemy as sa

from etl.model.people import Person
from etl.store import people
from etl.store.audit import told as audited

_CHANGES = ("user_add", "user_change", "user_reset", "password")


def told(person: Person) -> str:
    """What an account may do, as the audit chain says it."""
    reach = ", ".join(sorted(person.areas | person.topics)) or "*"
    return f"{', '.join(sorted(person.roles))}; {reach}; {'active' if person.is_active else 'closed'}"


def seal(password: str) -> str:
    """The mark by which the chain knows a password's hash again without holding it."""
    return hashlib.sha256(password.encode()).hexdigest()[:16] if password else ""


def tampered_people(tx: sa.Connection) -> Iterator[str]:
    """Accounts and settings that are not what the audit chain last said of them, in words.

    An account's shown name and password are compared from the version on whose chain tells of them.
    """
    said: dict[str, dict[str, object]] = {}
    for _, _, facts in audited(tx, *_CHANGES):
        said.setdefault(str(facts["user"]), {}).update(facts)
    held = {
        row.name: {"after": told(people.person_of(row)), "shown": row.shown, "seal": seal(row.password)}
        for row in tx.execute(sa.select(people.USER))
    }
    apart = {name for name in held.keys() | said.keys() if not _fits(held.get(name), said.get(name))}
    if apart:
        yield f"account: {', '.join(sorted(apart))} differ from the audit chain"
    chosen = {str(facts["name"]): str(facts["after"]) for _, _, facts in audited(tx, "setting")}
    if chosen != people.settings(tx):
        yield "setting: what is set differs from the audit chain"


def _fits(held: dict[str, str] | None, said: dict[str, object] | None) -> bool:
    """Whether an account is there on both sides and as the chain says, in what the chain says of it."""
    if held is None or said is None:
        return held is said
    return all(held[name] == said[name] for name in held.keys() & said.keys())
