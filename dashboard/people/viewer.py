"""Who is looking: the person of this request, or a visitor with what the office grants visitors."""

from __future__ import annotations

from flask import current_app, g, has_request_context

from etl.model.people import Person, Right, Role
from etl.pipeline.office import Office

VISITOR = Person(0, "", "", frozenset())
_LOOKER = Person(0, "", "", frozenset({Role.ANALYST}))


def viewer() -> Person:
    """The person behind this request; outside of one, a visitor who may look."""
    person = g.get("person") if has_request_context() else None
    return person if isinstance(person, Person) else _LOOKER


def office() -> Office | None:
    """The office this dashboard writes through; None where it only shows a store."""
    found = current_app.extensions.get("chitieu.office") if has_request_context() else None
    return found if isinstance(found, Office) else None


def visitor(address: str, known: Office | None) -> Person:
    """What someone who has not signed in is: a looker where the office lets such people look."""
    if known is None:
        return _LOOKER
    who = known.accounts.settings()["visitors"]
    is_here = address.startswith("127.") or address in ("::1", "")
    return _LOOKER if who == 2 or (who == 1 and is_here) else VISITOR


def may(right: Right) -> bool:
    """Whether the person behind this request may do that."""
    return viewer().may(right)
