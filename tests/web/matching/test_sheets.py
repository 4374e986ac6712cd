"""Sheets in, over HTTP: every file that a coordinator may have, and nothing half written."""

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cairn.core.tables import write_xlsx
from cairn.records.matching.models import Draft, Profile
from cairn.records.people.models import Person
from tests.cast import Cast
from tests.web.conftest import As

UPLOAD = "/matching/sheets/"
MENTEES = "mentee_id,languages,age,available\nP1,English,34,Mon evening\nP2,Spanish,41,Tue\n"
MENTORS = "mentor_id,capacity,languages\nM1,2,English; Spanish\n"


@pytest.fixture
def dee(as_: As) -> Client:
    return as_("Dee")


def sheet(content: str | bytes, name: str = "people.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def sent(client: Client, **sheets: str | bytes) -> tuple[str, str]:
    """The preview's address and its page."""
    answer = client.post(UPLOAD, {side: sheet(content) for side, content in sheets.items()})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"], client.get(answer["Location"]).content.decode()


def people() -> tuple[int, int]:
    return Person.objects.count(), Profile.objects.count()


def test_nothing_is_written_before_the_button_that_says_how_many(dee: Client) -> None:
    before = people()
    address, page = sent(dee, mentee=MENTEES, mentor=MENTORS)
    assert "Bring in 3 people" in page
    assert "Nothing is written yet." in page
    assert people() == before
    told = dee.post(address, {"act": "bring"}, follow=True).content.decode()
    assert "3 people are new, 0 changed, 0 stay as they were." in told
    assert people() == (before[0] + 3, before[1] + 3)
    assert not Draft.objects.exists()


def test_the_same_sheets_again_change_nothing_and_say_so(dee: Client) -> None:
    address, _ = sent(dee, mentee=MENTEES, mentor=MENTORS)
    dee.post(address, {"act": "bring"})
    before = people()
    address, page = sent(dee, mentee=MENTEES, mentor=MENTORS)
    assert "Nothing would change" in page
    assert "Bring in 0" not in page
    dee.post(address, {"act": "bring"})
    assert people() == before


def test_xlsx_is_read_like_csv(dee: Client) -> None:
    book = io.BytesIO()
    write_xlsx(book, ["mentee_id", "languages"], [["P1", "English"], ["P2", "Spanish"]])
    assert "Bring in 2 people" in sent(dee, mentee=book.getvalue())[1]


def test_columns_with_other_names_are_mapped_by_hand(dee: Client) -> None:
    address, page = sent(dee, mentee="Persona X,tongue\nP1,English\n")
    assert "The column mentee_id is missing" in page
    chosen = {"act": "map", "mentee-mentee_id": "Persona X", "mentee-languages": "tongue"}
    page = dee.post(address, chosen, follow=True).content.decode()
    assert "Bring in 1 person" in page
    assert "English" in page


def test_a_heading_that_is_not_in_the_file_is_ignored(dee: Client) -> None:
    address, _ = sent(dee, mentee="who\nP1\n")
    page = dee.post(address, {"act": "map", "mentee-mentee_id": "no such"}, follow=True)
    assert "The column mentee_id is missing" in page.content.decode()


FAULTY = [
    ("mentee_id,age\nP1,34\nP1,40\n", "already in row 2"),
    ("mentee_id,age\nP1,340\n", "340 can&#x27;t be right here"),
    ("mentee_id,age\nP1,thirty\n", "is not a whole number"),
    ("mentee_id,waiting_days\nP1,2026-02-31\n", "is not a whole number"),
    ("mentee_id,available\nP1,Blursday\n", "is not a day or a part of the day"),
    ("age\n34\n", "The column mentee_id is missing"),
    ("mentee_id,age\n", "The sheet has no rows"),
]


@pytest.mark.parametrize(("content", "told"), FAULTY)
def test_a_row_that_cannot_be_true_is_told_in_words_and_nothing_comes_in(
    dee: Client, content: str, told: str
) -> None:
    before = people()
    address, page = sent(dee, mentee=content)
    assert told in page
    dee.post(address, {"act": "bring"})
    assert people() == before


def test_faulty_rows_are_left_out_only_when_the_coordinator_says_so(dee: Client) -> None:
    before = people()
    address, page = sent(dee, mentee=MENTEES + "P3,English,999,Mon\n")
    assert "Row 4, age" in page
    assert "Bring in 2 and leave out 1 row" in page
    dee.post(address, {"act": "bring"})
    assert people() == before
    dee.post(address, {"act": "leave-out"})
    assert people() == (before[0] + 2, before[1] + 2)


def zip_bomb() -> bytes:
    packed = io.BytesIO()
    book = openpyxl.Workbook()
    book.save(packed)
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/big.xml", b"0" * 60_000_000)
    return packed.getvalue()


UNREADABLE = [
    (b"", "This file is empty"),
    (b"  \n\n", "This file is empty"),
    ("mentee_id,náme\nP1,José\n".encode("utf-16")[:-1], "is not a table we can read"),
    (b"mentee_id\n\x00\x01\x02\xff\xfe\x81P1\n", "is not a table we can read"),
    (zip_bomb(), "unpack to far more than a sheet of people needs"),
    (b"PK\x03\x04 this is no workbook", "is damaged or not a workbook"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old Excel format"),
    (b"mentee_id,age,age\nP1,3,4\n", "comes twice"),
]


@pytest.mark.parametrize(("content", "told"), UNREADABLE)
def test_a_file_that_cannot_be_read_is_told_beside_its_field(
    dee: Client, content: bytes, told: str
) -> None:
    answer = dee.post(UPLOAD, {"mentee": sheet(content)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_mentee_error"' in page
    assert told in page
    assert not Draft.objects.exists()


def test_a_capacity_of_nothing_is_kept_and_mentioned(dee: Client) -> None:
    _, page = sent(dee, mentor="mentor_id,capacity\nM1,0\n")
    assert "takes nobody now" in page
    assert "Bring in 1 person" in page


def test_a_formula_stays_text_and_is_mentioned(dee: Client) -> None:
    _, page = sent(dee, mentee="mentee_id,story\nP1,=HYPERLINK(1)\n")
    assert "looks like a formula" in page


def test_old_encodings_keep_their_accents(dee: Client) -> None:
    address, page = sent(dee, mentee="mentee_id,name\nP1,José\n".encode("cp1252"))
    assert "Bring in 1 person" in page
    dee.post(address, {"act": "bring"})


def test_two_hundred_megabytes_are_turned_away_before_a_byte_is_read(dee: Client) -> None:
    class Untouchable(io.BytesIO):
        def read(self, *_: object) -> bytes:
            raise AssertionError("a byte of it was read")

    answer = dee.generic(
        "POST",
        UPLOAD,
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH="200000000",
        **{"wsgi.input": Untouchable()},
    )
    assert answer.status_code == 413
    assert "A sheet can be 25 MB at most" in answer.content.decode()


def test_an_upload_never_lies_on_the_disk(
    dee: Client, tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10  # type: ignore[attr-defined]
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "nowhere")  # type: ignore[attr-defined]
    assert "Bring in 2 people" in sent(dee, mentee=MENTEES)[1]


def test_an_upload_needs_its_token(stage: Cast, as_: As) -> None:
    client = as_("Dee")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert strict.post(UPLOAD, {"mentee": sheet(MENTEES)}).status_code == 403
    page = strict.get(UPLOAD).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    body = {"mentee": sheet(MENTEES), "csrfmiddlewaretoken": token[1]}
    assert strict.post(UPLOAD, body).status_code == 302


def test_no_sheet_at_all_is_asked_for(dee: Client) -> None:
    answer = dee.post(UPLOAD, {})
    assert answer.status_code == 422
    assert "Choose a sheet" in answer.content.decode()


@pytest.mark.parametrize("side", ["mentee", "mentor"])
def test_the_template_fits_its_own_reader(dee: Client, side: str) -> None:
    for kind in ("csv", "xlsx"):
        answer = dee.get(f"/matching/sheets/{side}-template.{kind}")
        assert answer.status_code == 200
        assert "Bring in 1 person" in sent(dee, **{side: answer.content})[1]
    assert dee.get("/matching/sheets/other-template.csv").status_code == 404


def test_a_draft_can_be_forgotten(dee: Client) -> None:
    address, _ = sent(dee, mentee=MENTEES)
    dee.post(address, {"act": "forget"})
    assert not Draft.objects.exists()
    assert dee.get(address).status_code == 404


@pytest.mark.parametrize("who", ["Ana", "Bo", "Cy", "Vic", "Lin", "Sam"])
def test_only_a_coordinator_brings_people_in(as_: As, who: str) -> None:
    assert as_(who).get(UPLOAD).status_code == 403
    assert as_(who).post(UPLOAD, {"mentee": sheet(MENTEES)}).status_code == 403


def test_eve_finds_no_draft_of_another_program(dee: Client, as_: As) -> None:
    address, _ = sent(dee, mentee=MENTEES)
    assert as_("Eve").get(address).status_code == 404
    assert as_("Eve").post(address, {"act": "bring"}).status_code == 404
