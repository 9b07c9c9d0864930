"""Forms whose shape is law: known by what they print, their sums by place, and nothing asked that the form settles."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from etl.catalog import HOME, load
from etl.model import CatalogueError, Severity
from etl.pipeline import draft
from tests.reports.made_forms import CASES, LAYOUT_OF
from tests.reports.test_corpus import read
from tests.reports.written import written

CATALOGUE = load()
LAYOUTS = [layout.code for layout in CATALOGUE.layouts]


@pytest.mark.parametrize("code", LAYOUTS)
def test_every_layout_has_its_golden_cases(code: str) -> None:
    kinds = {doc.rpartition(".")[2] for doc, layout in LAYOUT_OF.items() if layout == code}
    assert kinds == {"xlsx", "csv"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.doc))
def test_a_form_is_known_and_asks_nothing(case: object) -> None:
    told = read(case.doc)  # type: ignore[attr-defined]
    assert told.report.layout == LAYOUT_OF[told.report.file]
    assert [f for f in told.findings if f.severity is not Severity.NOTE] == []


@pytest.mark.parametrize("code", LAYOUTS)
def test_a_form_is_known_without_its_number_and_by_no_name(code: str, tmp_path: Path) -> None:
    doc = next(doc for doc, layout in LAYOUT_OF.items() if layout == code and doc.endswith("csv"))
    text = written(next(case for case in CASES if case.doc == doc)).decode("utf-8-sig")
    lines = [line for line in text.splitlines() if "/CK" not in line]
    file = tmp_path / "bao cao.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    assert draft(file, CATALOGUE).report.layout == code


def test_a_row_of_a_form_keeps_its_place_and_must_add_up(tmp_path: Path) -> None:
    case = next(case for case in CASES if case.doc == "l94b.csv")
    file = tmp_path / "a.csv"
    text = written(case).decode("utf-8-sig")
    land = next(line for line in text.splitlines() if "Thu tiền sử dụng đất" in line)
    words = land.split(";")
    words[3] = "99.999,9"
    file.write_text(text.replace(land, ";".join(words)), encoding="utf-8")
    told = draft(file, CATALOGUE)
    (seen,) = (s for s in told.observations if s.value == Decimal("99999900000"))
    (part,) = (e for e in seen.cell.evidence if e.part == "part")
    assert part.words == "Các khoản thu về nhà, đất"
    wrong = {dict(f.facts).get("parent") for f in told.findings if f.code == "form_mismatch"}
    assert "Các khoản thu về nhà, đất" in wrong or "rows_below_mismatch" in {f.code for f in told.findings}


WRONG = [
    ("ck94.yml", "code: budget_revenue.aid", "code: budget_revenue.help", "is no indicator"),
    ("ck94.yml", "  - words: [thu ngân sách huyện", "  - word: [thu ngân sách huyện", "a row has words"),
    ("ck95.yml", '["95/CK-NSNN"]', '["94/CK-NSNN"]', "is claimed by"),
    ("ck95.yml", '["95/CK-NSNN"]', '["Biểu 95"]', "is no form number"),
    ("ck114.yml", "codes: {nsnn: budget_revenue, nsx", "codes: {nsnm: budget_revenue, nsx", "is no column of the form"),
    ("ck93.yml", "        parts: some\n", "        part: some\n", "is not known here"),
    ("ntm.yml", 'criteria: "19"', 'criteria: "many"', "rows are lacking"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "right", "wrong", "cure"), WRONG)
def test_a_wrong_layout_fails_with_file_line_and_cure(
    tmp_path: Path, name: str, right: str, wrong: str, cure: str
) -> None:
    home = tmp_path / "catalog"
    shutil.copytree(HOME, home)
    file = home / "layouts" / name
    text = file.read_text("utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong, 1), "utf-8")
    with pytest.raises(CatalogueError, match=rf"(?m)^{name}:\d+: .*{cure}"):
        load(home)
