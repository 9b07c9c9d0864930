"""The whole way by keyboard: a messy CSV, two questions, published; leadership sees it; undo takes it away."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, FileChooser, Page
from werkzeug.serving import WSGIRequestHandler, make_server

from dashboard.app import create_app
from etl.model.people import Person, Role
from etl.pipeline import load
from etl.pipeline.office import Office, open_office
from etl.query import Reader
from etl.store import publish as release
from tests.upload.test_answers import MESSY

WORD = "mật khẩu dài 1"


class Quiet(WSGIRequestHandler):
    """Answers without a line for each request."""

    def log_request(self, *_: object) -> None:
        return


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = open_office(f"sqlite:///{tmp_path / 'chitieu.db'}")
    link = made.accounts.add(Person(0, "an", "Nguyễn An", frozenset({Role.STAFF, Role.APPROVER})), "test")
    made.accounts.choose_password(link, WORD)
    return made


@pytest.fixture
def address(office: Office) -> Iterator[str]:
    app = create_app(Reader(office.engine), office.catalogue, office)
    server = make_server("127.0.0.1", 0, app.server, threaded=True, request_handler=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()


def visitor(chromium: Browser, problems: list[str]) -> Page:
    page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(120_000)
    page.on("console", lambda told: problems.append(told.text) if told.type in ("error", "warning") else None)
    page.on("pageerror", lambda wrong: problems.append(str(wrong)))
    return page


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/nop")
    page.wait_for_selector("[name=ten]:focus")
    page.keyboard.type("an")
    page.keyboard.press("Tab")
    page.keyboard.type(WORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#upload-file", state="attached")


def focus_on(page: Page, selector: str) -> None:
    """Tab to a control, as someone without a mouse would."""
    for _ in range(60):
        if page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached by Tab")


def hand_in(page: Page, file: Path) -> None:
    page.wait_for_selector("#account form", state="attached")
    chooser: list[FileChooser] = []
    page.on("filechooser", lambda opened: chooser.append(opened))
    page.bring_to_front()
    for _ in range(100):
        focus_on(page, "#upload-file")
        page.keyboard.press("Enter")
        page.wait_for_timeout(100)
        if chooser:
            break
    chooser[0].set_files(file)
    page.wait_for_selector("#upload-outcomes")


def newest(page: Page, address: str, commune: str) -> str:
    page.goto(f"{address}/chi-tieu?indicator=planted_area&area={commune}")
    page.wait_for_selector("#main h1")
    return page.text_content("#main") or ""


def test_a_messy_csv_from_drop_to_undo_by_keyboard(
    chromium: Browser, office: Office, address: str, tmp_path: Path
) -> None:
    problems: list[str] = []
    staff = visitor(chromium, problems)
    sign_in(staff, address)
    file = tmp_path / "xa-gui.csv"
    file.write_text(MESSY, "utf-8")
    hand_in(staff, file)
    staff.wait_for_selector(".questions select:focus")
    staff.keyboard.type("xã Vũ Lễ")
    focus_on(staff, ".questions select + button")
    staff.keyboard.press("Enter")
    staff.wait_for_selector(".questions li.blocking:only-child button:focus")
    staff.keyboard.press("Enter")
    staff.wait_for_selector(".acts button.main:focus")
    assert "3\u00a0mới" in staff.inner_text("#upload-outcomes")
    tri = next(a.id for a in office.catalogue.areas.by_id.values() if a.name == "Tân Tri")
    leader = visitor(chromium, problems)
    assert "1.310" not in newest(leader, address, tri)
    staff.bring_to_front()
    staff.keyboard.press("Enter")
    staff.wait_for_selector(".done")
    assert "1.310" in newest(leader, address, tri)
    staff.bring_to_front()
    focus_on(staff, "[aria-label='Thu hồi đợt 1']")
    staff.keyboard.press("Enter")
    staff.wait_for_selector("text=(thu hồi đợt 1)")
    assert "1.310" not in newest(leader, address, tri)
    assert problems == []
    staff.context.close()
    leader.context.close()


def test_b10_a_known_senders_second_file_takes_three_presses_at_most(
    chromium: Browser, address: str, tmp_path: Path
) -> None:
    page = visitor(chromium, [])
    sign_in(page, address)
    file = tmp_path / "xa-gui.csv"
    file.write_text(MESSY, "utf-8")
    hand_in(page, file)
    page.select_option(".questions select", label="xã Vũ Lễ")
    page.click(".questions select + button")
    page.click(".questions li.blocking:only-child button >> nth=0")
    page.click(".acts button.main")
    page.wait_for_selector(".done")
    file.write_text(MESSY.replace("9 tháng", "10 tháng"), "utf-8")
    page.set_input_files("#upload-file", file)  # two presses: the button, and the file in its dialogue
    page.click(".acts button.main")  # the third
    page.wait_for_selector("text=Đã công bố đợt 2")
    page.context.close()


def test_a_published_report_is_withdrawn_alone_whatever_its_file_is_called(
    chromium: Browser, address: str, tmp_path: Path
) -> None:
    page = visitor(chromium, [])
    sign_in(page, address)
    file = tmp_path / f"{'x' * 180}.csv"
    file.write_text(MESSY.replace("1.234", "1.234,0").replace("Vũ Lể", "Vũ Lễ"), "utf-8")
    hand_in(page, file)
    page.click(".acts button.main")
    page.wait_for_selector(".done")
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{address}/nop")
    page.wait_for_selector(".acting form[action$='/thu-hoi'] button")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.click(".acting form[action='/duyet/1/thu-hoi'] button")
    page.wait_for_selector("text=đã thu hồi")
    assert "báo cáo mới nhất" not in page.inner_text("footer")  # it bears no date
    assert page.query_selector(".acting form[action='/duyet/1/thu-hoi']") is None
    page.context.close()


VECTORS = (
    "<script>hit=1</script>", "<img src=x onerror=hit=1>", "<svg onload=hit=1>", "<body onpageshow=hit=1>", "<iframe srcdoc='<script>parent.hit=1</script>'>",
    "<a href=javascript:hit=1>x</a>", "[x](javascript:hit=1)", "<details open ontoggle=hit=1>", "{{constructor.constructor('hit=1')()}}", "${hit=1}",
    "<math><mtext><table><mglyph><style><img src=x onerror=hit=1>", "<input autofocus onfocus=hit=1>", "<b>%{hit=1}</b><br>", "<style>@import'javascript:hit=1'</style>",
    "<object data=javascript:hit=1>", "<form action=javascript:hit=1><button autofocus>", "<video><source onerror=hit=1>", "<marquee onstart=hit=1>", "<base href=javascript:/a/-hit=1//>",
    "<template><script>hit=1</script></template>", "&lt;script&gt;hit=1&lt;/script&gt;", "<noscript><p title='</noscript><img src=x onerror=hit=1>'>", "<x contenteditable onblur=hit=1>",
    "<img src=1 href=1 onerror=hit=1//", "<svg><animate onbegin=hit=1 attributeName=x>",
)  # fmt: skip
AROUND = ("", "\"'>", "'-", "--><", "</title></textarea></script>", "\\u003c", "%3c", "\u202e", "Diện tích ", "]]>", "*/", "\t", "`", "\\", "//", "<!--", "=1+", "@", "{", "]")  # fmt: skip


def test_t11_five_hundred_payloads_are_words_on_every_page(
    chromium: Browser, office: Office, address: str, tmp_path: Path
) -> None:
    payloads = [f"{before}{vector}" for before in AROUND for vector in VECTORS]
    assert len(payloads) >= 500
    rows = "\n".join(f'"{one.replace(chr(34), chr(34) * 2)}";ha;{n},5' for n, one in enumerate(payloads))
    file = tmp_path / "<img src=x onerror=hit=1>.csv"
    file.write_text(f"Biểu tổng hợp huyện Bắc Sơn {VECTORS[1]}\nChỉ tiêu;ĐVT;Năm 2021\n{rows}\n", "utf-8")
    kept = load(office.engine, file, office.catalogue, "an")
    release(office.engine, [kept.submission], "an", catalogue=office.catalogue)
    figure = Reader(office.engine).of_report(1)[0].point.observation
    page = visitor(chromium, [])
    page.on("dialog", lambda shown: shown.dismiss())
    sign_in(page, address)
    for path in (
        "/",
        "/nguon",
        "/nguon?report=1",
        f"/nguon?obs={figure}",
        "/tim?q=onerror",
        f"/tim?q={quote(payloads[1])}",
        "/nop",
        f"/chi-tieu?indicator={quote(payloads[5])}",
    ):
        page.goto(address + path)
        page.wait_for_selector("#main")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.hit") is None, path
    page.goto(f"{address}/nguon?report=1")
    page.wait_for_selector("#main")
    assert page.locator("#main", has_text="onerror=hit=1").count() == 1
