"""Glyphs without a character: each stands as a sign of its own until its word is looked at."""

from __future__ import annotations

import re

_FIRST, _SPAN = 0xF0000, 0x10000
_PLANE = "\U000f0000-\U0010ffff"
_AREA = "\ue000-\uf8ff"
_FEWEST = 3
"""A word without a letter has at least so many different signs; marks and scales have fewer."""
_SIGN = re.compile(f"[{_PLANE}]")
_BROKEN = re.compile(f"(?<=[^\\W\\d_])[{_PLANE}{_AREA}]+(?=[^\\W\\d_])")
"""What stands between two letters is a letter, or several."""
UNREADABLE = "\ufffd"
"""What is written for a letter that nothing tells."""


def sign_of(code: int) -> str:
    """The sign of a code for which its font has no character."""
    return chr(_FIRST + code % _SPAN)


def is_sign(character: str) -> bool:
    """Whether a character means nothing outside its font."""
    return character >= chr(_FIRST) or "\ue000" <= character <= "\uf8ff"


def says_nothing(text: str) -> bool:
    """Whether what a font gives for a code is no character."""
    return not text.strip("\x00\ufffd") or all(map(is_sign, text))


def unmapped(text: str) -> int:
    """How many glyphs have no character."""
    return len(_SIGN.findall(text))


def lost_words(text: str) -> int:
    """How many words cannot be read: letters are missing, or all are."""
    return sum(map(_is_lost, text.split()))


def _is_lost(word: str) -> bool:
    return bool(_BROKEN.search(word)) or len(set(_SIGN.findall(word))) >= _FEWEST


def told(text: str) -> str:
    """A text as it can be told: letters that nothing tells are marked, other signs are left out."""
    return _SIGN.sub("", _BROKEN.sub(UNREADABLE, text))
