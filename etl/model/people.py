"""People: who may do what. Roles are few, rights follow from them, and a staff member's reach is named."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from etl.model.errors import ChitieuError


class Role(StrEnum):
    """What a person is in the office; one person may be several."""

    VIEWER = "viewer"
    ANALYST = "analyst"
    STAFF = "staff"
    APPROVER = "approver"
    ADMIN = "admin"


class Right(StrEnum):
    """What a person may do; every route and callback names one."""

    OPEN = "open"
    VIEW = "view"
    EXPORT = "export"
    DESK = "desk"
    SUBMIT = "submit"
    EXPLAIN = "explain"
    PUBLISH = "publish"
    AUDIT = "audit"
    ADMINISTER = "administer"


_RIGHTS = {
    Role.VIEWER: {Right.VIEW},
    Role.ANALYST: {Right.VIEW, Right.EXPORT},
    Role.STAFF: {Right.VIEW, Right.EXPORT, Right.DESK, Right.SUBMIT, Right.EXPLAIN},
    Role.APPROVER: {Right.VIEW, Right.EXPORT, Right.DESK, Right.EXPLAIN, Right.PUBLISH, Right.AUDIT},
    Role.ADMIN: {Right.VIEW, Right.EXPORT, Right.DESK, Right.AUDIT, Right.ADMINISTER},
}


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who signed in. `areas` and `topics` bound what a staff member may submit; empty means all."""

    id: int
    name: str
    shown: str
    roles: frozenset[Role]
    areas: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    is_active: bool = True

    @property
    def rights(self) -> frozenset[Right]:
        """Everything this person may do."""
        return frozenset({Right.OPEN}).union(*(_RIGHTS[role] for role in self.roles))

    def may(self, right: Right) -> bool:
        """Whether this person may do that."""
        return self.is_active and right in self.rights

    def covers(self, area: str, topic: str) -> bool:
        """Whether a figure of this area and topic lies in this person's reach."""
        return (not self.areas or area in self.areas) and (not self.topics or topic in self.topics)


LONGEST_NAME, LONGEST_SHOWN = 40, 100
"""Letters of a user name and of the name a person is shown by."""


def checked_names(name: str, shown: str) -> tuple[str, str]:
    """A user name and a shown name as they are kept; BadName where someone could pass for another by them.

    Signs that cannot be seen, or turn the reading direction, are in neither.
    """
    user, called = unicodedata.normalize("NFC", name), unicodedata.normalize("NFC", shown)
    is_user = 0 < len(user) <= LONGEST_NAME and all(map(_stands_in_a_name, user))
    if not is_user or not 0 < len(called) <= LONGEST_SHOWN or not called.isprintable():
        raise BadName(most=LONGEST_NAME, shown_most=LONGEST_SHOWN)
    return user, called


def _stands_in_a_name(sign: str) -> bool:
    """A digit, a mark of a name, or a Latin letter: those of another script or width look like them and are not."""
    is_latin = unicodedata.name(sign, "").startswith("LATIN ") and sign.isalpha()
    return sign in "0123456789._-@" or is_latin


class Forbidden(ChitieuError):
    """Someone asked for what their roles do not allow."""

    code = "forbidden"


class SignedOut(Forbidden):
    """Nobody is signed in, or no longer, where someone must be."""

    code = "signed_out"


class BadName(ChitieuError):
    """A user name or a person's shown name of signs, or of a length, that no name has."""

    code = "bad_name"


class NotSignedIn(Forbidden):
    """The name, the password, or the number of tries does not let this person in; which one is not said."""

    code = "not_signed_in"


class LockedOut(NotSignedIn):
    """Too many tries lately, of the account or from the address."""

    code = "locked_out"


class NotVouched(Forbidden):
    """The office's own sign-in does not say who this is; `why` is for the audit, a guessed code counts as a try."""

    code = "not_vouched"

    def __init__(self, why: str, *, is_guess: bool = False) -> None:
        super().__init__(why)
        self.why, self.is_guess = why, is_guess


class NoAccount(Forbidden):
    """The office's own sign-in says who this is, and no open account here has that name."""

    code = "no_account"


class ProviderAway(ChitieuError):
    """The office's own sign-in does not answer, or not as one does."""

    code = "provider_away"


class WrongProvider(ChitieuError):
    """What the start says of the office's own sign-in is not enough to ask it safely; `reason` is a string key."""

    code = "wrong_provider"

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason, **facts)
        self.code = reason


class LinkSpent(Forbidden):
    """A one-time link that was used, replaced or has run out."""

    code = "link_spent"
