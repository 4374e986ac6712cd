"""Reading and writing tables: everything that a coordinator's file can be."""

import datetime as dt
import io
import struct
import zipfile

import openpyxl
import pytest

from cairn.core.tables import (
    LARGEST_FILE,
    MOST_COLUMNS,
    MOST_ROWS,
    Unreadable,
    read_table,
    write_xlsx,
)
from cairn.exchange.whole_files import whole_file, write_csv


def csv_table(text, encoding="utf-8"):
    return read_table(text.encode(encoding), "people.csv")


def refusal(source, name="people.csv"):
    with pytest.raises(Unreadable) as refused:
        read_table(source, name)
    return refused.value.phrase.text()


def told(table):
    return [warning.text() for warning in table.warnings]


def workbook(rows, *, title="People", more_sheets=0):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    for number in range(more_sheets):
        book.create_sheet(f"More {number}")
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def repacked(data, **changed):
    """The same workbook with members added or replaced."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", 8) as new:
        for member in old.namelist():
            new.writestr(member, changed.pop(member, old.read(member)))
        for member, content in changed.items():
            new.writestr(member, content)
    return packed.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_names_with_accents_are_read_in_every_unicode_encoding(encoding):
    table = csv_table("id,nombre\r\n1,Íñigo\r\n", encoding)
    assert table.columns == ("id", "nombre")
    assert table.rows == ({"id": "1", "nombre": "Íñigo"},)
    assert table.warnings == ()


def test_windows_text_is_read_with_a_warning():
    table = csv_table("id,nombre\n1,Íñigo\n", "cp1252")
    assert table.rows[0]["nombre"] == "Íñigo"
    assert told(table) == [
        (
            "“people.csv” is not in UTF-8. We read it as Windows text; "
            "check that letters like ñ and é look right."
        )
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"id,x\n1,\x00\n",
        b"id\n\x81\x8d\n",
        "id\n1".encode("utf-16-le"),
        b"\xff\xfei",
        b"%PDF-1.7\n\0",
    ],
)
def test_what_is_no_text_is_refused(data):
    assert refusal(data) == (
        "“people.csv” is not a table we can read. Save it as CSV (UTF-8) or XLSX."
    )


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_from_the_headings(sign):
    table = csv_table(f'id{sign}"a, b; c"\n1{sign}"x\ny"\n')
    assert table.rows == ({"id": "1", "a, b; c": "x\ny"},)


def test_the_line_that_excel_adds_to_name_the_delimiter_is_understood():
    assert csv_table("sep=;\nid;a,b,c\n1;2\n").rows == ({"id": "1", "a,b,c": "2"},)


@pytest.mark.parametrize("data", [b"", b"  \n\n", b"\xef\xbb\xbf", b",,,\n,,\n"])
def test_an_empty_file_is_refused(data):
    assert refusal(data) == "This file is empty. Fill in the template and send that."


def test_headings_alone_are_a_table_without_rows():
    table = csv_table("id,age\n")
    assert (table.columns, table.rows) == (("id", "age"), ())


def test_blank_rows_are_kept_between_and_dropped_at_the_end():
    table = csv_table("id,age\n1,2\n\n,\n3,4\n,\n\n")
    assert [row["id"] for row in table.rows] == ["1", "", "", "3"]
    assert table.first_row == 2
    assert csv_table("\n\nid\n1\n").first_row == 4


def test_short_rows_are_filled_and_wide_ones_refused():
    assert csv_table("id,age\n1\n").rows == ({"id": "1", "age": ""},)
    assert csv_table("id,age\n1,2,,\n").rows == ({"id": "1", "age": "2"},)
    assert refusal(b"id,age\n1,2\n1,2,3\n").startswith(
        "Row 3 has more cells than there are headings"
    )


def test_a_heading_that_comes_twice_is_refused_and_a_nameless_one_is_numbered():
    assert refusal(b"id,age,age\n1,2,3\n") == "The heading “age” comes twice. Rename one of them."
    assert csv_table("id,,age\n1,2,3\n").columns == ("id", "column 2", "age")


def test_a_quotation_mark_without_partner_is_refused_with_its_line():
    assert refusal(b'id,x\n1,"abc\n2,d\n').startswith("Near line 3 a quotation mark")


def test_too_many_rows_or_columns_are_refused():
    assert "more than 200 columns" in refusal(",".join(f"c{n}" for n in range(201)).encode())
    assert len(csv_table(",".join(f"c{n}" for n in range(MOST_COLUMNS))).columns) == MOST_COLUMNS
    assert len(csv_table("id\n" + "1\n" * MOST_ROWS).rows) == MOST_ROWS
    assert refusal(b"id\n" + b"1\n" * (MOST_ROWS + 1)) == (
        "There are more than 50,000 rows. Split the file into parts."
    )
    assert len(csv_table("id\n1\n" + ",\n" * (MOST_ROWS + 5)).rows) == 1


def test_a_file_of_200_mb_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "people.csv"
    with path.open("wb") as huge:
        huge.truncate(200_000_000)
    assert (
        refusal(path) == "“people.csv” is larger than 25 MB. Remove what isn't needed, or split it."
    )


def test_no_more_of_a_stream_is_read_than_allowed():
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size=-1):
            assert size > 0
            self.given += size
            return b"a" * size

    endless = Endless()
    assert "larger than 25 MB" in refusal(endless)
    assert endless.given == LARGEST_FILE + 1


def test_a_file_that_is_not_there_is_named(tmp_path):
    assert refusal(tmp_path / "no.csv", "no.csv") == "There is no file “no.csv”."
    assert "can't be opened" in refusal(tmp_path, "folder")


def test_formulas_stay_text_with_a_warning():
    table = csv_table(
        "id,x\n1,=1+1\n2,@SUM(A1)\n3,-5\n4,+1 (555) 123-45\n5,-\n6,+cmd|' /C calc'!A0\n"
    )
    assert [row["x"] for row in table.rows][:2] == ["=1+1", "@SUM(A1)"]
    assert [warning.split(",")[0] for warning in told(table)] == ["Row 2", "Row 3", "Row 7"]
    assert "never work it out" in told(table)[0]
    many = csv_table("x\n" + "=1\n" * 15)
    assert told(many)[-1] == "5 more cells look like formulas."


def test_a_workbook_is_read_as_people_see_it():
    data = workbook(
        [
            ["id", "age", "when", "at", "yes", "part", "sum"],
            ["P1", 34, dt.datetime.fromisoformat("2026-03-04"), dt.time(18, 30), True, 1.5, "=1+1"],
            [None] * 7,
            ["P2", 34.0, dt.datetime.fromisoformat("2026-03-04T05:06"), " x ", False, None, None],
        ],
        more_sheets=1,
    )
    table = read_table(data, "people.xlsx")
    assert list(table.rows[0].values()) == [
        "P1",
        "34",
        "2026-03-04",
        "18:30:00",
        "yes",
        "1.5",
        "=1+1",
    ]
    assert list(table.rows[2].values()) == ["P2", "34", "2026-03-04T05:06:00", "x", "no", "", ""]
    assert told(table)[0] == "The workbook has several sheets. We read the first, “People”."
    assert told(table)[1].startswith("Row 2, sum: this looks like a formula.")


def test_a_workbook_named_csv_is_read_by_what_it_holds():
    assert read_table(workbook([["id"], [1]]), "people.csv").rows == ({"id": "1"},)


def test_macros_are_refused():
    data = workbook([["id"], [1]])
    assert "holds macros" in refusal(repacked(data, **{"xl/vbaProject.bin": b"x"}))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        kinds = archive.read("[Content_Types].xml")
    kinds = kinds.replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main")
    assert "holds macros" in refusal(repacked(data, **{"[Content_Types].xml": kinds}))


def test_passwords_and_old_formats_are_refused_kindly():
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "people.xlsx") == (
        "“people.xlsx” has a password or is in the old Excel format. "
        "Open it, then save it as XLSX without a password, or as CSV."
    )
    data = bytearray(workbook([["id"], [1]]))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    assert "has a password" in refusal(bytes(data))


def test_another_kind_of_zip_is_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert "is not an XLSX workbook" in refusal(packed.getvalue())


def test_a_damaged_workbook_is_refused():
    data = workbook([["id"], [1]])
    assert "is damaged" in refusal(data[: len(data) // 2])
    assert "is damaged" in refusal(repacked(data, **{"xl/workbook.xml": b"<workbook"}))
    assert "is damaged" in refusal(repacked(data, **{"xl/worksheets/sheet1.xml": b"<a>"}))


def test_a_zip_bomb_is_left_closed():
    data = workbook([["id"], [1]])
    bomb = repacked(data, **{"xl/media/image1.png": b"\0" * 60_000_000})
    assert len(bomb) < 100_000
    assert "would unpack to far more" in refusal(bomb)


def test_a_zip_bomb_that_lies_about_its_size_is_left_closed():
    data = workbook([["id"], [1]])
    bomb = bytearray(repacked(data, **{"xl/media/image1.png": b"\0" * 60_000_000}))
    true_size, lie = struct.pack("<I", 60_000_000), struct.pack("<I", 10)
    assert bomb.count(true_size) == 2
    refused = refusal(bytes(bomb.replace(true_size, lie)))
    assert "is damaged" in refused or "would unpack to far more" in refused


def test_thousands_of_members_are_left_closed():
    data = workbook([["id"], [1]])
    many = repacked(data, **{f"xl/media/{n}": b"" for n in range(2_001)})
    assert "would unpack to far more" in refusal(many)


def test_an_entity_bomb_is_refused():
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
        b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">&b;</workbook>'
    )
    assert "is damaged" in refusal(repacked(workbook([["id"]]), **{"xl/workbook.xml": bomb}))


def test_a_cell_far_away_is_refused_and_not_filled_up_to():
    data = workbook([["id"], [1]])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    far = sheet.replace(b'<row r="2">', b'<row r="9999999999">').replace(
        b'r="A2"', b'r="A9999999999"'
    )
    assert far != sheet
    refused = refusal(repacked(data, **{"xl/worksheets/sheet1.xml": far}))
    assert "more than 50,000 rows" in refused or "is damaged" in refused


def test_written_csv_reads_back_and_cannot_run(tmp_path):
    path = tmp_path / "out.csv"
    rows = [["P1", -5, "-5", "a,b\n“c”"], ["=1+1", None, "@x", "+1"], ["-x", 1.5, "\t=x", ""]]
    write_csv(path, ["id", "n", "=head", "text"], rows)
    lines = path.read_text("utf-8")
    assert lines.startswith("id,n,'=head,text\nP1,-5,-5,")
    assert "\n'=1+1,,'@x,+1\n" in lines
    table = read_table(path, "out.csv")
    assert table.rows[0]["text"] == "a,b\n“c”"
    assert table.warnings == ()


def test_written_xlsx_reads_back_and_holds_no_formula(tmp_path):
    path = tmp_path / "out.xlsx"
    write_xlsx(path, ["id", "n"], [["=1+1", 3], ["ok\x01", None]])
    cells = [cell for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert [row["id"] for row in read_table(path, "out.xlsx").rows] == ["=1+1", "ok"]
    stream = io.BytesIO()
    write_xlsx(stream, ["id"], [])
    assert read_table(stream.getvalue(), "x").columns == ("id",)


def test_a_file_is_whole_or_not_there(tmp_path):
    path = tmp_path / "out.csv"
    path.write_text("before")

    def rows():
        yield ["1"]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_csv(path, ["id"], rows())
    assert path.read_text() == "before"
    with whole_file(path) as opened:
        opened.write("after")
        assert path.read_text() == "before"
    assert path.read_text() == "after"
    assert [file.name for file in tmp_path.iterdir()] == ["out.csv"]
