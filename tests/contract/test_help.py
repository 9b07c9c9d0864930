"""Every command has help with an example of itself."""

import pytest

from etl.commands import COMMANDS, main


@pytest.mark.parametrize("name", ["", *COMMANDS, "serve"])
def test_help_is_shown_with_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([name, "--help"] if name else ["--help"])
    assert left.value.code == 0
    told = " ".join(capsys.readouterr().out.split())
    assert f"Ví dụ: chitieu {name}".strip() in told
