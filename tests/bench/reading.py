"""`python -m tests.bench reading`: a workbook of 20 MB is read to its end while others turn pages; bombs at the door; cancelling."""

from __future__ import annotations

import json
import os
import random
import secrets
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPConnection
from itertools import count, pairwise
from pathlib import Path

import psutil
import xlsxwriter

from etl.catalog import load as load_catalogue
from etl.model.people import Role
from tests.bench.clients import Client, asked
from tests.bench.http import BIN, CALL, served, signed_in
from tests.bench.measure import table
from tests.safety.bombs import BOMBS

VISITORS = 3
ALONE_SECONDS = 20.0
THINK_SECONDS = 0.05
_FRESH = count()


@dataclass(slots=True)
class Crowd:
    """Visitors who keep turning pages, half of them drawn anew, and how many milliseconds each page took."""

    port: int
    cookie: str
    took: list[float] = field(default_factory=list)
    _done: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> Crowd:
        self._threads = [threading.Thread(target=self._turn) for _ in range(VISITORS)]
        for one in self._threads:
            one.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        for one in self._threads:
            one.join()

    def _turn(self) -> None:
        client = Client(self.port)
        while not self._done.is_set():
            for page in ("/", "/chi-tieu"):
                query = f"?x={next(_FRESH)}" if page == "/chi-tieu" else ""
                self.took.append(client.ask(asked(CALL, self.cookie, page, query)))
                time.sleep(THINK_SECONDS)

    def p95(self) -> float:
        """Milliseconds within which 95 of 100 pages came."""
        return sorted(self.took)[len(self.took) * 95 // 100]


class Sender:
    """A member of staff at the desk, over HTTP."""

    def __init__(self, port: int, cookie: str) -> None:
        self._port = port
        self._head = {"Sec-Fetch-Site": "same-origin", "Cookie": cookie, "Accept": "application/json"}

    def ask(
        self, method: str, path: str, body: bytes = b"", **head: str
    ) -> tuple[int, dict[str, object], float]:
        """Status, what was said, seconds."""
        line, start = HTTPConnection("127.0.0.1", self._port, timeout=120), time.perf_counter()
        with suppress(OSError):  # refused by its head, a request is answered before all of it was sent
            line.request(method, path, body or None, self._head | head)
        answer = line.getresponse()
        told, taken = answer.read(), time.perf_counter() - start
        line.close()
        is_json = answer.headers.get("Content-Type", "").startswith("application/json")
        return answer.status, json.loads(told) if is_json else {}, taken

    def hand_in(self, name: str, content: bytes) -> tuple[int, dict[str, object], float]:
        """Send a file as the page does."""
        mark = secrets.token_hex(8)
        head = f'--{mark}\r\nContent-Disposition: form-data; name="tep"; filename="{name}"\r\n\r\n'.encode()
        body = head + content + f"\r\n--{mark}--\r\n".encode()
        return self.ask("POST", "/nop/tep", body, **{"Content-Type": f"multipart/form-data; boundary={mark}"})

    def state(self, upload: object) -> dict[str, object]:
        """How far the clerk is."""
        return self.ask("GET", f"/nop/{upload}/tinh-trang")[1]


def workbook(file: Path, sheets: int = 12, rows: int = 14_000) -> int:
    """A workbook of about 20 MB such as one exports for a year: a sheet a month, notes beside the figures; its rows."""
    known = load_catalogue()
    names = [one.name for one in known.areas.communes(known.areas.home, date(2021, 5, 1))]
    dice = random.Random(20)
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    for month in range(1, sheets + 1):
        sheet = book.add_worksheet(f"Thang {month}")
        sheet.write(0, 0, f"Diện tích gieo trồng tháng {month} năm 2021")
        sheet.write_row(1, 0, ["TT", "Tên xã", "Diện tích gieo trồng (ha)", "Ghi chú"])
        for n in range(rows):
            note = f"{dice.getrandbits(760):x}"
            sheet.write_row(
                2 + n, 0, [n + 1, f"Xã {names[n % len(names)]}", dice.randint(1, 10**7) / 1000, note]
            )
    book.close()
    return sheets * rows


def run(home: Path) -> str:
    """The table of what is measured; `home` gets the district's reports first."""
    env = os.environ | {"CHITIEU_HOME": str(home)}
    subprocess.run([BIN / "chitieu", "init"], env=env, check=True, stdout=subprocess.DEVNULL)
    file = home / "20.xlsx"
    rows = workbook(file)
    with served(env) as (port, process, _):
        cookie = signed_in(home, Role.STAFF)
        sender = Sender(port, cookie)
        workers = psutil.Process(process.pid).children()
        quiet = _alone(port, cookie)
        before = _heaviest(workers)
        facts = _read_whole(sender, port, cookie, file, rows, quiet)
        facts += _cancelled(sender, file)
        facts += _refused(sender)
        facts.append(("the heaviest worker grew by", f"{_heaviest(workers) - before:.0f} MB"))
        facts.append(("pages alone again, p95", f"{_alone(port, cookie):.0f} ms"))
    return table(("reading while others look", "measured"), facts)


def _alone(port: int, cookie: str) -> float:
    with Crowd(port, cookie) as crowd:
        time.sleep(ALONE_SECONDS)
    return crowd.p95()


def _read_whole(
    sender: Sender, port: int, cookie: str, file: Path, rows: int, quiet: float
) -> list[Sequence[str]]:
    seen: list[int] = []
    with Crowd(port, cookie) as crowd:
        status, told, sent = sender.hand_in(file.name, file.read_bytes())
        start = time.perf_counter()
        while (now := sender.state(told["upload"]))["busy"]:
            seen.append(int(str(now["done"])))
            time.sleep(0.5)
        taken = time.perf_counter() - start
    steps = sorted(set(seen))
    widest = max((late - early for early, late in pairwise(steps)), default=0)
    return [
        ("the workbook", f"{file.stat().st_size / 1e6:.1f} MB, {rows:,} rows, answered {status} in {sent:.1f} s"),
        ("read to its end", f"{now['state']} after {taken:.0f} s"),
        ("the bar", f"{len(steps)} different states, never back: {seen == sorted(seen)}, widest step {widest / 10:.1f} %"),
        ("pages alone, p95", f"{quiet:.0f} ms"),
        ("pages while it is read, p95", f"{crowd.p95():.0f} ms, {crowd.p95() / quiet:.2f} × ({len(crowd.took)} pages)"),
    ]  # fmt: skip


def _cancelled(sender: Sender, file: Path) -> list[Sequence[str]]:
    """Cancel a second file in the middle; how long until the clerk has taken up the next one."""
    _, told, _ = sender.hand_in("b.xlsx", file.read_bytes() + b"\0")
    _until(lambda: int(str(sender.state(told["upload"])["done"])) > 20)
    start = time.perf_counter()
    status, _, taken = sender.ask("POST", f"/nop/{told['upload']}/bo")
    _, later, _ = sender.hand_in("c.csv", "Huyện Bắc Sơn năm 2021;\nDiện tích (ha);5,5\n".encode())
    _until(lambda: not sender.state(later["upload"])["busy"])
    return [
        (
            "cancelled while it is read",
            f"{status} after {taken:.2f} s; the next file read {time.perf_counter() - start:.1f} s later",
        )
    ]


def _refused(sender: Sender) -> list[Sequence[str]]:
    told: list[tuple[str, float, float]] = []
    for what, (name, made) in BOMBS.items():
        content, start = made(), time.perf_counter()
        status, said, taken = sender.hand_in(name, content)
        while status == 200 and sender.state(said["upload"])["busy"]:
            time.sleep(0.02)
        told.append((what, taken, time.perf_counter() - start))
    status, _, taken = sender.hand_in("to.csv", b"x" * 60_000_000)
    door, clerk = (max(told, key=lambda one: one[n]) for n in (1, 2))
    return [
        (f"{len(told)} files made to burst, answered within", f"{door[1]:.2f} s ({door[0]})"),
        ("… and refused, where the clerk had to look, within", f"{clerk[2]:.2f} s ({clerk[0]})"),
        ("60 MB", f"{status} after {taken:.2f} s"),
    ]


def _until(so: Callable[[], bool]) -> None:
    while not so():
        time.sleep(0.1)


def _heaviest(workers: Sequence[psutil.Process]) -> float:
    return max(one.memory_info().rss for one in workers) / 1e6
