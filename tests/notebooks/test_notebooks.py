"""The notebooks: committed without outputs, run offline on what `make run` loads, every cell without an error."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office folder as `make run` leaves it."""
    folder = tmp_path_factory.mktemp("office")
    told = os.environ | {"CHITIEU_HOME": str(folder)}
    subprocess.run([sys.executable, "-m", "etl", "init"], cwd=ROOT, env=told, check=True, capture_output=True)
    return folder


def test_there_are_six() -> None:
    assert len(NOTEBOOKS) == 6


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_a_notebook_is_kept_without_outputs(file: Path) -> None:
    cells = json.loads(file.read_text("utf-8"))["cells"]
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in cells)
    assert cells[0]["cell_type"] == "markdown"


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_a_notebook_runs(file: Path, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHITIEU_HOME", str(office))
    book = nbformat.read(file, as_version=4)
    NotebookClient(book, timeout=300, resources={"metadata": {"path": str(file.parent)}}).execute()
    shown = [output for cell in book.cells for output in cell.get("outputs", ())]
    assert len(shown) > 3
    drawn = [output.data for output in shown if "application/vnd.plotly.v1+json" in output.get("data", {})]
    assert all("text/html" in data for data in drawn)  # a chart is seen wherever the notebook is read
