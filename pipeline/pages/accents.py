"""Accents that are glyphs of their own, as the old fonts of TeX have them, put on their letters."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.lexicon.spelling import COMBINING
from pipeline.pages.named import Face
from pipeline.pages.operands import hexadecimal, numbers, string

_LETTER = 200.0
"""A shift back by at least this, in thousandths of the type size, goes back over a letter."""
_ONE_CODE = 6
"""The string of one code has so many bytes at most, brackets and escapes counted."""

Item = tuple[bytes, bytes, bytes]
"""A string in brackets, a string in hexadecimal, a shift: one of them."""


def accented(face: Face, items: Sequence[Item]) -> dict[int, str]:
    """What stands for each item that is an accent set on the letter before it, or is the letter on
    which the accent before it is set, as the old fonts of TeX do: the further shift back tells.
    """
    found: dict[int, str] = {}
    for n, (text, digits, _) in enumerate(items):
        if not 0 < len(text) + len(digits) <= _ONE_CODE:
            continue
        shown = face.show(string(text) if text else hexadecimal(digits))[0]
        if shown not in COMBINING:
            continue
        before, behind = _shift(items, n - 1), _shift(items, n + 1)
        if before > max(behind, _LETTER):
            found[n] = COMBINING[shown]
        elif behind > _LETTER and n + 2 < len(items) and items[n + 2][0]:
            letters = face.show(string(items[n + 2][0]))[0]
            first = "i" if letters[:1] == "ı" else letters[:1]
            found[n], found[n + 2] = "", first + COMBINING[shown] + letters[1:]
    return found


def _shift(items: Sequence[Item], n: int) -> float:
    """How far a shift goes back, in thousandths of the type size; 0 where there is none."""
    return next(iter(numbers(items[n][2])), 0.0) if 0 <= n < len(items) else 0.0
