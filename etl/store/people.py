"""Who works here: users, sessions, tries, one-time links, the office's settings. Several workers share them."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa

from etl.model.people import Person, Role
from etl.store.sealed import mark_of
from etl.store.tables import META

Connection = sa.Connection
_OPEN: dict[str, Any] = {"append_only": False}

USER = sa.Table(
    "user_account",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("shown", "roles", "areas", "topics")),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("password", "created_at")),
    sa.Column("is_active", sa.Integer, nullable=False),
    info=_OPEN,
)
SESSION = sa.Table(
    "user_session",
    META,
    sa.Column("token", sa.Text, primary_key=True),
    sa.Column("user", sa.ForeignKey("user_account.id"), nullable=False, index=True),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("opened_at", "seen_at", "address")),
    info=_OPEN,
)
"""Who is signed in; `token` is the hash of what the browser holds."""

TRY = sa.Table(
    "sign_in_try",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Index("sign_in_try_by_key", "key", "at"),
    info=_OPEN,
)
"""Failed tries to sign in, of an account and of an address."""

LINK = sa.Table(
    "one_time_link",
    META,
    sa.Column("token", sa.Text, primary_key=True),
    sa.Column("user", sa.ForeignKey("user_account.id")),
    sa.Column("until", sa.Text, nullable=False),
    info=_OPEN,
)
"""Links that let someone choose a password once; without a user it is the office's first, for its administrator."""

SETTING = sa.Table(
    "setting",
    META,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    info=_OPEN,
)


def person_of(row: sa.Row[*tuple[Any, ...]]) -> Person:
    """A user's row as a Person."""
    roles = frozenset(map(Role, json.loads(row.roles)))
    areas, topics = frozenset(json.loads(row.areas)), frozenset(json.loads(row.topics))
    return Person(row.id, row.name, row.shown, roles, areas, topics, bool(row.is_active))


def everyone(tx: sa.Connection) -> list[Person]:
    """All users, by name."""
    return [person_of(row) for row in tx.execute(sa.select(USER).order_by(USER.c.name))]


def find(tx: sa.Connection, name: str) -> tuple[Person, str] | None:
    """A user and the hash of their password."""
    row = tx.execute(sa.select(USER).where(USER.c.name == name)).first()
    return (person_of(row), row.password) if row else None


def get(tx: sa.Connection, user: int) -> Person | None:
    """A user by number."""
    row = tx.execute(sa.select(USER).where(USER.c.id == user)).first()
    return person_of(row) if row else None


def add(tx: sa.Connection, person: Person, at: str) -> int:
    """A new user without a password."""
    values = _values(person) | {"name": person.name, "password": "", "created_at": at}
    return int(tx.execute(USER.insert().values(values).returning(USER.c.id)).scalar_one())


def change(tx: sa.Connection, person: Person) -> None:
    """Write a user's shown name, roles, reach and whether they may sign in."""
    tx.execute(USER.update().where(USER.c.id == person.id).values(_values(person)))


def _values(person: Person) -> dict[str, Any]:
    return {
        "shown": person.shown, "is_active": int(person.is_active), "roles": json.dumps(sorted(person.roles)),
        "areas": json.dumps(sorted(person.areas)), "topics": json.dumps(sorted(person.topics)),
    }  # fmt: skip


def set_password(tx: sa.Connection, user: int, password: str) -> None:
    """Write the hash of a password and close every session it had opened."""
    tx.execute(USER.update().where(USER.c.id == user).values(password=password))
    close_sessions(tx, user)


def open_session(tx: sa.Connection, token: str, user: int, at: str, address: str) -> str:
    """A session from now on; its mark for the audit chain."""
    tx.execute(SESSION.insert().values(token=token, user=user, opened_at=at, seen_at=at, address=address))
    return mark_of(token, user, at, address)


_SESSION = (
    sa.select(USER, SESSION.c.opened_at, SESSION.c.seen_at)
    .join(SESSION, SESSION.c.user == USER.c.id)
    .where(SESSION.c.token == sa.bindparam("held"))
)
_SETTINGS = sa.select(SETTING)
"""Both are asked with every request, and so put together once."""


def session(tx: sa.Connection, token: str) -> tuple[Person, str, str] | None:
    """Whose session this is, when it was opened and last seen."""
    row = tx.execute(_SESSION, {"held": token}).first()
    return (person_of(row), row.opened_at, row.seen_at) if row else None


def touch(tx: sa.Connection, token: str, at: str) -> None:
    """The session was used just now."""
    tx.execute(SESSION.update().where(SESSION.c.token == token).values(seen_at=at))


def close_session(tx: sa.Connection, token: str) -> None:
    """End one session."""
    tx.execute(SESSION.delete().where(SESSION.c.token == token))


def close_sessions(tx: sa.Connection, user: int) -> None:
    """End every session of a user, on every machine."""
    tx.execute(SESSION.delete().where(SESSION.c.user == user))


def tries(tx: sa.Connection, keys: Collection[str], since: str, until: str) -> int:
    """The most failed tries that any of these keys had in this time; later ones are of a clock that was wrong."""
    counted = (
        sa.select(sa.func.count().label("n"))
        .where(TRY.c.key.in_(keys), TRY.c.at.between(since, until))
        .group_by(TRY.c.key)
        .subquery()
    )
    return int(tx.scalar(sa.select(sa.func.max(counted.c.n))) or 0)


def failed(tx: sa.Connection, key: str, at: str, forget_before: str) -> None:
    """Note a try under a key, failed until it is forgiven; what is too old to count goes."""
    tx.execute(TRY.delete().where(TRY.c.at < forget_before))
    tx.execute(TRY.insert().values(key=key, at=at))


def forgive(tx: sa.Connection, key: str) -> None:
    """Forget the failed tries of one key."""
    tx.execute(TRY.delete().where(TRY.c.key == key))


def new_link(tx: sa.Connection, token: str, user: int | None, until: str) -> str:
    """A one-time link, in place of any earlier one of the same user; its mark for the audit chain."""
    tx.execute(LINK.delete().where(LINK.c.user == user if user else LINK.c.user.is_(None)))
    tx.execute(LINK.insert().values(token=token, user=user, until=until))
    return mark_of(token, user, until)


def link(tx: sa.Connection, token: str, now: str) -> tuple[int | None] | None:
    """The user (None: the first administrator) a link that still holds is for; None where it does not hold."""
    row = tx.execute(sa.select(LINK.c.user).where(LINK.c.token == token, LINK.c.until >= now)).first()
    return (row.user,) if row else None


def spend_link(tx: sa.Connection, token: str) -> bool:
    """Use a link up; False where someone else just did."""
    return tx.execute(LINK.delete().where(LINK.c.token == token)).rowcount == 1


def settings(tx: sa.Connection) -> Mapping[str, str]:
    """What the office set, by name."""
    return {row.name: row.value for row in tx.execute(_SETTINGS)}


def set_setting(tx: sa.Connection, name: str, value: str) -> None:
    """Write one setting."""
    tx.execute(SETTING.delete().where(SETTING.c.name == name))
    tx.execute(SETTING.insert().values(name=name, value=value))
