"""Which mark is the decimal one: proved by the whole column, its units or its total; never guessed.

A number such as `12.285` can be 12285 or 12.285. What settles it, in this order: another number of the column that
can be read in one way only; a unit that comes whole (people, head); a total that only one reading adds up to; a share
beside it (`4.150 | 4.182,5 | 100,8 %`) that only one reading gives.
Other columns of the same table only make a reading likely: it is offered, and asked about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from etl.catalog import Catalogue
from etl.model import CLAIMS, Cell, Measure, Missing
from etl.words.number import Reading, Style, read_number

SHARE_LIMIT = Decimal(1000)
"""No share or change in percent is larger than this, so `12.285` as a percent is 12.285."""


BOTH = 2
"""An open number has two readings: thousands and decimal."""
NEAR = Decimal("0.05")
"""How far a share may be off and still tell a number from its thousandfold."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The value a number's words have, and whether anything but its own table's habit proves it."""

    value: Decimal | None
    is_proved: bool
    readings: tuple[Decimal, ...] = ()


def words_of(number: str) -> str:
    """The digits of a cell's number: without unit, footnote mark, denominator and percent sign."""
    text = number.strip()
    kept = "".join(c for c in text.split("/")[0] if c.isdigit() or c in ".,()-−–+\u00a0\u202f ")
    for note in ("(1)", "(2)", "(3)", "(4)", "(5)"):
        if kept.rstrip().endswith(note) and kept.strip() != note:
            kept = kept.rstrip()[: -len(note)]
    return kept.strip()


def prove(cells: Sequence[Cell], catalogue: Catalogue) -> dict[int, Proof]:
    """The proved value of each cell of tables, by the cell's number in the sequence."""
    columns: dict[str, list[int]] = defaultdict(list)
    for n, cell in enumerate(cells):
        if cell.group and cell.value is None and cell.missing is Missing.NONE and not cell.status:
            columns[cell.group].append(n)
    read = {n: read_number(words_of(cells[n].number)) for ns in columns.values() for n in ns}
    habit = styles_of(r for r in read.values())
    found: dict[int, Proof] = {}
    for ns in columns.values():
        found |= _column(ns, cells, read, habit, catalogue)
    while fresh := _proved_beside(columns, cells, found, read):
        found |= fresh
    return found


def _proved_beside(
    columns: Mapping[str, Sequence[int]], cells: Sequence[Cell], found: Mapping[int, Proof], read: Mapping[int, Reading | None]
) -> dict[int, Proof]:  # fmt: skip
    """What the shares prove now that other columns are proved; empty where nothing new is."""
    fresh: dict[int, Proof] = {}
    for group, told in _by_share(cells, found).items():
        fresh |= _chosen(columns[group], cells, found, told, read)
    return fresh


def _chosen(
    ns: Sequence[int], cells: Sequence[Cell], found: Mapping[int, Proof], told: set[Style], read: Mapping[int, Reading | None]
) -> dict[int, Proof]:  # fmt: skip
    """The open numbers of a column in the style its shares prove; nothing where they disagree."""
    if len(told) != 1:
        return {}
    style = next(iter(told))
    return {
        n: Proof(in_style(cells[n].number, reading, style), True, reading.values)
        for n in ns
        if (reading := read[n]) and reading.is_open and not found[n].is_proved
    }


def _by_share(cells: Sequence[Cell], found: Mapping[int, Proof]) -> dict[str, set[Style]]:
    """Column → the styles that shares printed in its rows prove, with a level proved beside them."""
    rows: dict[tuple[str, str, str], dict[Measure, int]] = defaultdict(dict)
    for n in found:
        at = next((part.at for part in cells[n].evidence if part.part == "row"), "")
        if at:
            rows[at, cells[n].indicator, cells[n].season].setdefault(cells[n].measure, n)
    styles: dict[str, set[Style]] = defaultdict(set)
    for row in rows.values():
        for share, base in (
            (Measure.PCT_OF_PLAN, Measure.PLAN),
            (Measure.PCT_OF_SAME_PERIOD, Measure.SAME_PERIOD),
        ):
            if share in row and base in row and Measure.ACTUAL in row:
                _weigh(row[Measure.ACTUAL], row[base], row[share], cells, found, styles)
    return styles


