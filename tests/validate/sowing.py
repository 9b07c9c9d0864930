"""Slips sown among true reports, themes in turn and none near another; each knows what in the data speaks against it."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tests.validate.evidence import CATALOGUE, Relation, relations, span
from tests.validate.planting import Corpus
from tests.validate.slips import KINDS, Offer, Wrong

EACH = 25
"""How many of each kind are sown."""
COPIES = 4
"""In so many copies of the reports, so that no error stands near another."""
TWICE = "commune_twice"
"""Speaks against itself, without any other figure."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One error: what reads otherwise, which relations it breaks, and where a card may tell of it.

    An error that breaks none cannot be known from the data: `cards` is empty, by construction.
    """

    kind: str
    topic: str
    wrong: Wrong
    against: tuple[str, ...]
    cards: frozenset[int]


def sown(clean: Corpus, seed: int) -> list[list[Slip]]:
    """Errors of every kind in some copies of the reports."""
    random_ = random.Random(seed)
    bound: dict[int, list[Relation]] = defaultdict(list)
    for bond in relations(clean)[0]:
        for n in bond.figures:
            bound[n].append(bond)
    copies: list[list[Slip]] = [[] for _ in range(COPIES)]
    taken: list[set[int]] = [set() for _ in range(COPIES)]
    for kind in KINDS:
        left = EACH
        for make in _in_turn(clean, list(kind(clean, random_)), random_):
            if not left:
                break
            wrong = make()
            near = {n for at in wrong for bond in bound[at] for n in bond.figures} | set(wrong)
            copy = next((k for k in range(COPIES) if not near & taken[k]), None)
            if wrong and copy is not None:
                taken[copy] |= near
                copies[copy].append(_slip(clean, kind.__name__, wrong, bound))
                left -= 1
    return copies


def with_slips(clean: Corpus, slips: list[Slip]) -> Corpus:
    """The reports with these errors in them."""
    corpus = Corpus(list(clean.seen), list(clean.report))
    for slip in slips:
        for n, one in slip.wrong.items():
            corpus.seen[n] = one
    return corpus


def _in_turn(clean: Corpus, offers: list[Offer], random_: random.Random) -> Iterator[Callable[[], Wrong]]:
    """Offers at random, one theme after the other."""
    random_.shuffle(offers)
    by_topic: dict[str, list[Callable[[], Wrong]]] = defaultdict(list)
    for n, make in offers:
        by_topic[_topic(clean, n)].append(make)
    while any(by_topic.values()):
        for waiting in by_topic.values():
            if waiting:
                yield waiting.pop()


def _slip(clean: Corpus, kind: str, wrong: Wrong, bound: Mapping[int, list[Relation]]) -> Slip:
    broken = {
        id(bond): bond
        for at in wrong
        for bond in bound[at]
        if not bond.holds([span(wrong.get(n, clean.seen[n])) for n in bond.figures])
    }
    cards = (
        {n for bond in broken.values() for n in bond.told} | set(wrong) if broken or kind == TWICE else set()
    )
    against = tuple(sorted({bond.kind for bond in broken.values()}))
    return Slip(kind, _topic(clean, min(wrong)), wrong, against, frozenset(cards))


def _topic(clean: Corpus, n: int) -> str:
    return CATALOGUE.indicators[clean.seen[n].indicator].topic
