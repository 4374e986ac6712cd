"""Canary: words that nobody may find in the files of the databases, whatever was done with them."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from cairn.core.consent.readers import machine
from cairn.records.people.commands import NewPerson, add_people, credentials, open_account
from cairn.records.people.commands import recover as let_back_in
from cairn.records.programs import doors
from cairn.records.vault.keyring import Keyring, program_keys
from cairn.records.vault.models import DataKey
from tests import cast
from tests.cast import NOW

BY = machine("tests")
ALIAS = "Zanzibar Heliotrope"
PASSPHRASE = "marmalade obelisk under quartz"
NAME = "Xylophonia Quetzal"
NOTE = "my sister's kitchen in Wobbleton"

pytestmark = pytest.mark.django_db(transaction=True)


def files() -> list[Path]:
    """Every file that the databases keep, their logs too."""
    found = []
    for alias in ("default", "keys"):
        if connections[alias].vendor != "sqlite":
            pytest.skip("reads the bytes of SQLite files")
        main = Path(connections[alias].settings_dict["NAME"])
        found += [path for path in main.parent.glob(f"{main.name}*") if path.is_file()]
    return found


def spellings(word: str) -> Iterator[bytes]:
    for text in (word, word.lower(), word.upper(), word.casefold().replace(" ", "")):
        yield text.encode()
        yield text.encode("utf-16-le")
        yield base64.b64encode(text.encode()).rstrip(b"=")[:-1]
        yield text.encode().hex().encode()


def test_canary_no_alias_name_passphrase_code_link_or_note_can_be_read_in_the_database_files() -> (
    None
):
    stage = cast.gather()
    [person] = add_people(by=BY, people=[NewPerson(NAME)], at=NOW)
    before = Keyring([person]).seal(person, person, "name", NOTE)
    codes = open_account(by=BY, person=person, credentials=credentials(ALIAS, PASSPHRASE), at=NOW)
    let_back_in(by=BY, alias=ALIAS, code=codes[0], passphrase=PASSPHRASE + " again", at=NOW)
    token = doors.invite(by=stage.reader("Dee"), role=next(iter(cast.PARTS["Ana"])), at=NOW)
    from_disk = b"".join(path.read_bytes() for path in files())
    assert len(from_disk) > 100_000, "the files were really read"
    assert str(person).replace("-", "").encode() in from_disk, "the rows are really there"
    assert NOTE.encode() not in before
    for word in (ALIAS, PASSPHRASE, NAME, NOTE, token, *codes):
        for spelling in spellings(word):
            assert spelling not in from_disk, word


def test_canary_keys_are_stored_only_wrapped() -> None:
    [person] = add_people(by=BY, people=[NewPerson(NAME)], at=NOW)
    row = DataKey.objects.get(person=person)
    bare = Keyring([person])._keys[person]
    from_disk = b"".join(path.read_bytes() for path in files())
    assert bytes(row.wrapped) in from_disk
    assert bare not in from_disk
    for key in (*program_keys().epochs.values(), program_keys().index):
        assert key not in from_disk
