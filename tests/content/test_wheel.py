"""Installed from a wheel the program finds its catalogue, its words, its screens' words and its reports."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[2]
PROGRAM = """
import etl.catalog, etl.words.messages, etl.model.bundled, dashboard.text, sys
from etl.commands import main
assert etl.catalog.HOME.is_relative_to(sys.argv[1]), etl.catalog.HOME
assert len(etl.catalog.load().indicators) >= 80
assert etl.words.messages.sentences()
reports = sorted((etl.model.bundled.DATA / "reports").rglob("*.*"))
assert len(reports) > 100
sys.exit(main(["read", str(next(r for r in reports if r.suffix == ".xlsx"))]))
"""


def test_a_wheel_finds_what_it_needs(tmp_path: Path) -> None:
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path / "dist"), versions=["standard"])
    home = tmp_path / "installed"
    with ZipFile(wheel) as packed:
        packed.extractall(home)
        tops = {name.partition("/")[0] for name in packed.namelist()}
    assert tops == {"etl", "dashboard", "chitieu-0.1.0.dist-info"}
    command = [sys.executable, "-P", "-c", PROGRAM, str(home)]
    done = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": str(home)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "tỷ" in done.stdout or "huyện Bắc Sơn" in done.stdout
