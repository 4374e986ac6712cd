"""`cairn bill`: what Cairn is made of. Every package locked by hash, under a license we may use.

Works without a network, from the lock files and from what is installed. `--out FILE` writes a
bill of materials (CycloneDX 1.6, JSON); `--tools` looks at what only its builders need, too.
"""

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from cairn.exchange.cli.checkout import root
from cairn.exchange.whole_files import whole_file

_LINE = re.compile(r"^([A-Za-z0-9._-]+)==(\S+?)(?:\s*;\s*(.*?))?\s*\\?$")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})\b")

ALLOWED = frozenset(
    {"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "MIT"}
    | {"MIT-0", "PSF-2.0", "Zlib"}
    # These ask for their own source alone, which is published and not changed here.
    | {"LGPL-3.0-only", "MPL-2.0"}
)
TOOLS_ONLY = frozenset({"GPL-3.0-or-later"})
"""Run beside Cairn by its builders, never part of it or given on with it."""

_WORDS = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
# Their metadata says nothing, or they are for another system; read in their own sources.
_STATED = {"axe-playwright-python": "MIT", "colorama": "BSD-3-Clause", "pysqlite3": "Zlib"}


@dataclass(frozen=True)
class Package:
    """One locked package: exact version, the hashes of its files, its license as SPDX writes it."""

    name: str
    version: str
    hashes: tuple[str, ...]
    license: str
    installed: str


def run(argv: Sequence[str]) -> int:
    """Look at every package, write the bill where asked; 1 if anything is to mend."""
    parser = argparse.ArgumentParser(prog="cairn bill", description=__doc__)
    parser.add_argument("--out", type=Path, help="write the bill of materials here")
    parser.add_argument("--tools", action="store_true", help="also what only builders need")
    wish = parser.parse_args(argv)
    lock = root() / ("requirements-dev.lock" if wish.tools else "requirements.lock")
    packages = list(read_lock(lock.read_text()))
    problems = list(faults(packages, ALLOWED | TOOLS_ONLY if wish.tools else ALLOWED))
    if wish.out:
        with whole_file(wish.out) as out:
            json.dump(bill(packages), out, indent=1)
    for line in problems:
        print(f"mend  {line}")
    print(f"{len(packages)} packages in {lock.name}, {len(problems)} to look at")
    return 1 if problems else 0


def read_lock(text: str) -> Iterator[Package]:
    """The packages of a lock file, in its order."""
    for entry in re.split(r"\n(?=\S)", text):
        found = _LINE.match(entry.split("\n", 1)[0])
        if found:
            name, version = found[1], found[2]
            yield Package(
                name, version, tuple(_HASH.findall(entry)), license_of(name), _installed(name)
            )


def faults(packages: Sequence[Package], allowed: frozenset[str] = ALLOWED) -> Iterator[str]:
    """What is not locked by hash, not what is locked, or not under a license on the list."""
    versions: dict[str, set[str]] = {}
    for one in packages:
        versions.setdefault(one.name, set()).add(one.version)
    for one in packages:
        if not one.hashes:
            yield f"{one.name} {one.version} has no hash in the lock: lock it anew"
        if one.installed and one.installed not in versions[one.name]:
            yield f"{one.name} is installed as {one.installed}, locked as {one.version}"
        if not permitted(one.license, allowed):
            yield f"{one.name}: the license “{one.license or 'unknown'}” is not on the list"


def permitted(expression: str, allowed: frozenset[str]) -> bool:
    """Whether an SPDX expression can be met: all of what AND joins, one of what OR joins."""
    if not expression:
        return False
    bare = expression.replace("(", " ").replace(")", " ")
    return all(
        any(choice.strip() in allowed for choice in part.split(" OR "))
        for part in bare.split(" AND ")
    )


def license_of(name: str) -> str:
    """A package's license in SPDX's words, from its own metadata; "" where nothing is known."""
    if name in _STATED:
        return _STATED[name]
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    for said in about.get_all("License-Expression") or []:
        return str(said)
    told = str((about.get_all("License") or [""])[0]).strip()
    if told in ALLOWED or told in _WORDS:
        return _WORDS.get(told, told)
    classed = [
        _WORDS.get(line.split("::")[-1].strip(), line.split("::")[-1].strip())
        for line in about.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    return " AND ".join(dict.fromkeys(classed))


def bill(packages: Sequence[Package]) -> dict[str, object]:
    """The bill of materials as CycloneDX 1.6 has it; the same lock gives the same bill."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "cairn-peer",
                "name": "cairn-peer",
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": [_component(one) for one in packages],
    }


def _component(one: Package) -> dict[str, object]:
    address = f"pkg:pypi/{one.name.lower().replace('_', '-')}@{one.version}"
    return {
        "type": "library",
        "bom-ref": address,
        "name": one.name,
        "version": one.version,
        "purl": address,
        "licenses": [{"expression": one.license}] if one.license else [],
        # One release has a file for each system; the lock allows any of them.
        "externalReferences": [
            {
                "type": "distribution",
                "url": f"https://pypi.org/project/{one.name}/{one.version}/",
                "hashes": [{"alg": "SHA-256", "content": each} for each in one.hashes],
            }
        ],
    }


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
