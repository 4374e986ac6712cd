"""The habits of the house that a reader would notice: sizes, forms, contracts."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
SOURCE = HOUSE / "src" / "cairn"
PYTHON = [p for p in SOURCE.rglob("*.py") if "migrations" not in p.parts]
TEMPLATES = list((SOURCE / "web" / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", PYTHON, ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_file_is_longer_than_300_lines(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 300


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_templates_are_short_safe_and_carry_their_tokens(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= 150
    posts = len(re.findall(r"<form[^>]*method=\"post\"", text, re.IGNORECASE))
    assert text.count("{% csrf_token %}") >= posts, "every posted form carries its token"
    bare = re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}", "", text, flags=re.DOTALL)
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", bare), "no inline style or handler"
    assert not re.search(r"<script(?![^>]*\bsrc=)", bare), "no inline script"
    assert "|safe" not in bare
    assert "|date" not in bare, "a presenter formats dates"


def test_imports_only_fall() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter],
        cwd=HOUSE,
        env={**os.environ, "PYTHONPATH": str(HOUSE / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]


def test_no_room_is_made_of_a_word_that_names_nothing() -> None:
    empty_words = {"utils", "helpers", "manager", "managers", "misc", "common", "services"}
    assert not [p for p in PYTHON if p.stem in empty_words]


def test_no_admin_no_signals_no_deferred_imports() -> None:
    for path in PYTHON:
        text = path.read_text()
        assert "django.contrib.admin" not in text
        assert "django.dispatch" not in text
        assert "db.models.signals" not in text
