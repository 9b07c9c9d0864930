"""Proofs and Answers → Proofs: a column whose decimal mark a person named is read by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from etl.model import Cell
from etl.model.answers import Answers, Settles, column_scope
from etl.normalise.proof import Proof, words_of
from etl.words.number import Style, read_number

_STYLES = {",": Style.VIETNAMESE, ".": Style.ENGLISH}


def by_answer(cells: Sequence[Cell], proofs: Mapping[int, Proof], answers: Answers) -> dict[int, Proof]:
    """The proofs, with every open number of an answered column read by the mark the answer names."""
    found = dict(proofs)
    if not answers:
        return found
    for n, proof in proofs.items():
        answer = None if proof.is_proved else answers.about(Settles.MARK, [column_scope(cells[n])])
        if answer:
            found[n] = _read(cells[n], answer.decision, proof)
    return found


def _read(cell: Cell, mark: str, proof: Proof) -> Proof:
    """The value under a decimal mark; unproved still where the words are written the other way."""
    words = words_of(cell.number)
    reading = read_number(words)
    if reading is None:
        return proof
    if reading.is_open:
        return Proof(reading.values[1 if mark in words else 0], True, reading.values)
    return Proof(reading.values[0], reading.style in (Style.PLAIN, _STYLES.get(mark)), reading.values)