def _weigh(
    top: int, base: int, share: int, cells: Sequence[Cell], found: Mapping[int, Proof], styles: dict[str, set[Style]]
) -> None:  # fmt: skip
    """One open number beside a proved one and a proved share: the reading that gives the share, where just one does."""
    percent = found[share].value
    for n, other, is_top in ((top, base, True), (base, top, False)):
        known = found[other].value
        if found[n].is_proved or not (
            found[other].is_proved and found[share].is_proved and percent and known
        ):
            continue
        ratios = [
            value / known if is_top else known / value if value else Decimal(0) for value in found[n].readings
        ]
        fits = [at for at, ratio in enumerate(ratios) if abs(ratio * 100 / percent - 1) < NEAR]
        if len(fits) == 1 and len(ratios) == BOTH:
            is_grouped, has_dot = fits[0] == 0, "." in words_of(cells[n].number)
            styles[cells[n].group].add(Style.VIETNAMESE if is_grouped == has_dot else Style.ENGLISH)


def styles_of(readings: Iterable[Reading | None]) -> frozenset[Style]:
    """The decimal marks that numbers which can be read in one way only have."""
    return frozenset(r.style for r in readings if r and r.style in (Style.VIETNAMESE, Style.ENGLISH))


def _column(
    ns: Sequence[int], cells: Sequence[Cell], read: Mapping[int, Reading | None], habit: frozenset[Style], catalogue: Catalogue
) -> dict[int, Proof]:  # fmt: skip
    styles = styles_of(read[n] for n in ns)
    open_ = [n for n in ns if (r := read[n]) and r.is_open]
    settled = _settle(open_, ns, cells, read, styles, catalogue) if open_ else {}
    found: dict[int, Proof] = {}
    for n in ns:
        reading = read[n]
        if reading is None:
            found[n] = Proof(None, False)
        elif not reading.is_open:
            found[n] = Proof(reading.values[0], len(styles) < 2, reading.values)
        elif n in settled:
            found[n] = Proof(settled[n], True, reading.values)
        else:
            found[n] = Proof(_by_habit(cells[n], reading, habit), False, reading.values)
    return found


def _settle(
    open_: Sequence[int], ns: Sequence[int], cells: Sequence[Cell], read: Mapping[int, Reading | None],
    styles: frozenset[Style], catalogue: Catalogue,
) -> dict[int, Decimal]:  # fmt: skip
    """Values of the open numbers that something proves."""
    found: dict[int, Decimal] = {}
    for n in open_:
        reading = read[n]
        assert reading is not None  # noqa: S101 - open numbers were read
        value = by_unit(cells[n], reading, catalogue)
        if value is None and len(styles) == 1:
            value = in_style(cells[n].number, reading, next(iter(styles)))
        if value is not None:
            found[n] = value
    rest = [n for n in open_ if n not in found]
    if rest and not styles:
        found |= _by_total(rest, ns, cells, read)
    return found


def in_style(number: str, reading: Reading, style: Style) -> Decimal:
    """Thousands where the mark groups in that style, decimal where it is its decimal mark."""
    groups = "." if style is Style.VIETNAMESE else ","
    return reading.values[0] if groups in words_of(number) else reading.values[1]


def by_unit(cell: Cell, reading: Reading, catalogue: Catalogue) -> Decimal | None:
    """The value of an open number that its unit or measure settles."""
    unit = catalogue.unit(cell.unit) or catalogue.units.get(cell.unit)
    if cell.measure in CLAIMS and cell.measure is not Measure.CHANGE_ABS:
        return reading.values[1] if reading.values[0] > SHARE_LIMIT else None
    if unit is None:
        return None
    if unit.is_counted or unit.code == "VND":
        return reading.values[0]
    if unit.kind == "share":
        return reading.values[1]
    return None


def _by_total(
    rest: Sequence[int], ns: Sequence[int], cells: Sequence[Cell], read: Mapping[int, Reading | None]
) -> dict[int, Decimal]:
    """One reading for all open numbers of the column, when only one of the two makes the parts add up to the total."""
    totals = [n for n in ns if cells[n].is_total]
    parts = [n for n in ns if not cells[n].is_total and cells[n].area_id]
    plain = [n for n in ns if (r := read[n]) and not r.is_open and abs(r.values[0]) < 1000]
    if len(totals) != 1 or len(parts) < 2 or not plain:
        return {}
    fits: list[dict[int, Decimal]] = []
    for choice in (0, 1):
        values = {n: r.values[choice if r.is_open else 0] for n in ns if (r := read[n])}
        total = values.get(totals[0])
        gap = (
            abs(sum((values[n] for n in parts if n in values), Decimal(0)) - total)
            if total is not None
            else None
        )
        if gap is not None and total and gap <= abs(total) / 200:
            fits.append({n: values[n] for n in rest})
    return fits[0] if len(fits) == 1 else {}


def _by_habit(cell: Cell, reading: Reading, habit: frozenset[Style]) -> Decimal:
    """The likeliest value, offered with a question: the table's other columns, else the Vietnamese custom."""
    style = next(iter(habit)) if len(habit) == 1 else Style.VIETNAMESE
    return in_style(cell.number, reading, style)
