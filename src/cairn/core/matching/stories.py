"""How alike two short texts are, in English or Spanish, by a small model that never leaves here.

A text becomes a vector of three blocks: themes from our own bilingual list (`themes`), pieces
of words (four signs each), and whole words. Themes carry what two languages share. A text in
which no theme is found falls back on pieces and words alone, which is little more than "they
use the same words". Nothing is learned from anyone's text, and the same text is always the
same vector.
"""

import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cairn.core.matching.themes import STOP_WORDS, THEMES
from cairn.core.matching.vocabulary import folded

Grid = NDArray[np.float32]

PIECES, WORDS = 384, 128
SHARES = (0.7, 0.2, 0.1)
FINE = 127
ALIKE_ENOUGH = np.float32(0.5)
_PIECE = 4
_LETTERS = str.maketrans(dict.fromkeys(',;:!?¡¿()[]{}"/\\|*+=<>@#$%&0123456789“”', " "))


def vectors(texts: Sequence[str]) -> Grid:
    """Float32 `[texts, themes + 512]`, whole numbers, length 127; zeros where nothing is said."""
    rows = [_vector(text) for text in texts]
    return np.array(rows, np.float32).reshape(len(texts), len(THEMES) + PIECES + WORDS)


def likeness(products: NDArray[Any]) -> NDArray[Any]:
    """From products of two such vectors to 0 … 1; half of perfect agreement is enough for 1."""
    alike: Grid = np.clip(products / np.float32(FINE * FINE) / ALIKE_ENOUGH, 0, 1)
    return alike


def _vector(text: str) -> Grid:
    said = [word for word in folded(text.translate(_LETTERS)).split() if word not in STOP_WORDS]
    themes, pieces, words = np.zeros(len(THEMES)), np.zeros(PIECES), np.zeros(WORDS)
    for word in said:
        in_themes, in_pieces, place = _of_word(word)
        words[place] += 1
        np.add.at(themes, in_themes, 1)
        np.add.at(pieces, in_pieces, 1)
    blocks = [_unit(np.sqrt(block)) for block in (themes, pieces, words)]
    shares = [share if block.any() else 0 for share, block in zip(SHARES, blocks, strict=True)]
    whole = sum(shares) or 1
    parts = [block * np.sqrt(share / whole) for share, block in zip(shares, blocks, strict=True)]
    whole_numbers: Grid = np.rint(np.concatenate(parts) * FINE).astype(np.float32)
    return whole_numbers


@lru_cache(maxsize=65_536)
def _of_word(word: str) -> tuple[list[int], list[int], int]:
    """Where one word counts: its themes, its pieces, and itself."""
    themes = [
        at
        for at, stems in enumerate(THEMES.values())
        if any(word.startswith(s) if len(s) >= _PIECE else word in (s, s + "s") for s in stems)
    ]
    framed = f" {word} "
    cut = [framed[start : start + _PIECE] for start in range(len(framed) - _PIECE + 1)]
    pieces = [zlib.crc32(piece.encode()) % PIECES for piece in cut]
    return themes, pieces, zlib.crc32(word.encode()) % WORDS


def _unit(block: NDArray[np.float64]) -> NDArray[np.float64]:
    length = float(np.sqrt((block**2).sum()))
    return block / length if length else block
