"""Endpoints over weekly words, against a trial network's own software and by hand."""

import csv
import gzip

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pages_of_methods import table
from tests.shared_data import shared_data

from cairn.core.evaluation import WORD_ENDPOINTS, word_endpoints
from cairn.core.shared.refusals import Invalid


@pytest.mark.parametrize("source", ["uds", "tlfb", "fuzz"])
def test_every_cell_agrees_with_the_reference_software(source: str) -> None:
    path = shared_data("ctn0094", "expected", f"endpoints_{source}_words.csv.gz")
    with gzip.open(path, "rt", newline="") as file:
        rows = list(csv.DictReader(file))
    assert set(rows[0]) - {"who", "word"} == set(WORD_ENDPOINTS)
    assert len(WORD_ENDPOINTS) == 62
    found = word_endpoints([row["word"] for row in rows])
    for name in WORD_ENDPOINTS:
        expected = np.array([float(row[name] or "nan") for row in rows])
        given_cells = ~np.isnan(expected)
        assert given_cells.all() or name == "Rd_lingA_1976"
        differs = np.flatnonzero(given_cells & ~(np.abs(found[name] - expected) <= 1e-9))
        assert not len(differs), (name, [rows[i]["word"] for i in differs[:3]])


def test_every_published_example_comes_out_as_printed() -> None:
    for word, name, expected in table("outcomes.md", "word", "column", "value"):
        value = word_endpoints([word.strip("`")], [name])[name][0]
        assert value == pytest.approx(float(expected), abs=5e-5), (word, name)


def test_a_short_word_uses_the_first_penalties_of_ling_1976() -> None:
    clean = word_endpoints(["-" * 14, "+" * 14], ["Rd_lingA_1976"])["Rd_lingA_1976"]
    assert clean == pytest.approx([120, 0])


def test_only_the_columns_asked_for_are_computed_in_the_order_asked() -> None:
    names = ["Rd_zaks_1972", "AbE_mokri_2016"]
    assert list(word_endpoints(["--+"], names)) == names


def test_no_words_give_empty_columns_and_an_empty_word_gives_no_error() -> None:
    assert all(len(column) == 0 for column in word_endpoints([]).values())
    empty = word_endpoints(["", "----"])
    assert all(len(column) == 2 for column in empty.values())


@pytest.mark.parametrize("word", ["--x", "--é", "- -"])
def test_other_signs_are_refused_with_their_row(word: str) -> None:
    with pytest.raises(Invalid, match="Word 2"):
        word_endpoints(["---", word])


def test_an_unknown_column_is_refused_by_name() -> None:
    with pytest.raises(Invalid, match="Ab_nobody_1900"):
        word_endpoints(["---"], ["Ab_nobody_1900"])


words = st.lists(st.text("+-*o_", max_size=20), min_size=1, max_size=6)


@given(words, st.text("+-*o_", min_size=21, max_size=30))
def test_a_word_is_scored_the_same_alone_and_in_longer_company(
    several: list[str], long: str
) -> None:
    together = word_endpoints([*several, long])
    for place, word in enumerate(several):
        alone = word_endpoints([word])
        for name, column in alone.items():
            assert together[name][place] == pytest.approx(column[0], nan_ok=True), (word, name)
