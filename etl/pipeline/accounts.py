"""Accounts: signing in and out, passwords, one-time links, roles and settings; every change is in the audit chain."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from etl.model import BadChoice
from etl.model.people import (
    LinkSpent,
    LockedOut,
    NoAccount,
    NotSignedIn,
    NotVouched,
    Person,
    Role,
    checked_names,
)
from etl.pipeline.settings import Settings, checked
from etl.store import Engine, people, writing
from etl.store.audit import record
from etl.store.commits import Commits
from etl.store.watched import seal, told
from etl.store.writable import hindrance
from etl.words.fold import fold

SHORTEST = 10
"""Characters a password has at least."""
LINK_HOURS = 72
CLOCKS_APART = 5
"""Minutes by which the clocks of two servers may differ."""
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_NOBODY = _HASHER.hash(secrets.token_hex())
_FIRST = frozenset({Role.ADMIN, Role.STAFF, Role.APPROVER})
"""Whoever opens the office runs it alone until they add others."""


class Accounts:
    """The people of one office."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._engine, self._clock = engine, clock
        self._commits = Commits(engine)

    def _at(self, **earlier: float) -> str:
        return (self._clock() - timedelta(**earlier)).isoformat(timespec="seconds")

    def settings(self) -> Settings:
        """What the office chose."""
        return self._commits.kept("settings", self._read_settings)

    def _read_settings(self) -> Settings:
        with self._engine.connect() as tx:
            return Settings.of(people.settings(tx))

    def set(self, name: str, value: str, by: str) -> None:
        """Choose a setting."""
        stored = checked(name, value)
        with writing(self._engine) as tx:
            before = Settings.of(people.settings(tx))[name]
            people.set_setting(tx, name, stored)
            record(tx, by, "setting", name=name, before=before, after=int(stored))

    def sign_in(self, name: str, password: str, address: str) -> str:
        """A new session's token; NotSignedIn otherwise, as slowly and in the same words whatever was wrong."""
        rules, account = self.settings(), fold(name)
        keys = (f"account:{account}", f"address:{address}")
        with writing(self._engine) as tx:  # a try counts before it is judged: many at once are many tries
            found = people.find(tx, account)
            is_locked = self._is_locked(tx, rules, *keys)
            if not is_locked:
                people.failed(tx, keys[0], self._at(), self._at(days=1))
        person, known = found or (None, "")
        is_right = _verify(known or _NOBODY, password) and bool(known)
        if person is None or not is_right or is_locked or not person.is_active:
            with writing(self._engine) as tx:
                if not is_locked:
                    people.failed(tx, keys[1], self._at(), self._at(days=1))
                record(tx, account, "sign_in_refused", address=address, locked=is_locked, how="password")
            raise NotSignedIn(tries=rules["tries"], minutes=rules["lockout_minutes"])
        with writing(self._engine) as tx:
            people.forgive(tx, keys[0])
            return self._open(tx, person, address, "password")

    def admit(self, vouched: Callable[[], str], address: str) -> str:
        """A new session's token for whom the office's own sign-in vouches, who must have an open account here.

        `vouched` answers with the account's name or raises NotVouched; it is not asked while the address is
        locked. Passwords guessed before are not forgiven by it.
        """
        rules = self.settings()
        with self._engine.connect() as tx:
            is_locked = self._is_locked(tx, rules, f"address:{address}")
        if is_locked:
            self._refused("visitor", address, "locked")
            raise LockedOut(tries=rules["tries"], minutes=rules["lockout_minutes"])
        try:
            told = vouched()
        except NotVouched as wrong:
            self._refused("visitor", address, wrong.why, is_guess=wrong.is_guess)
            raise
        name = told.lower() if told.isascii() else told  # other letters may only look or fold alike
        with writing(self._engine) as tx:
            person, _ = people.find(tx, name) or (None, "")
            is_locked = self._is_locked(tx, rules, f"account:{name}")
            if person and person.is_active and not is_locked:
                return self._open(tx, person, address, "oidc")
        why = "locked" if is_locked else "closed" if person else "unknown"
        self._refused(name, address, why)
        if is_locked:
            raise LockedOut(tries=rules["tries"], minutes=rules["lockout_minutes"])
        raise NoAccount(name=told[:100])

    def _is_locked(self, tx: people.Connection, rules: Settings, *keys: str) -> bool:
        since, until = self._at(minutes=rules["lockout_minutes"]), self._at(minutes=-CLOCKS_APART)
        return people.tries(tx, keys, since, until) >= rules["tries"]

    def _refused(self, name: str, address: str, why: str, *, is_guess: bool = False) -> None:
        """Note that the office's own sign-in let nobody in; a guessed code is a try of its address."""
        with writing(self._engine) as tx:
            if is_guess:
                people.failed(tx, f"address:{address}", self._at(), self._at(days=1))
            facts = {"address": address, "locked": why == "locked", "how": "oidc", "why": why}
            record(tx, name[:100], "sign_in_refused", **facts)

    def _open(self, tx: people.Connection, person: Person, address: str, how: str) -> str:
        """A session from now on, and its line in the audit chain."""
        token = secrets.token_urlsafe(32)
        mark = people.open_session(tx, _hash(token), person.id, self._at(), address)
        record(tx, person.name, "sign_in", address=address, how=how, mark=mark)
        return token

    def person(self, token: str) -> Person | None:
        """Who holds a session; None once it was idle or open for too long, or its owner may not sign in."""
        held = _hash(token)
        found, rules = self._commits.kept(held, lambda: self._read_session(held)), self.settings()
        if found is None:
            return None
        person, opened, seen = found
        is_over = opened < self._at(hours=rules["session_hours"])
        if is_over or seen < self._at(minutes=rules["idle_minutes"]) or not person.is_active:
            return None
        if seen < self._at(minutes=1) and not hindrance(self._engine):
            with writing(self._engine) as tx:
                people.touch(tx, held, self._at())
        return person

    def _read_session(self, held: str) -> tuple[Person, str, str] | None:
        with self._engine.connect() as tx:
            return people.session(tx, held)

    def sign_out(self, token: str, *, everywhere: bool = False) -> None:
        """End this session, or every session of its owner."""
        with writing(self._engine) as tx:
            found = people.session(tx, _hash(token))
            if found:
                people.close_session(tx, _hash(token))
                if everywhere:
                    people.close_sessions(tx, found[0].id)
                record(tx, found[0].name, "sign_out", everywhere=everywhere)

    def everyone(self) -> list[Person]:
        """All users."""
        with self._engine.connect() as tx:
            return people.everyone(tx)

    def named(self, name: str) -> Person:
        """A user by name; BadChoice lists the names there are."""
        with self._engine.connect() as tx:
            found = people.find(tx, fold(name))
            if found is None:
                welcome = ", ".join(p.name for p in people.everyone(tx)) or "…"
                raise BadChoice(name, choice=name, welcome=welcome)
        return found[0]

    def add(self, person: Person, by: str) -> str:
        """A new user; the answer is the token of the link by which they choose their password."""
        name, shown = checked_names(fold(person.name), person.shown)
        if not person.roles:
            raise BadChoice(person.name, choice="…", welcome=", ".join(Role))
        with writing(self._engine) as tx:
            if people.find(tx, name):
                raise BadChoice(name, choice=name, welcome=f"{name}2")
            user = people.add(tx, replace(person, name=name, shown=shown), self._at())
            token, mark = self._link(tx, user, LINK_HOURS)
            record(tx, by, "user_add", user=name, shown=shown, after=told(person), seal="", mark=mark)
            return token

    def change(self, person: Person, by: str) -> None:
        """New roles, reach or state of a user; it holds from the next request on."""
        with writing(self._engine) as tx:
            before = people.get(tx, person.id)
            if before is None:
                raise BadChoice(person.name, choice=person.name, welcome="…")
            people.change(tx, person)
            if not person.is_active:
                people.close_sessions(tx, person.id)
            after = {"shown": person.shown, "before": told(before), "after": told(person)}
            record(tx, by, "user_change", user=before.name, **after)

    def reset(self, name: str, by: str) -> str:
        """A fresh link for choosing a password; sessions end and the old password no longer lets anyone in."""
        person = self.named(name)
        with writing(self._engine) as tx:
            people.set_password(tx, person.id, "")
            token, mark = self._link(tx, person.id, LINK_HOURS)
            record(tx, by, "user_reset", user=person.name, seal=seal(""), mark=mark)
            return token

    def setup_link(self) -> str:
        """The token that makes the first administrator; empty once the office has one."""
        with writing(self._engine) as tx:
            if _has_admin(tx):
                return ""
            token, mark = self._link(tx, None, 24)
            record(tx, "chitieu", "setup_link", hours=24, mark=mark)
            return token

    def _link(self, tx: people.Connection, user: int | None, hours: int) -> tuple[str, str]:
        """A one-time link's token, and the mark by which the audit chain knows it."""
        token = secrets.token_urlsafe(24)
        return token, people.new_link(tx, _hash(token), user, self._at(hours=-hours))

    def link_is_for(self, token: str) -> str:
        """The name of the user a link is for, empty for the first administrator; LinkSpent where it does not hold."""
        with self._engine.connect() as tx:
            person = self._holder(tx, token)
        return person.name if person else ""

    def _holder(self, tx: people.Connection, token: str) -> Person | None:
        held = people.link(tx, _hash(token), self._at())
        if held is None or (held[0] is None and _has_admin(tx)):
            raise LinkSpent
        return people.get(tx, held[0]) if held[0] is not None else None

    def choose_password(self, token: str, password: str, name: str = "", shown: str = "") -> str:
        """Spend a link: set its user's password, or make the first administrator; the answer is the user's name."""
        if len(password) < SHORTEST:
            raise BadChoice("password", choice="…", welcome=f"≥ {SHORTEST}")
        with writing(self._engine) as tx:
            person = self._holder(tx, token)
            if not people.spend_link(tx, _hash(token)):
                raise LinkSpent
            if person is None:
                first = Person(0, *checked_names(fold(name), shown or name), _FIRST)
                person = replace(first, id=people.add(tx, first, self._at()))
                record(tx, person.name, "user_add", user=person.name, shown=person.shown, after=told(person))
            known = _HASHER.hash(password)
            people.set_password(tx, person.id, known)
            record(tx, person.name, "password", user=person.name, seal=seal(known))
        return person.name


def _has_admin(tx: people.Connection) -> bool:
    return any(Role.ADMIN in person.roles for person in people.everyone(tx))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _verify(known: str, password: str) -> bool:
    try:
        return _HASHER.verify(known, password)
    except VerificationError:
        return False
