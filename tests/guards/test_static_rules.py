"""G26: what the linter can't hold: where markup is trusted, where SQL is written, what is fetched."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
SOURCE = HOUSE / "src" / "cairn"
PYTHON = sorted(p for p in SOURCE.rglob("*.py") if "migrations" not in p.parts)
TEMPLATES = sorted((SOURCE / "web" / "templates").rglob("*.html"))

MARKUP = {
    "web/shell/svg.py": "writes the drawings; escapes every value that goes in",
}
SQL = {
    "web/site/health.py": "asks the databases for a sign of life",
    "exchange/backups/snapshots.py": "copies the database's own files, past its rows",
    "exchange/cli/checkup.py": "asks the engines how they are set",
}
SQL_FOLDERS = {
    "records/postgres": "makes row-level security from what every table declares",
}
FETCHERS = {
    "exchange/cli/house.py": "asks our own first page whether it answers",
    "web/people/openid.py": "asks the organization by which its staff sign in",
}
_TRUSTS = {"mark_safe", "SafeText", "html_safe"}
_SPEAKS_SQL = {"RawSQL", "raw", "extra", "execute", "executemany", "executescript", "RunSQL"}
_FETCHES = {"requests", "httpx", "aiohttp", "urllib3", "http.client", "urllib.request", "socket"}
_FETCHES |= {"ftplib", "smtplib", "telnetlib", "xmlrpc"}


def _name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def _listed(path: Path, files: dict[str, str], folders: dict[str, str]) -> bool:
    return _name(path) in files or any(_name(path).startswith(f"{one}/") for one in folders)


def _called(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """The last name of everything that is called, and its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr, node.lineno
            elif isinstance(node.func, ast.Name):
                yield node.func.id, node.lineno


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)


def trusted_markup(text: str) -> list[str]:
    """Places in Python where text is taken for markup as it is."""
    tree = ast.parse(text)
    found = [f"{name}() at {line}" for name, line in _called(tree) if name in _TRUSTS]
    # An empty one trusts nothing.
    return found + [
        f"SafeString at {node.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "SafeString"
        and not (node.args and isinstance(node.args[0], ast.Constant) and not node.args[0].value)
    ]


def written_sql(text: str) -> list[str]:
    """Places in Python that speak SQL past Django's queries."""
    return [f"{name}() at {line}" for name, line in _called(ast.parse(text)) if name in _SPEAKS_SQL]


def fetching(text: str) -> list[str]:
    """Modules by which Python reaches another machine."""
    return sorted({one for one in _imported(ast.parse(text)) if one in _FETCHES})


@pytest.mark.parametrize("path", PYTHON, ids=_name)
def test_markup_sql_and_the_network_are_touched_in_named_places_only(path: Path) -> None:
    text = path.read_text()
    assert _listed(path, MARKUP, {}) or not trusted_markup(text)
    assert _listed(path, SQL, SQL_FOLDERS) or not written_sql(text)
    assert _listed(path, FETCHERS, {}) or not fetching(text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.stem)
def test_no_template_trusts_what_people_wrote(path: Path) -> None:
    bare = re.sub(r"\{#.*?#\}", "", path.read_text())
    assert not re.search(r"\|\s*(safe|safeseq)\b|\{%\s*autoescape\s+off|\{%\s*filter\s+safe", bare)


def test_every_named_place_needs_its_name() -> None:
    for names, looks in ((MARKUP, trusted_markup), (SQL, written_sql), (FETCHERS, fetching)):
        idle = [name for name in names if not looks((SOURCE / name).read_text())]
        assert not idle, f"no longer needed: {idle}"


@pytest.mark.parametrize(
    ("looks", "text"),
    [
        (trusted_markup, "mark_safe(note)"),
        (trusted_markup, "SafeString(note)"),
        (written_sql, "Person.objects.raw('SELECT 1')"),
        (written_sql, "cursor.execute(q)"),
        (fetching, "import requests"),
        (fetching, "from urllib import request\nimport urllib.request"),
        (fetching, "from http import client"),
    ],
)
def test_the_guard_finds_it(looks: object, text: str) -> None:
    assert callable(looks)
    assert looks(text)
