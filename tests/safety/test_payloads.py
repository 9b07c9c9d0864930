"""T3, T4, T11 at their full size: what is typed, named or read stays words, in every shape an attacker has tried."""

from __future__ import annotations

import io
import itertools
import random
from html.parser import HTMLParser

import openpyxl
import xlsxwriter
from dash import html
from python_calamine import CalamineWorkbook

from dashboard.markup import markup
from etl.pipeline.desk import shown_name
from etl.query.exports.xlsx import _cell
from etl.words.inert import inert, revived

ACTS = ("alert(1)", "window.hit=1", "fetch('//x')", "import('//x')", "eval(name)")
SHELLS = (
    "<script>{}</script>", "<ScRiPt>{}</sCrIpT>", "</script><script>{}</script>", "<img src=x onerror={}>", "<svg onload={}>",
    "<svg><script>{}</script></svg>", "<iframe src=javascript:{}>", "<a href=javascript:{}>x</a>", "<body onload={}>", "<b onmouseover={}>x</b>",
    '"><script>{}</script>', "'><img src=x onerror={}>", '" onfocus={} autofocus="', "' onclick='{}", "`${{{}}}`", "{{{{{}}}}}", "<%= {} %>",
    "<details open ontoggle={}>", "<math><mi xlink:href=javascript:{}>x</mi></math>", "<style>@import'javascript:{}'</style>",
)  # fmt: skip
WRAPS = ("{}", "xã {}", "{}\n", "&lt;{}", "<!--{}-->")
PAYLOADS = [w.format(s.format(a)) for a, s, w in itertools.product(ACTS, SHELLS, WRAPS)]
STARTS = ("=", "+", "-", "@", "\t", "\r", "|", "＝", "＋", "－", "＠", " =", "'=", "''+", "\n=", "\u00a0=")
BODIES = (
    "1+1",
    "cmd|' /C calc'!A0",
    'HYPERLINK("http://x","y")',
    "SUM(A1:A9)",
    "x",
    "1.234,5",
    "-",
    "5,1%",
    "",
    "Xã Vũ Lễ",
)


class Seen(HTMLParser):
    """The elements and words a browser would make of markup."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.told: list[str] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.names |= {name for name, _ in attrs}
        self.told += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words += data


def test_t11_five_hundred_payloads_stay_words() -> None:
    assert len(set(PAYLOADS)) >= 500
    for words in PAYLOADS:
        seen = Seen(markup(html.P(words, title=words)))
        assert (seen.tags, seen.names, seen.words, seen.told) == (["p"], {"title"}, words, [words])


def test_t3_cells_that_compute_are_quoted_and_come_back() -> None:
    shapes = {a + b + c for a, b, c in itertools.product(STARTS, BODIES, (*BODIES, *STARTS))}
    assert len(shapes) > 2_000
    for words in shapes:
        quoted = inert(words)
        assert revived(quoted) == words
        assert quoted.startswith("'") or not set(quoted.strip()[:1]) & set("=@|＝＠｜")


def test_t3_a_spreadsheet_holds_what_it_was_given() -> None:
    words = [*PAYLOADS, *(a + b for a, b in itertools.product(STARTS, BODIES)), "-1.234,5", "-", "+5,1%"]
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for row, text in enumerate(words):
        _cell(sheet, row, 0, text, None)
    book.close()
    cells = [row[0] for row in openpyxl.load_workbook(out).worksheets[0].iter_rows()]
    assert {cell.data_type for cell in cells} == {"s"}
    read = CalamineWorkbook.from_filelike(io.BytesIO(out.getvalue())).get_sheet_by_index(0).to_python()
    assert [row[0] for row in read] == words


def test_t4_ten_thousand_names_are_only_ever_shown() -> None:
    dice = random.Random(4)
    parts = ("../", "..\\", "/", "C:\\", "\x00", "CON", "NUL.csv", "\u202e", "\u2066", "\ufeff", "\n", "xã", "xa\u0303", "a" * 300,
             ".csv", ".xlsx", "~", "%2e%2e%2f", "file://", "\\\\host\\c$\\", " ", ".", ":stream", "<b>", "\ud800")  # fmt: skip
    for _ in range(10_000):
        shown = shown_name("".join(dice.choice(parts) for _ in range(dice.randint(0, 8))))
        assert 1 <= len(shown) <= 200
        assert shown.isprintable()
        assert not set(shown) & set("/\\")
