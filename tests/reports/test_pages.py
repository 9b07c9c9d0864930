"""Web pages saved under another name: their tables are read as a page's, and a sign-in page is refused for what it is."""

from pathlib import Path

import pytest

from etl.model import UnreadableFile
from etl.read import read

TABLE = "<html><body><p>Năm 2023</p><table><tr><th>Xã</th><th>Lúa (ha)</th></tr><tr><td>Xã Tân Lập</td><td>12,5</td></tr></table></body></html>"
SIGN_IN = '<!DOCTYPE html>\n<html><body><form><input name="u"><input type="Password" name="p"></form><p>Phiên đã hết hạn.</p></body></html>'


def saved(folder: Path, name: str, page: str) -> Path:
    (folder / name).write_text(page, "utf-8")
    return folder / name


@pytest.mark.parametrize("name", ["x.html", "x.csv", "x.txt", "x.xls"])
def test_a_page_is_read_as_one_whatever_its_name(name: str, tmp_path: Path) -> None:
    told = read(saved(tmp_path, name, TABLE))
    assert (told.kind, [[cell.text for cell in row] for row in told.grids[0].rows]) == (
        "html",
        [["Xã", "Lúa (ha)"], ["Xã Tân Lập", "12,5"]],
    )


@pytest.mark.parametrize("name", ["x.html", "x.csv", "x.xls"])
def test_a_sign_in_page_is_refused_for_what_it_is(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(saved(tmp_path, name, SIGN_IN))
    assert refused.value.reason == "sign_in_page"


def test_a_page_named_as_a_workbook_is_no_workbook(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        read(saved(tmp_path, "x.xlsx", TABLE))
