"""No sentence reaches a reader in the wrong language."""

import pytest

from cairn.exchange.cli.words import books, held, refreshed, wanting


@pytest.mark.parametrize("book", books(), ids=lambda book: book.parts[-3])
def test_the_book_holds_every_sentence_and_no_dead_one(book: object) -> None:
    assert refreshed(book) == held(book), "run ./cairn words"  # type: ignore[arg-type]


@pytest.mark.parametrize("book", books(), ids=lambda book: book.parts[-3])
def test_every_sentence_is_translated_with_its_gaps(book: object) -> None:
    assert list(wanting(held(book))) == []  # type: ignore[arg-type]
