"""What `./cairn check` looks at holds in every run of the tests too."""

import pytest

from cairn.exchange.cli.checkout import root
from cairn.exchange.cli.checks import checks, content

ALREADY_A_GUARD = {"imports", "words"}


@pytest.mark.parametrize(
    ("name", "command"),
    [pytest.param(n, c, id=n) for n, c in checks() if n not in ALREADY_A_GUARD],
)
def test_the_check_is_content(
    name: str,
    command: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(root())
    assert content(name, command), capsys.readouterr().out
