"""The bill of materials: all locked by hash, all under licenses on the list, written as CycloneDX."""

import json
from pathlib import Path

import pytest

from cairn.exchange.cli import bill
from cairn.exchange.cli.bill import ALLOWED, TOOLS_ONLY, Package, faults, permitted, read_lock
from cairn.exchange.cli.checkout import root

DIGEST = "a" * 64


def test_what_cairn_is_made_of_is_locked_and_free_to_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "bill.json"
    assert bill.run(["--out", str(file)]) == 0, capsys.readouterr().out
    written = json.loads(file.read_text())
    assert (written["bomFormat"], written["specVersion"]) == ("CycloneDX", "1.6")
    parts = {part["name"]: part for part in written["components"]}
    assert parts["django"]["licenses"] == [{"expression": "BSD-3-Clause"}]
    assert len({part["bom-ref"] for part in written["components"]}) == len(written["components"])
    for part in written["components"]:
        hashes = part["externalReferences"][0]["hashes"]
        assert hashes
        assert all(len(one["content"]) == 64 for one in hashes)


def test_every_line_of_both_locks_is_looked_at() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (root() / name).read_text()
        found = list(read_lock(text))
        assert len(found) == sum("==" in line for line in text.splitlines())
        assert sum(len(one.hashes) for one in found) == text.count("--hash=")


def test_tools_may_be_what_cairn_itself_may_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert bill.run(["--tools"]) == 0, capsys.readouterr().out
    assert permitted("GPL-3.0-or-later", ALLOWED | TOOLS_ONLY)
    assert not permitted("GPL-3.0-or-later", ALLOWED)


@pytest.mark.parametrize(
    ("package", "said"),
    [
        (Package("a", "1", (), "MIT", "1"), "has no hash"),
        (Package("a", "1", (DIGEST,), "MIT", "2"), "installed as 2, locked as 1"),
        (Package("a", "1", (DIGEST,), "AGPL-3.0-only", "1"), "AGPL-3.0-only"),
        (Package("a", "1", (DIGEST,), "", "1"), "unknown"),
        (Package("a", "1", (DIGEST,), "MIT AND SSPL-1.0", "1"), "SSPL"),
    ],
)
def test_what_is_loose_changed_or_not_free_is_named(package: Package, said: str) -> None:
    [found] = faults([package])
    assert said in found


def test_one_of_two_licenses_is_enough_and_a_short_hash_is_none() -> None:
    assert permitted("SSPL-1.0 OR MIT", ALLOWED)
    [cut] = read_lock("a==1 \\\n    --hash=sha256:abc\n")
    assert cut.hashes == ()
